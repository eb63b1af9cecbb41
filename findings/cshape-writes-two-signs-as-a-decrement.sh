#!/bin/sh
# cshape writes C from trees, "with correct operator precedence and parenthesization". Of the negation of a negation,
# -(-a), it makes `--a`, in which the two signs are one token (C17 6.4, paragraph 4), and which takes 1 from a. Of
# `sizeof (a + b)` it makes `sizeof a + b`, the size of a and then b. Both compile, without a warning.
#
# What follows: code of authors is never printed from a tree.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet cshape==0.2.4
cat >write.py <<'END'
from cshape import *

integer = CTypeIdentifier("int")
a, b = CValueIdentifier("a"), CValueIdentifier("b")
values = {
    "twice_negated": CValueUnaryMinus(CValueUnaryMinus(a)),
    "size_of_sum": CValueSizeofValue(CValueAdd(a, b)),
}
for name, value in values.items():
    parameters = [CField(id="a", type=integer), CField(id="b", type=integer)]
    body = CStmtBlock([CStmtReturn(value)])
    print(render(CStmtDefFunc(id=name, type=CTypeFunction(params=parameters, to=integer), block=body)))
END
cat >main.c <<'END'
#include <stdio.h>
#include "written.h"
int main(void)
{
    int a = 5, b = 100;
    printf("%d %d\n", -(-a), (int)sizeof (a + b));
    printf("%d %d\n", twice_negated(a, b), size_of_sum(a, b));
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep cshape
venv/bin/python write.py >written.h
cat written.h
gcc -Wall -o main main.c
./main >seen
echo "C, and what cshape made of it:"
cat seen
printf '5 4\n4 104\n' | cmp - seen
