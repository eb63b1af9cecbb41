#!/bin/sh
# The standard of C has an example (C17 7.21.6.2, example 3): for "100ergs of energy", `fscanf` with `%f%20s of %20s`
# has to return 0, since what it reads for `%f` is "100e", the begin of a number that does not go on as one. glibc
# returns 3, with 100, "rgs" and "energy". musl returns 0. So it is with "0xz" for `%x`: 0 in glibc, and no number in
# musl.
#
# What follows: a row in the manual's table of what is different in the browser, where the C library is made from musl.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq musl-dev=1.2.3-1 2>said || { cat said; exit 1; }
dpkg -x musl-dev_*.deb musl
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    float quant = -1;
    char units[21] = "", item[21] = "";
    int count = sscanf("100ergs of energy", "%f%20s of %20s", &quant, units, item);
    printf("%d %g %s %s;", count, quant, units, item);
    unsigned number = 7;
    count = sscanf("0xz", "%x", &number);
    printf(" %d %u\n", count, number);
}
END
gcc --version | head -n 1
ldd --version | head -n 1
ls musl-dev_*.deb
gcc -o with_glibc main.c
folder=musl/usr/lib/x86_64-linux-musl
gcc -fno-stack-protector -nostdinc -isystem musl/usr/include/x86_64-linux-musl -static -nostdlib -o with_musl \
    $folder/crt1.o $folder/crti.o main.c $folder/libc.a "$(gcc -print-libgcc-file-name)" $folder/crtn.o
echo "glibc: $(./with_glibc)"
echo "musl:  $(./with_musl)"
[ "$(./with_glibc)" = "3 100 rgs energy; 1 0" ] && [ "$(./with_musl)" = "0 -1  ; 0 7" ]
