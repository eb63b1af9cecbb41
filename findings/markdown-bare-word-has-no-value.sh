#!/bin/sh
# A bare word in the braces of a fence, `{.demo word}`, reaches the validator of a custom fence with the word itself as its
# value up to Markdown 3.11.2, and with the value None from 3.11.3 on. A validator that tests the value stops working.
#
# What follows: the presence of a key counts, never its value.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
for version in 3.11.2 3.11.3; do
    "$folder/bin/pip" install --quiet --disable-pip-version-check "markdown==$version" pymdown-extensions==13.1 2>/dev/null
    "$folder/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import markdown

values = []


def validator(language, inputs, options, attrs, md):
    values.append(inputs["word"])
    return True


def formatter(source, language, class_name, options, md, **_):
    return "<p>formatted</p>"


fence = {"name": "demo", "class": "demo", "validator": validator, "format": formatter}
markdown.markdown(
    "``` {.demo word}\nthe code\n```\n",
    extensions=["attr_list", "pymdownx.superfences"],
    extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
)

print("Markdown", version("markdown"), "pymdown-extensions", version("pymdown-extensions"))
print("The value of the bare word:", values)
expected = {"3.11.2": ["word"], "3.11.3": [None]}[version("markdown")]
sys.exit(0 if values == expected else "The behavior has changed.")
PYTHON
done
