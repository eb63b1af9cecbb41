#!/bin/sh
# A program that a signal has killed has no exit status, and its parent is told so (POSIX, `wait`). GNU time says it in
# words, but reports "Exit status: 0" of one that has called abort, as does its format `%x`, "Exit status of the command".
# unbuffer, which runs programs in a terminal, ends with 0 itself: in a script the crash is a success. The shell, and
# timeout, make 134 of it.
#
# What follows: how a program ended is told by the call that waits for it, and a block that crashes fails the build.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq time=1.9-0.2 expect=5.45.4-2+b1 tcl-expect=5.45.4-2+b1 libtcl8.6=8.6.13+dfsg-2 2>said ||
    { cat said; exit 1; }
for package in *.deb; do
    dpkg -x "$package" installed
done
echo 'int main(void) { __builtin_abort(); }' >main.c
gcc -o crash main.c
ls ./*.deb
LD_LIBRARY_PATH=$work/installed/usr/lib/x86_64-linux-gnu
TCL_LIBRARY=$work/installed/usr/share/tcltk/tcl8.6
export LD_LIBRARY_PATH TCL_LIBRARY

status() {
    "$@" >/dev/null 2>&1 && echo 0 || echo $?
}

by_timeout=$(status timeout 60 ./crash)
by_unbuffer=$(status installed/usr/bin/expect -f installed/usr/bin/unbuffer ./crash)
reported=$(installed/usr/bin/time -f %x ./crash 2>&1 | tail -n 1)
echo "timeout ends with:  $by_timeout"
echo "unbuffer ends with: $by_unbuffer"
echo "time reports:       $reported"
[ "$by_timeout" = 134 ] && [ "$by_unbuffer" = 0 ] && [ "$reported" = 0 ]
