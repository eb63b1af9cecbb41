#!/bin/sh
# agh.sprintf, "C/POSIX conforming", writes exponents with three digits, 1.5 for `%e` as "1.500000e+000", and zero with
# the exponent -1: `%g` of 0 is "0e-001". In C an exponent has two digits, and more only if it needs them, and that of
# zero is zero (C17 7.21.6.1). `%.17g` of 1.5 ends with a digit that is not there, and `%a` ignores its precision.
#
# What follows: the output of a program in the browser is written by a C library that is linked to it.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit agh.sprintf@0.0.11
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    printf("%e %g %e %.17g %.2a\n", 1.5, 0.0, 0.0, 1.5, 1.5);
}
END
gcc --version | head -n 1
gcc -o main main.c
npm list --depth=0 | grep sprintf
by_c=$(./main)
cat >main.cjs <<'END'
const { sprintf } = require("agh.sprintf");
console.log(sprintf("%e %g %e %.17g %.2a", 1.5, 0, 0, 1.5, 1.5));
END
by_npm=$(node main.cjs)
echo "C:           $by_c"
echo "agh.sprintf: $by_npm"
[ "$by_c" = "1.500000e+00 0 0.000000e+00 1.5 0x1.80p+0" ]
[ "$by_npm" = "1.500000e+000 0e-001 0.000000e-001 1.5000000000000001 0x1.8p+000" ]
