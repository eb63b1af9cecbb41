#!/bin/sh
# In C a character constant has the type `int` (C17 6.4.4.4), and the two results of `?:` are promoted (6.5.15). For gdb
# the types of `'a'` and of `1 ? letter : letter` are `char`: `sizeof 'a' == sizeof(int)`, which is true in the program,
# is false in the debugger that has stopped it. "Any kind of constant, variable or operator defined by the programming
# language you are using is valid in an expression" (its manual, "Expressions").
#
# What follows: the values in pictures of memory come from the program, and no expression of it is evaluated elsewhere.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq gdb-minimal=13.1-3 libipt2=2.0.5-1 libdebuginfod1=0.188-2.1 2>said || { cat said; exit 1; }
for package in *.deb; do
    dpkg -x "$package" installed
done
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    char letter = 'a';
    printf("%d %d\n", sizeof 'a' == sizeof(int), sizeof(1 ? letter : letter) == sizeof(int));
}
END
gcc --version | head -n 1
LD_LIBRARY_PATH=$work/installed/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH
installed/usr/bin/gdb --version | head -n 1
gcc -g -o program main.c
by_program=$(./program)
by_gdb=$(installed/usr/bin/gdb -nx -batch -ex 'break 5' -ex run -ex \
    "printf \"%d %d\\n\", sizeof 'a' == sizeof(int), sizeof(1 ? letter : letter) == sizeof(int)" program | tail -n 1)
echo "the program: $by_program"
echo "gdb:         $by_gdb"
[ "$by_program" = "1 1" ] && [ "$by_gdb" = "0 0" ]
