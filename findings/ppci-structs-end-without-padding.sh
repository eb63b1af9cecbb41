#!/bin/sh
# ppci, a compiler of C in Python, aligns the members of a struct but does not pad its end: a struct of an `int` and a
# `char` has 5 bytes, and the second one of an array stands at an odd address. In C an array of structs keeps its members
# aligned (C17 6.7.2.1, and 8 bytes by the ABI of x86-64): data that both exchange is read at wrong places.
#
# What follows: where no compiler is installed, blocks are compiled by clang as WebAssembly, not by one in Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ppci==0.5.8
cat >f.c <<'END'
struct pair { int number; char letter; };
struct pair pairs[2];
int step(void)
{
    return (char *)&pairs[1] - (char *)&pairs[0];
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ppci
cat >main.c <<'END'
#include <stdio.h>
#include "f.c"
int main(void)
{
    printf("%d\n", step());
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
print(compiled.step())
END
)
echo "gcc:  $by_gcc"
echo "ppci: $by_ppci"
[ "$by_gcc" = 8 ] && [ "$by_ppci" = 5 ]
