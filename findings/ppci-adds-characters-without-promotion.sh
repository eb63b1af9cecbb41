#!/bin/sh
# ppci, a compiler of C in Python, adds two characters in the type of a character: 200 + 100 is 44. C promotes both to
# `int` first (C17 6.3.1.1 and 6.3.1.8), and gets 300. It says nothing.
#
# What follows: where no compiler is installed, blocks are compiled by clang as WebAssembly, not by one in Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ppci==0.5.8
cat >f.c <<'END'
int sum(int first, int second)
{
    unsigned char a = first;
    unsigned char b = second;
    return a + b;
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ppci
cat >main.c <<'END'
#include <stdio.h>
#include "f.c"
int main(void)
{
    printf("%d\n", sum(200, 100));
}
END
gcc -o main main.c
by_gcc=$(./main)
by_ppci=$(venv/bin/python - 2>/dev/null <<'END'
import io

from ppci.api import cc
from ppci.utils.codepage import load_obj

with open("f.c") as source:
    compiled = load_obj(cc(io.StringIO(source.read()), "x86_64", debug=True))
print(compiled.sum(200, 100))
END
)
echo "gcc:  $by_gcc"
echo "ppci: $by_ppci"
[ "$by_gcc" = 300 ] && [ "$by_ppci" = 44 ]
