#!/bin/sh
# `FLT_ROUNDS` tells how sums are rounded, and "correctly reflects any execution-time change of rounding mode through the
# function fesetround" (C17 5.2.4.2.2, a footnote). With gcc and tcc it is 1, "to nearest", whatever is set. With clang
# it is 2 after `fesetround(FE_UPWARD)`. The programs of all three round upward.
#
# What follows: with several compilers, a block shows what each of their programs prints, and not that of one for all.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >main.c <<'END'
#include <fenv.h>
#include <float.h>
#include <stdio.h>
int main(void)
{
    volatile double one = 1, three = 3;
    double nearest = one / three;
    fesetround(FE_UPWARD);
    printf("%d, 1 / 3 is %s\n", FLT_ROUNDS, one / three > nearest ? "rounded upward" : "the same");
}
END
gcc --version | head -n 1
clang --version | head -n 1
tcc -v
for compiler in gcc clang tcc; do
    $compiler -o program main.c -lm
    ./program >"$compiler.txt"
    echo "$compiler: $(cat $compiler.txt)"
done
[ "$(cat gcc.txt)" = "1, 1 / 3 is rounded upward" ] && cmp -s gcc.txt tcc.txt &&
    [ "$(cat clang.txt)" = "2, 1 / 3 is rounded upward" ]
