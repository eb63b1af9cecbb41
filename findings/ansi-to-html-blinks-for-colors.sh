#!/bin/sh
# ansi-to-html knows a color of 256 only if nothing else stands in the sequence. `ESC[1;38;5;4m`, bold and blue, becomes
# text that is bold, blinks and is underlined: 5 and 4 are taken for attributes of their own. The parts of one sequence
# count as if each had its own (ECMA-48 8.3.117), and 38 takes those after it (ISO 8613-6, and all terminals).
#
# What follows: `terminal/sgr.py` reads sequences itself, and its tests have colors beside other attributes.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit ansi-to-html@0.7.2
node - <<'JAVASCRIPT'
const Converter = require("ansi-to-html");

console.log("ansi-to-html", require("ansi-to-html/package.json").version);
const alone = new Converter().toHtml("\x1b[38;5;4mtext\x1b[0m");
const together = new Converter().toHtml("\x1b[1;38;5;4mtext\x1b[0m");
console.log("ESC[38;5;4m:  ", alone);
console.log("ESC[1;38;5;4m:", together);
const expected = '<span style="color:#00A">text</span> <b><blink><u>text</u></blink></b>';
if (`${alone} ${together}` !== expected) {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
