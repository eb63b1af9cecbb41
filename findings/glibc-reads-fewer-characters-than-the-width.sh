#!/bin/sh
# `%3c` of `scanf` "matches a sequence of characters of exactly the number specified by the field width" (C17 7.21.6.2).
# If the input ends after two, glibc stores these two and counts the field as read: a program that trusts the count takes
# what was in the third place before for input. musl stores them too, but tells that nothing matched.
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
    char code[4] = "EUR";
    int count = sscanf("US", "%3c", code);
    printf("%d %s\n", count, code);
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
[ "$(./with_glibc)" = "1 USR" ] && [ "$(./with_musl)" = "0 USR" ]
