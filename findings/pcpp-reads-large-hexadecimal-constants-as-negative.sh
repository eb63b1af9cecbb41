#!/bin/sh
# pcpp, a preprocessor for C in Python, takes a hexadecimal constant above the largest signed number for a negative one.
# In C it is unsigned, without a suffix too (C17 6.4.4.1 and 6.10.1), so the usual question for the width of a type
# (`#if ULONG_MAX > 0xFFFFFFFF` written as numbers) gets the other answer.
#
# What follows: no condition is evaluated outside of the compiler. The headers that decide a result are looked up by all
# names in a program, without regard to `#if`.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet pcpp==1.30
cat >width.c <<'END'
#define LARGEST 0xFFFFFFFFFFFFFFFF
#if LARGEST > 0xFFFFFFFF
wide
#else
narrow
#endif
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep pcpp
by_gcc=$(gcc -E -P width.c)
by_pcpp=$(venv/bin/pcpp width.c | grep -o 'wide\|narrow')
echo "gcc:  $by_gcc"
echo "pcpp: $by_pcpp"
[ "$by_gcc" = wide ] && [ "$by_pcpp" = narrow ]
