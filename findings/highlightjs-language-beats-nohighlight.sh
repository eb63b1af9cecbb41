#!/bin/sh
# highlight.js 11 leaves a code element with the class `nohighlight` alone. But if the element also has a class
# `language-…`, even `language-text`, that one wins: the element is highlighted, and elements inside it are lost.
#
# What follows: output has the class `nohighlight` and never a language beside it, since themes of MkDocs call
# highlight.js on all code of a page.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit highlight.js@11.12.0 jsdom@22.1.0
node - <<'JAVASCRIPT'
const {JSDOM} = require("jsdom");
const hljs = require("highlight.js");

console.warn = () => {};  // it warns of HTML in code
function highlighted(classes) {
  const page = new JSDOM(`<pre><code class="${classes}">typed <kbd>3 4</kbd></code></pre>`);
  global.document = page.window.document;
  const code = page.window.document.querySelector("code");
  hljs.highlightElement(code);
  return code.innerHTML;
}
const alone = highlighted("nohighlight");
const both = highlighted("nohighlight language-text");

console.log("highlight.js", hljs.versionString, "jsdom", require("jsdom/package.json").version);
console.log("nohighlight:              ", alone);
console.log("nohighlight language-text:", both);
if (!alone.includes("<kbd>") || both.includes("<kbd>")) {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
