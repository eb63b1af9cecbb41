#!/bin/sh
# robotpy-cppheaderparser gives the `*` of a declarator to all that follow it in the same declaration: in `char *text,
# mark;` it lists `mark` as "char *". In C and C++ the `*` belongs to the one declarator before which it stands (C17
# 6.7.6.1), and `mark` is a character.
#
# What follows: layouts in pictures of memory come from the debug information of the compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet robotpy-cppheaderparser==5.1.2
cat >entry.h <<'END'
struct entry { char *text, mark; };
END
cat >main.c <<'END'
#include <stdio.h>
#include "entry.h"
int main(void)
{
    struct entry one;
    printf("%zu %zu\n", sizeof one.text, sizeof one.mark);
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep -i header
gcc -o main main.c
by_gcc=$(./main)
by_parser=$(venv/bin/python -c '
import CppHeaderParser
members = CppHeaderParser.CppHeader("entry.h").classes["entry"]["properties"]["public"]
print(", ".join(one["type"] + " " + one["name"] for one in members))')
echo "sizes, by gcc:           $by_gcc"
echo "robotpy-cppheaderparser: $by_parser"
[ "$by_gcc" = "8 1" ] && [ "$by_parser" = "char * text, char * mark" ]
