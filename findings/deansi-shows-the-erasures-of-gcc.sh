#!/bin/sh
# deansi makes HTML of what terminals show. It removes the escape character of every sequence, but the rest of it only
# for colors: gcc erases to the end of the line (`ESC[K`) after each change of color, so readers see "[K" some ten times
# in a warning. And `ESC[22m`, which ends bold (ECMA-48 8.3.117), ends nothing.
#
# What follows: `terminal/sequences.py` reads every kind of sequence to its end, and drops those that it does not carry
# out.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet deansi==1.2.1
echo 'int main(void) { int unused; return 0; }' >main.c
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep deansi
LC_ALL=C gcc -Wall -fdiagnostics-color=always -fdiagnostics-urls=never -fsyntax-only main.c 2>warning
venv/bin/python -W ignore - <<'END'
import re
import sys

import deansi

with open("warning") as said:
    html = deansi.deansi(said.read())
text = re.sub("<[^>]*>", "", html)
print(text)
bold = deansi.deansi("\x1b[1mbold\x1b[22mplain")
print(bold)
sys.exit(not ("[Kwarning: [K" in text and "<span class='ansi_bright'>plain</span>" in bold))
END
