#!/bin/sh
# JSCPP, an interpreter of C and C++ in JavaScript, ends a program in which an unsigned number wraps around, with
# "overflow". C defines the result (C17 6.2.5): usual hash functions and random generators rely on it.
#
# What follows: programs that readers change are compiled, with checks of null pointers, bounds and division by zero that
# leave other arithmetic alone.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit JSCPP@2.0.9
cat >hash.cpp <<'END'
#include <cstdio>
int main() {
    unsigned int hash = 5381;
    for (int i = 0; i < 10; i++)
        hash = hash * 33 + i;
    printf("%u\n", hash);
    return 0;
}
END
node - <<'JAVASCRIPT'
const JSCPP = require("JSCPP");
const source = require("fs").readFileSync("hash.cpp", "utf8");

let printed = "";
let said = "";
try {
  JSCPP.run(source, "", {stdio: {write: (text) => { printed += text; }}});
} catch (error) {
  said = String(error.message || error).split("\n")[0];
}
console.log("JSCPP", require("JSCPP/package.json").version);
console.log("it prints:", JSON.stringify(printed), "and says:", said);
console.log("in C:      1934571122");
if (printed !== "" || !said.includes("overflow")) {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
