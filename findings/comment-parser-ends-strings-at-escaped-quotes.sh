#!/bin/sh
# comment-parser, which extracts comments from C, ends a string at the quotation mark of `\"`. What follows in the same
# string and looks like a comment is reported as one, together with the code behind it. In C the escape is a part of the
# string (C17 6.4.5). Without an escape the package knows that there are no comments in a string.
#
# What follows: comments are found by `program/c_source.py`, which knows strings and their escapes.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet comment-parser==1.2.4 python-magic==0.4.24
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    puts("see //example.com"); // plain
    puts("say \"// no\""); // escaped
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep comment
gcc -o main main.c
./main
venv/bin/python - <<'END'
import sys

from comment_parser import comment_parser

found = [comment.text() for comment in comment_parser.extract_comments("main.c", "text/x-c")]
print("comments, by comment-parser:", *found, sep="\n")
if found != [" plain", r' no\""); // escaped']:
    sys.exit("The behavior has changed.")
END
