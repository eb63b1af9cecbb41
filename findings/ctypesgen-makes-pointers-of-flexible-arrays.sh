#!/bin/sh
# ctypesgen, which makes Python classes from headers, turns a flexible array at the end of a struct into a pointer. In C
# the elements follow in the struct itself, which is as large as without them (C17 6.7.2.1): a message of the library is
# read with its first characters as an address.
#
# What follows: layouts in pictures of memory come from the debug information of the compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ctypesgen==1.1.1 setuptools==75.8.0
cat >message.h <<'END'
struct message { int length; char text[]; };
END
cat >main.c <<'END'
#include <stddef.h>
#include <stdio.h>
#include "message.h"
int main(void)
{
    printf("%zu bytes, text at %zu\n", sizeof(struct message), offsetof(struct message, text));
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ctypesgen
gcc -o main main.c
by_gcc=$(./main)
venv/bin/ctypesgen --output message.py message.h >/dev/null 2>&1
by_ctypesgen=$(venv/bin/python -c '
import ctypes
import message
made = message.struct_message
print(f"{ctypes.sizeof(made)} bytes, text at {made.text.offset}")')
echo "gcc:       $by_gcc"
echo "ctypesgen: $by_ctypesgen"
[ "$by_gcc" = "4 bytes, text at 4" ] && [ "$by_ctypesgen" = "16 bytes, text at 8" ]
