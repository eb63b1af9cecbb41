#!/bin/sh
# The package scanf of npm, "C like scanf/sscanf", reads `.5` with `%f` as 5, and `1e-3` as 1. In C the subject of `%f`
# may begin with the point and have an exponent (C17 7.21.6.2 and 7.22.1.3): 0.5 and 0.001. With `%x` and `%o` it drops
# a minus sign. It reports none of it.
#
# What follows: what readers type is read by the C library of their program, in the browser too.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit scanf@1.2.1
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    double half, small;
    int octal;
    sscanf(".5", "%lf", &half);
    sscanf("1e-3", "%lf", &small);
    sscanf("-17", "%o", (unsigned *)&octal);
    printf("%g %g %d\n", half, small, octal);
}
END
gcc --version | head -n 1
gcc -o main main.c
by_c=$(./main)
npm list --depth=0 | grep scanf
by_npm=$(node -e '
const {sscanf} = require("scanf");
console.log(sscanf(".5", "%f"), sscanf("1e-3", "%f"), sscanf("-17", "%o"));')
echo "C:     $by_c"
echo "scanf: $by_npm"
[ "$by_c" = "0.5 0.001 -15" ] && [ "$by_npm" = "5 1 15" ]
