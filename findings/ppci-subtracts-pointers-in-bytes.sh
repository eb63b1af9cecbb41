#!/bin/sh
# ppci, a compiler of C in Python, subtracts pointers in bytes: two pointers into an array of `int` that are two elements
# apart differ by 8. In C the difference counts elements (C17 6.5.6). Adding to a pointer does count elements.
#
# What follows: where no compiler is installed, blocks are compiled by clang as WebAssembly, not by one in Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ppci==0.5.8
cat >f.c <<'END'
int distance(void)
{
    int numbers[3] = {1, 2, 3};
    int *first = numbers;
    int *last = numbers + 2;
    return last - first;
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ppci
cat >main.c <<'END'
#include <stdio.h>
#include "f.c"
int main(void)
{
    printf("%d\n", distance());
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
print(compiled.distance())
END
)
echo "gcc:  $by_gcc"
echo "ppci: $by_ppci"
[ "$by_gcc" = 2 ] && [ "$by_ppci" = 8 ]
