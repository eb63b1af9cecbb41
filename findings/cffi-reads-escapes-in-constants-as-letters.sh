#!/bin/sh
# cffi takes the value of an enumeration constant from the declaration, and there the second character of an escape for
# the whole constant: '\n' is 110, the letter n, '\0' is 48, the digit. In C they are 10 and 0 (C17 6.4.4.4). It says
# nothing, and in its ABI mode nothing else compares the values with the library.
#
# What follows: values in pictures of memory come from the debug information of the compiler, which knows its constants,
# and not from a reader of declarations.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet cffi==2.1.1
cat >keys.h <<'END'
enum key { NUL = '\0', TAB = '\t', NEWLINE = '\n', LETTER = 'a' };
END
cat >main.c <<'END'
#include <stdio.h>
#include "keys.h"
int main(void)
{
    printf("%d %d %d %d\n", NUL, TAB, NEWLINE, LETTER);
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep cffi
gcc -o main main.c
by_gcc=$(./main)
by_cffi=$(venv/bin/python - <<'END'
import cffi

ffi = cffi.FFI()
with open("keys.h") as header:
    ffi.cdef(header.read())
constants = ffi.typeof("enum key").relements
print(*(constants[name] for name in ("NUL", "TAB", "NEWLINE", "LETTER")))
END
)
echo "gcc:  $by_gcc"
echo "cffi: $by_cffi"
[ "$by_gcc" = "0 9 10 97" ] && [ "$by_cffi" = "48 116 110 97" ]
