#!/bin/sh
# SuperFences calls the custom formatter of a fence that stands in an indented code block, and then shows the text of the
# fence, not what the formatter returned. A page that only explains the syntax of a fence in this way would run it.
#
# What follows: a block counts, and its failure is reported, only if its HTML is in the final page.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check markdown==3.11.3 pymdown-extensions==13.1 2>/dev/null
"$folder/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import markdown

calls = []


def formatter(source, language, class_name, options, md, **_):
    calls.append(source)
    return "<p>formatted</p>"


fence = {"name": "demo", "class": "demo", "format": formatter}
html = markdown.markdown(
    "Write this:\n\n    ```demo\n    the code\n    ```\n",
    extensions=["pymdownx.superfences"],
    extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
)

print("Markdown", version("markdown"), "pymdown-extensions", version("pymdown-extensions"))
print("Calls of the formatter:", len(calls))
print("The page:", repr(html))
as_described = len(calls) == 1 and "formatted" not in html and "```demo" in html
sys.exit(0 if as_described else "The behavior has changed.")
PYTHON
