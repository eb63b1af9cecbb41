#!/bin/sh
# shellwords splits text "in the same way the UNIX Bourne shell does", but removes the first backslash of every part in
# quotes, and no other. In a shell all stay within single quotes, and within double quotes each goes that stands before
# a quote, a dollar sign, a backquote or a backslash (POSIX, Shell Command Language, 2.2.2 and 2.2.3). So '"\n"', a
# macro that is a line feed, becomes the letter n, and of "\"a b\"" a backslash is left. shell-parser, which works
# "similarly to how POSIX shells parse command lines", removes each in double quotes, and for it only the space
# separates words.
#
# What follows: flags and arguments are split by code of our own, in Python and in the browser, whose tests compare it
# with shlex of Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit shellwords@1.1.1 shell-parser@1.0.0
cat >single.txt <<'END'
-DEND='"\n"'
END
cat >double.txt <<'END'
"-DEND=\"\n\""
END
printf 'a\tb\n' >tab.txt
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    printf("%d\n", END[0]);
}
END
cat >split.mjs <<'JAVASCRIPT'
import {readFileSync} from "node:fs";
import shellParser from "shell-parser";
import {split} from "shellwords";

const [, , name, file] = process.argv;
const words = (name === "shellwords" ? split : shellParser)(readFileSync(file, "utf8").trim());
process.stdout.write(words.join("|"));
JAVASCRIPT
npm list --depth=0 | grep shell
for file in single double tab; do
    cat $file.txt
    eval "set -- $(cat $file.txt)"
    shell=$1${2:+|$2}
    shellwords=$(node split.mjs shellwords $file.txt)
    parser=$(node split.mjs shell-parser $file.txt)
    printf '  sh: %s, shellwords: %s, shell-parser: %s\n' "$shell" "$shellwords" "$parser"
    printf '%s\n' "$shell" "$shellwords" "$parser" >>seen.txt
done
gcc "$(node split.mjs shellwords single.txt)" -o main main.c
echo "the first character of END, as shellwords reads it: $(./main)"
cat >expected.txt <<'END'
-DEND="\n"
-DEND="n"
-DEND="\n"
-DEND="\n"
-DEND="\n\"
-DEND="n"
a|b
a|b
a	b
END
cmp seen.txt expected.txt && [ "$(./main)" = 110 ]
