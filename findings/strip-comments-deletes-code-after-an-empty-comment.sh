#!/bin/sh
# For strip-comments, with the language C, an empty comment `/**/` has no end: it deletes the rest of the file with it.
# comment-stripper deletes up to the end of the next comment, and what is left may compile and give another result. In C
# the first `*/` after the begin ends a comment (C17 6.4.9), and here it follows at once.
#
# What follows: comments are found by `program/c_source.py`, where the first end counts.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit strip-comments@2.0.1 comment-stripper@0.0.4
cat >main.c <<'END'
int main(void)
{
    int result = 1;
    /**/ result = 2; /* the usual value */
    return result;
}
END
cat >strip.cjs <<'END'
const fs = require("fs");

const program = fs.readFileSync("main.c", "utf8");
fs.writeFileSync("first.c", require("strip-comments")(program, { language: "c" }));
fs.writeFileSync("second.c", require("comment-stripper")(program));
END
status() { gcc -o main "$1" && ./main && echo 0 || echo $?; }
gcc --version | head -n 1
npm list --depth=0 | grep strip
node strip.cjs
echo "strip-comments leaves:"
cat first.c
echo
echo "comment-stripper leaves:"
cat second.c
[ "$(status main.c)" = 2 ] && ! grep -q return first.c && [ "$(status second.c)" = 1 ]
