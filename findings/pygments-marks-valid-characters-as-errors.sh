#!/bin/sh
# The C lexer of Pygments knows character constants of one character, or of a short escape, alone. Those of several
# characters, universal names and long hexadecimal ones (C17 6.4.4.4) become error tokens, which some themes draw in a red
# box. In strings, and as the rest of a program goes, it reads the same escapes.
#
# What follows: a row in the manual's table of what highlighters get wrong.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet pygments==2.21.0
cat >characters.c <<'END'
#include <uchar.h>
#include <wchar.h>
char32_t name = U'\u00e9';
wchar_t wide = L'\x1F600';
int tag = 'RIFF';
char *text = "\u00e9 \x41";
char one = '\x41';
int main(void) { return tag != 'RIFF'; }
END
gcc --version | head -n 1
gcc -std=c17 -Wno-multichar -o characters characters.c
./characters
venv/bin/python - <<'END'
import pygments
from pygments.lexers import CLexer
from pygments.token import Error

print("Pygments", pygments.__version__)
wrong = set()
with open("characters.c", encoding="utf-8") as source:
    for number, line in enumerate(source, 1):
        if any(kind is Error for kind, _ in CLexer().get_tokens(line)):
            print("error tokens:", line.strip())
            wrong.add(number)
raise SystemExit(wrong != {3, 4, 5, 8})
END
