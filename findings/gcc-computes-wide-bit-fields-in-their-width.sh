#!/bin/sh
# A bit-field that is wider than `int` has, for gcc, a type of its own with just so many bits, and all that is computed
# from it wraps there: with 40 bits set, `bytes + 1` is 0. In clang and tcc it is computed in the declared type. "A
# bit-field is interpreted as having a signed or unsigned integer type consisting of the specified number of bits" (C17
# 6.7.2.1), and only those that fit into an `int` are promoted (6.3.1.1). None of the three warns.
#
# What follows: a row in the manual's table of what is different in the browser, where clang compiles.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >main.c <<'END'
#include <stdio.h>
struct traffic { unsigned long long bytes : 40; };
int main(void)
{
    struct traffic sent = {0xFFFFFFFFFF};
    printf("%llx %llx\n", (unsigned long long)(sent.bytes + 1), (unsigned long long)(sent.bytes << 8));
}
END
gcc --version | head -n 1
clang --version | head -n 1
tcc -v
for compiler in gcc clang tcc; do
    $compiler -Wall -Wextra -o program main.c
    ./program >"$compiler.txt"
    echo "$compiler: $(cat $compiler.txt)"
done
[ "$(cat gcc.txt)" = "0 ffffffff00" ] && [ "$(cat clang.txt)" = "10000000000 ffffffffff00" ] && cmp -s clang.txt tcc.txt
