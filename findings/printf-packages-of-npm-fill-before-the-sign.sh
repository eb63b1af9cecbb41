#!/bin/sh
# Packages of npm that format numbers as `printf` of C does put the zeros of `%05d` before the sign: -42 is "00-42" in
# fast-printf ("spec-compliant"), extsprintf ("POSIX-style") and sprintfjs ("all standard POSIX features"). printf ("a
# complete implementation") writes one character too many. In C the zeros follow the sign, and the width counts it (C17
# 7.21.6.1). Left-aligned, extsprintf fills with zeros on the right: `%-05d` makes 30000 of 3. There C ignores the
# zeros.
#
# What follows: the output of a program in the browser is written by a C library that is linked to it.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit fast-printf@1.6.10 extsprintf@1.4.1 sprintfjs@1.2.17 printf@0.6.1
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    printf("%05d %-05d|\n", -42, 3);
}
END
gcc --version | head -n 1
gcc -w -o main main.c
npm list --depth=0 | grep printf
echo "C: $(./main)"
[ "$(./main)" = "-0042 3    |" ]
node - <<'JAVASCRIPT'
const formats = {
  "fast-printf": require("fast-printf").printf,
  extsprintf: require("extsprintf").sprintf,
  sprintfjs: require("sprintfjs"),
  printf: require("printf"),
};
const expected = {
  "fast-printf": "00-42",
  extsprintf: "00-42",
  sprintfjs: "00-42",
  printf: "-00042",
};

let changed = false;
for (const [name, format] of Object.entries(formats)) {
  const shown = format("%05d", -42);
  console.log(`${name}: ${shown}`);
  changed ||= shown !== expected[name];
}
const aligned = formats.extsprintf("%-05d|", 3);
console.log(`extsprintf, left-aligned: ${aligned}`);
if (changed || aligned !== "30000|") {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
