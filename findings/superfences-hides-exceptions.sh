#!/bin/sh
# SuperFences catches every exception of a custom formatter and logs nothing. The fence becomes inline code in a paragraph,
# so the page is built without its block. Only SuperFencesException passes.
#
# What follows: no exception may leave a formatter or a validator of ours, except that one, on hosts where a failure must
# stop the build.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check markdown==3.11.3 pymdown-extensions==13.1 2>/dev/null
"$folder/bin/python" - <<'PYTHON'
import logging
import sys
from importlib.metadata import version

import markdown
from pymdownx.superfences import SuperFencesException

records = []
handler = logging.Handler()
handler.emit = records.append
logging.getLogger().addHandler(handler)


def convert(error):
    def formatter(source, language, class_name, options, md, **_):
        raise error

    fence = {"name": "demo", "class": "demo", "format": formatter}
    return markdown.markdown(
        "before\n\n```demo\nthe code\n```\n",
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
    )


html = convert(ValueError("a reason"))
try:
    convert(SuperFencesException("a reason"))
    passes = False
except SuperFencesException:
    passes = True

print("Markdown", version("markdown"), "pymdown-extensions", version("pymdown-extensions"))
print("After a ValueError:", repr(html))
print("Log records:", len(records))
print("SuperFencesException passes:", passes)
as_described = "<p><code>demo" in html and "a reason" not in html and not records and passes
sys.exit(0 if as_described else "The behavior has changed.")
PYTHON
