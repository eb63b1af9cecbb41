#!/bin/sh
# tcc accepts -D__DATE__='"..."' without a word and ignores it, and takes no notice of SOURCE_DATE_EPOCH. So what it
# compiles has another date every day.
#
# What follows: a remark tells that the page may change by itself where such a program is compiled by tcc.
set -eu

there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
cd "$there"
cat >date.c <<'EOF'
#include <stdio.h>
int main(void) { puts(__DATE__); }
EOF

tcc -v
said=$(SOURCE_DATE_EPOCH=1 tcc '-D__DATE__="another day"' -run date.c)
echo "the date: $said"
test "$said" != "another day" && test "$said" != "Jan  1 1970"
