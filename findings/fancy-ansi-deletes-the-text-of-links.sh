#!/bin/sh
# fancy-ansi, which makes HTML of what terminals show, removes a hyperlink of a terminal (OSC 8) with its text. gcc
# makes a link of the option in a warning where a terminal can show one: "[-Wunused-variable]" becomes "[]". Only the
# parts before and after the text belong to the sequence.
#
# What follows: `terminal/` drops the two sequences and keeps the text between them.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit fancy-ansi@0.1.3
echo 'int main(void) { int unused; return 0; }' >main.c
gcc --version | head -n 1
npm list --depth=0 | grep fancy-ansi
gcc -Wall -fdiagnostics-color=always -fdiagnostics-urls=always -fsyntax-only main.c 2>warning
node - <<'JAVASCRIPT'
const {FancyAnsi} = require("fancy-ansi");
const warning = require("fs").readFileSync("warning", "utf8");

const html = new FancyAnsi().toHtml(warning);
const line = html.replaceAll(/<[^>]*>/g, "").split("\n").find((text) => text.includes("warning"));
console.log(line);
if (!warning.includes("-Wunused-variable") || !line.endsWith(" []")) {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
