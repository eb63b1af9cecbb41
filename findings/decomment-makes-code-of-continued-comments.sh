#!/bin/sh
# A backslash at the end of a line joins it with the next one, before comments are found (C17 5.1.1.2): a comment `// …`
# may so reach into the next line, as gcc shows ("multi-line comment"). decomment, for "JSON/JavaScript, CSS/HTML,
# CPP/H", removes the first line alone, and its second line becomes code. comment-parser of Python reports the first
# line alone.
#
# What follows: no comment is removed from code that runs, and readers see the warning of the compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet comment-parser==1.2.4 python-magic==0.4.24
npm install --silent --no-fund --no-audit decomment@0.9.5
cat >main.c <<'END'
int main(void)
{
    int result = 1;
    // Formerly: \
    result = 2;
    return result;
}
END
cat >remove.cjs <<'END'
const fs = require("fs");

fs.writeFileSync("rest.c", require("decomment").text(fs.readFileSync("main.c", "utf8")));
END
status() { gcc -w -o main "$1" && ./main && echo 0 || echo $?; }
gcc --version | head -n 1
npm list --depth=0 | grep decomment
venv/bin/python -m pip list 2>/dev/null | grep comment
node remove.cjs
seen="$(status main.c) $(status rest.c)"
echo "results, of the program and of what decomment leaves of it: $seen"
venv/bin/python - <<'END'
import sys

from comment_parser import comment_parser

found = [comment.text() for comment in comment_parser.extract_comments("main.c", "text/x-c")]
print("comments, by comment-parser:", found)
if found != [" Formerly: \\"]:
    sys.exit("The behavior has changed.")
END
[ "$seen" = "1 2" ]
