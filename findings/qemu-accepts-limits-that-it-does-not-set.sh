#!/bin/sh
# A program under the user emulation of qemu that limits its own memory by `setrlimit` is told that it succeeded, and
# nothing is limited: for the address space, the data and the stack `getrlimit` answers what was before, and a block
# that is larger than the limit is there. In POSIX the limit is set if 0 is returned (setrlimit), and the number of open
# files is so here.
#
# What follows: the memory of programs for other machines is limited from outside, and a row in the manual.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq 'qemu-user-static=1:7.2+dfsg*' 2>said || { cat said; exit 1; }
dpkg -x qemu-user-static_*.deb qemu
cat >main.c <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
int main(void)
{
    const int kinds[] = {RLIMIT_AS, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_NOFILE};
    int answers = 0, set = 0;
    for (int i = 0; i < 4; i++)
    {
        struct rlimit wanted = {i == 3 ? 20 : 64 << 20, i == 3 ? 20 : 64 << 20}, now;
        answers |= setrlimit(kinds[i], &wanted);
        getrlimit(kinds[i], &now);
        set = set * 10 + (now.rlim_cur == wanted.rlim_cur);
    }
    printf("%d %04d %s\n", answers, set, malloc(200 << 20) ? "memory" : "no memory");
}
END
gcc --version | head -n 1
gcc -static -o main main.c
qemu=qemu/usr/bin/qemu-x86_64-static
$qemu --version | head -n 1
natively=$(./main)
emulated=$($qemu ./main)
echo "natively:   $natively"
echo "under qemu: $emulated"
[ "$natively" = "0 1111 no memory" ] && [ "$emulated" = "0 0001 memory" ]
