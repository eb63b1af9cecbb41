#!/bin/sh
# elf-tools, a reader of ELF files for Node.js, looks the flags of a section up in the list of section types: the flags
# of `.text`, allocated and executable (2 and 4, the specification of ELF names them SHF_ALLOC and SHF_EXECINSTR), are
# "symtab|rela", the types 2 and 4. Whether a section can be written or executed cannot be told from it.
#
# What follows: the view of sections is what readelf prints.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit elf-tools@1.1.2
echo 'int counter = 1; int main(void) { return counter; }' >main.c
gcc --version | head -n 1
gcc -o main main.c
readelf -SW main | grep -E '\] \.(text|data) '
node - <<'JAVASCRIPT'
const elf = require("elf-tools");
const read = elf.parse(require("fs").readFileSync("main"));

console.log("elf-tools", require("elf-tools/package.json").version);
const seen = [".text", ".data"].map((name) => {
  const {header} = read.sections.find((section) => section.header.name === name);
  return `${name}: ${header.flags}`;
});
console.log(seen.join("\n"));
if (seen.join(" ") !== ".text: symtab|rela .data: progbits|symtab") {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
