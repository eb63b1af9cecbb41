#!/bin/sh
# pycparserext, which extends pycparser with the syntax of gcc, reads `typedef struct { … } __attribute__((packed))
# name;` and writes it without the attribute: the program that comes out has another layout. Where an `asm` statement is
# written, its semicolon is missing, so that the result is no C at all.
#
# (With pycparser 3.12, which its requirement `pycparser>=3.0` admits, it cannot read `int x;`: hence the pin to 3.0.)
#
# What follows: code of authors is changed by inserting text into it, and never printed from a tree.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet pycparserext==2026.1 pycparser==3.0
cat >frame.c <<'END'
typedef struct { char kind; int length; } __attribute__((packed)) frame;
int size = sizeof(frame);
END
cat >fence.c <<'END'
void fence(void) { __asm__("nop"); }
END
cat >again.py <<'END'
import sys

from pycparserext.ext_c_generator import GnuCGenerator
from pycparserext.ext_c_parser import GnuCParser

print(GnuCGenerator().visit(GnuCParser().parse(sys.stdin.read())))
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep pycparser
for name in frame fence; do
    venv/bin/python again.py <"$name.c" >"$name-again.c"
done
cat frame-again.c fence-again.c

# The size that a compiler gives to the struct.
size() {
    gcc -S -o - "$1" | sed -n 's/^\t\.long\t//p'
}

before=$(size frame.c)
after=$(size frame-again.c)
echo "size before: $before, after: $after"
gcc -fsyntax-only fence.c
if gcc -fsyntax-only fence-again.c 2>/dev/null; then
    echo "The statement is complete."
    exit 1
fi
echo "the statement does not compile"
[ "$before" = 5 ] && [ "$after" = 8 ]
