#!/bin/sh
# ShivyC, a compiler of C in Python, reads the constant 010 as ten. In C it is octal, and eight (C17 6.4.4.1). Octal
# escapes in characters it reads as C does.
#
# What follows: where no compiler is installed, blocks are compiled by clang as WebAssembly, not by one in Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet shivyc==0.5.0
cat >octal.c <<'END'
int main()
{
    return 010;
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep shivyc
gcc -o by_gcc octal.c
venv/bin/shivyc octal.c 2>/dev/null
status() { "$1" && echo 0 || echo $?; }
echo "gcc:    $(status ./by_gcc)"
echo "ShivyC: $(status ./out)"
[ "$(status ./by_gcc)" = 8 ] && [ "$(status ./out)" = 10 ]
