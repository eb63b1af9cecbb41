#!/bin/sh
# pcpp, a preprocessor for C in Python, evaluates conditions with the arithmetic of Python: a remainder has the sign of
# the divisor (-7 % 2 is 1, in C -1: C17 6.5.5), and a quotient goes through a floating-point number, which loses the
# last digits of large ones. So it takes another branch than a compiler does.
#
# What follows: no condition is evaluated outside of the compiler. The headers that decide a result are looked up by all
# names in a program, without regard to `#if`.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet pcpp==1.30
cat >conditions.c <<'END'
#if -7 % 2 == -1
remainder_of_C
#elif -7 % 2 == 1
remainder_of_Python
#endif
#if 9007199254740993 / 1 == 9007199254740993
exact
#else
rounded
#endif
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep pcpp
by_gcc=$(gcc -E -P conditions.c | tr '\n' ' ')
by_pcpp=$(venv/bin/pcpp conditions.c | grep -v '^#' | tr -s '\n' ' ')
echo "gcc:  $by_gcc"
echo "pcpp: $by_pcpp"
[ "$by_gcc" = "remainder_of_C exact " ] && [ "$by_pcpp" = "remainder_of_Python rounded " ]
