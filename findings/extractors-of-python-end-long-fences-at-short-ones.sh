#!/bin/sh
# exdown and mdextractor take code blocks out of Markdown, to test it. A fence of four backticks, which a page needs to
# show a fence of three, ends for them at the one of three inside: the block loses the rest of its code, and exdown
# gives it the language "`c". "The closing code fence must be at least as long as the opening fence" (CommonMark 0.31.2,
# 4.5).
#
# What follows: blocks are found by `pages/`, which knows the length of each fence.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet exdown==0.9.0 pytest==9.0.1 mdextractor==2025.4.231259 markdown-it-py==4.0.0
cat >page.md <<'END'
````c
/*
```
count
```
*/
int count;
````
END
venv/bin/python -m pip list 2>/dev/null | grep -E 'exdown|mdextractor|markdown-it'
venv/bin/python - <<'END'
import sys

import exdown
from markdown_it import MarkdownIt
from mdextractor import extract_md_blocks

with open("page.md") as text:
    page = text.read()
right = [token.content for token in MarkdownIt().parse(page) if token.type == "fence"]
blocks = exdown.extract("page.md")
print("markdown-it-py:", right)
print("exdown:        ", [(block.syntax, block.code) for block in blocks])
print("mdextractor:   ", extract_md_blocks(page))
if right != ["/*\n```\ncount\n```\n*/\nint count;\n"] or blocks[0].code != "/*\n" or "*/" in extract_md_blocks(page)[0]:
    sys.exit("The behavior has changed.")
END
