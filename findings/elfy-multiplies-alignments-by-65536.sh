#!/bin/sh
# elfy, a reader of ELF files for Node.js, reads the alignment of sections in files for 64 bits two bytes too early: 8
# becomes 524288, and the size of an entry is wrong in the same way. The ABI of an ordinary program for Linux, number 0
# (System V in the specification), is "hpux".
#
# What follows: program files are read by `engine/memory/elf.py`, and shown as readelf prints them.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit elfy@1.0.0
echo 'int main(void) { return 0; }' >main.c
gcc --version | head -n 1
gcc -c -o main.o main.c
readelf -h main.o | grep OS/ABI
readelf -SW main.o | grep '\] \.symtab '
node - <<'JAVASCRIPT'
const elf = require("elfy").parse(require("fs").readFileSync("main.o"));

console.log("elfy", require("elfy/package.json").version);
const table = elf.body.sections.find((section) => section.name === ".symtab");
const seen = `${elf.osabi}, entries of ${table.entsize} bytes, aligned to ${table.addralign}`;
console.log(seen);
if (seen !== "hpux, entries of 1572864 bytes, aligned to 524288") {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
