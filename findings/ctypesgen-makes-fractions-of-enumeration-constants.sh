#!/bin/sh
# ctypesgen, which makes Python classes from headers, divides in constant expressions as Python does: an enumeration
# constant `COUNT / 2` becomes 3.5, and the one after it 4.5. In C they are integers, and the quotient of two integers
# drops its fraction (C17 6.5.5 and 6.7.2.2).
#
# What follows: no constant expression of a program is evaluated outside of its compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet ctypesgen==1.1.1 setuptools==75.8.0
cat >sizes.h <<'END'
enum size { COUNT = 7, HALF = COUNT / 2, NEXT };
END
cat >main.c <<'END'
#include <stdio.h>
#include "sizes.h"
int main(void)
{
    printf("%d %d\n", HALF, NEXT);
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep ctypesgen
gcc -o main main.c
by_gcc=$(./main)
venv/bin/ctypesgen --output sizes.py sizes.h >/dev/null 2>&1
by_ctypesgen=$(venv/bin/python -c 'import sizes; print(sizes.HALF, sizes.NEXT)')
echo "gcc:       $by_gcc"
echo "ctypesgen: $by_ctypesgen"
[ "$by_gcc" = "3 4" ] && [ "$by_ctypesgen" = "3.5 4.5" ]
