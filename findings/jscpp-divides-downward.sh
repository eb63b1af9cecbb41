#!/bin/sh
# JSCPP, an interpreter of C and C++ in JavaScript, rounds the quotient of integers down, and not toward zero as C does
# (C17 6.5.5). The remainder is the one of C, so that quotient times divisor plus remainder is not the dividend.
#
# What follows: programs that readers change run as WebAssembly that a compiler of C has made. No program is interpreted.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit JSCPP@2.0.9
cat >program.cpp <<'END'
#include <cstdio>
int main() {
    int a = -9;
    int b = 2;
    printf("%d %d %d\n", a / b, a % b, a / b * b + a % b);
    return 0;
}
END
node - <<'JAVASCRIPT'
const JSCPP = require("JSCPP");
const source = require("fs").readFileSync("program.cpp", "utf8");

let printed = "";
JSCPP.run(source, "", {stdio: {write: (text) => { printed += text; }}});
console.log("JSCPP", require("JSCPP/package.json").version);
console.log("-9 / 2, -9 % 2, quotient * 2 + remainder:", printed.trim());
console.log("in C:                                     -4 -1 -9");
if (printed !== "-5 -1 -11\n") {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
