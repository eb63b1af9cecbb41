#!/bin/sh
# robotpy-cppheaderparser reads a value of an enumerator that has an operator, even -1, as a text, and counts on from
# the number before it: after `FIRST = 16, FAILED = -1` the value of READY is 18. In C and C++ it is 0, one more than
# that of the enumerator before it (C17 6.7.2.2; C++17 10.2). Every enumerator after such a one is wrong, and nothing
# marks it.
#
# What follows: no constant expression of a program is evaluated outside of its compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet robotpy-cppheaderparser==5.1.2
cat >state.h <<'END'
enum state { FIRST = 16, FAILED = -1, READY, FLAG = 1 << 3, NEXT };
END
cat >main.c <<'END'
#include <stdio.h>
#include "state.h"
int main(void)
{
    printf("%d %d %d %d %d\n", FIRST, FAILED, READY, FLAG, NEXT);
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep -i header
gcc -o main main.c
by_gcc=$(./main)
by_parser=$(venv/bin/python -c '
import CppHeaderParser
values = CppHeaderParser.CppHeader("state.h").enums[0]["values"]
print(", ".join(str(one["value"]) for one in values))')
echo "gcc:                     $by_gcc"
echo "robotpy-cppheaderparser: $by_parser"
[ "$by_gcc" = "16 -1 0 8 9" ] && [ "$by_parser" = "16, - 1, 18, 1 << 3, 20" ]
