#!/bin/sh
# highlight.js 11 takes an apostrophe in the text of `#error` or `#warning` for the begin of a character constant, which
# goes on over the ends of lines: all code up to the next apostrophe, or to the end, gets the color of a string. To a
# compiler the text of these lines is no constant (gcc warns at most, and only if it reads the line).
#
# What follows: a row in the manual's table of what highlighters get wrong.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit highlight.js@11.12.0
node - <<'JAVASCRIPT'
const hljs = require("highlight.js");

// The strings that it sees in a source of C.
function strings(source) {
  const html = hljs.highlight(source, {language: "c"}).value;
  return [...html.matchAll(/<span class="hljs-string">([^<]*)<\/span>/g)].map((match) => match[1]);
}
const source = (text) => `#ifndef SIZE\n#error ${text}\n#endif\nint main(void)\n{\n    return SIZE;\n}\n`;
const plain = strings(source("SIZE is not set"));
const apostrophe = strings(source("SIZE isn't set"));

console.log("highlight.js", hljs.versionString);
console.log("is not:", JSON.stringify(plain));
console.log("isn't: ", JSON.stringify(apostrophe));
if (plain.length || apostrophe.length !== 1 || !apostrophe[0].includes("return SIZE;")) {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
