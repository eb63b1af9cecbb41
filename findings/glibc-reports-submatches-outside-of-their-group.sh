#!/bin/sh
# `regexec` tells where the parts of a match are. In POSIX "each subpattern, from left to right, shall match the longest
# possible string" (XBD 9.1): of "abb", `(a|ab)(b*)` gives `ab` and `b`. glibc gives `a` and `bb`. And a part within
# another counts "within the substring" of that one (XSH regexec): in "foobar", the last turn of `((foo)|(bar))*` is
# `bar`, in which `(foo)` has no part. glibc reports that of the turn before, which is outside. musl does both as POSIX
# says.
#
# What follows: a row in the manual's table of what is different in the browser, where the C library is made from musl.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq musl-dev=1.2.3-1 2>said || { cat said; exit 1; }
dpkg -x musl-dev_*.deb musl
cat >main.c <<'END'
#include <regex.h>
#include <stdio.h>
static void show(const char *pattern, const char *text)
{
    regex_t regex;
    regmatch_t part[4];
    if (regcomp(&regex, pattern, REG_EXTENDED) || regexec(&regex, text, 4, part, 0))
        return;
    printf("%s in %s:", pattern, text);
    for (size_t i = 1; i <= regex.re_nsub; i++)
        if (part[i].rm_so < 0)
            printf(" none");
        else
            printf(" %.*s", (int)(part[i].rm_eo - part[i].rm_so), text + part[i].rm_so);
    putchar('\n');
    regfree(&regex);
}
int main(void)
{
    show("(a|ab)(b*)", "abb");
    show("((foo)|(bar))*", "foobar");
}
END
gcc --version | head -n 1
ldd --version | head -n 1
ls musl-dev_*.deb
gcc -o with_glibc main.c
folder=musl/usr/lib/x86_64-linux-musl
gcc -fno-stack-protector -nostdinc -isystem musl/usr/include/x86_64-linux-musl -static -nostdlib -o with_musl \
    $folder/crt1.o $folder/crti.o main.c $folder/libc.a "$(gcc -print-libgcc-file-name)" $folder/crtn.o
./with_glibc >glibc
./with_musl >musl.txt
echo "glibc:"
cat glibc
echo "musl:"
cat musl.txt
printf '(a|ab)(b*) in abb: a bb\n((foo)|(bar))* in foobar: bar foo bar\n' | cmp - glibc
printf '(a|ab)(b*) in abb: ab b\n((foo)|(bar))* in foobar: bar none bar\n' | cmp - musl.txt
