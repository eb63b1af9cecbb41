#!/bin/sh
# In a diff, a removed line `-- i;` is written `--- i;`, and an added `++ i;` is `+++ i;`. diffparser and
# git-diff-parser take them for the lines that name two files, wherever they stand: the change of the program is lost,
# and diffparser finds a second file with the name "i;". The header of a hunk tells how many lines belong to it (manual
# of diffutils, "Detailed Description of Unified Format"), and these two are among them: patch changes the program.
#
# What follows: `program/changes.py` compares the lines of programs themselves, and no diff is read.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit diffparser@2.0.1 git-diff-parser@1.0.0
cat >main.c <<'END'
int main(void)
{
    int i = 3;
-- i;
    return i;
}
END
sed 's/^--/++/' main.c >changed.c
diff -u --label a/main.c --label b/main.c main.c changed.c >change.diff || true
{ echo "diff --git a/main.c b/main.c"; cat change.diff; } >git.diff
cat git.diff
patch -s main.c change.diff
cmp main.c changed.c && echo "patch: the program has changed"
npm list --depth=0 | grep parser
node - <<'JAVASCRIPT'
const text = require("fs").readFileSync("git.diff", "utf8");
const files = require("diffparser")(text);
const other = require("git-diff-parser")(text).commits[0].files;
const seen = [
  files.map((file) => `${file.to} +${file.additions} -${file.deletions}`).join(", "),
  other.map((file) => `${file.name}: ${file.lines.filter((line) => line.type !== "normal").length} changes`).join(", "),
];
console.log("diffparser:     ", seen[0]);
console.log("git-diff-parser:", seen[1]);
if (seen.join("|") !== "main.c +0 -0, i; +0 -0|main.c: 0 changes") {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
