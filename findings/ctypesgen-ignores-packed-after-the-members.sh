#!/bin/sh
# ctypesgen, which makes Python classes from headers, lays a struct out without gaps if `__attribute__((packed))` stands
# before the name. After the members, where the manual of gcc shows it too ("Attribute Syntax": after the closing
# brace), it reads the attribute and does nothing: the members stand at other places than in the library.
#
# What follows: layouts in pictures of memory come from the debug information of the compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ctypesgen==1.1.1 setuptools==75.8.0
cat >frames.h <<'END'
struct __attribute__((packed)) before { char kind; int length; };
struct after { char kind; int length; } __attribute__((packed));
END
cat >main.c <<'END'
#include <stdio.h>
#include "frames.h"
int main(void)
{
    printf("%zu %zu\n", sizeof(struct before), sizeof(struct after));
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ctypesgen
gcc -o main main.c
by_gcc=$(./main)
venv/bin/ctypesgen --output frames.py frames.h >/dev/null 2>&1
by_ctypesgen=$(venv/bin/python -c '
import ctypes
import frames
print(ctypes.sizeof(frames.struct_before), ctypes.sizeof(frames.struct_after))')
echo "gcc:       $by_gcc"
echo "ctypesgen: $by_ctypesgen"
[ "$by_gcc" = "5 5" ] && [ "$by_ctypesgen" = "5 8" ]
