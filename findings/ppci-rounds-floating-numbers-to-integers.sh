#!/bin/sh
# ppci, a compiler of C in Python, converts a floating-point number to the nearest integer, ties to the even one: 2.9
# becomes 3, -2.7 becomes -3. In C such a conversion drops the fraction (C17 6.3.1.4).
#
# What follows: where no compiler is installed, blocks are compiled by clang as WebAssembly, not by one in Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ppci==0.5.8
cat >f.c <<'END'
int tenths(int n)
{
    double d = n;
    d = d / 10;
    return (int)d;
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ppci
cat >main.c <<'END'
#include <stdio.h>
#include "f.c"
int main(void)
{
    printf("%d %d\n", tenths(29), tenths(-27));
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
print(compiled.tenths(29), compiled.tenths(-27))
END
)
echo "gcc:  $by_gcc"
echo "ppci: $by_ppci"
[ "$by_gcc" = "2 -2" ] && [ "$by_ppci" = "3 -3" ]
