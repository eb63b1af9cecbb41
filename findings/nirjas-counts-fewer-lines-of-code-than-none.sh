#!/bin/sh
# Nirjas, which extracts comments and counts lines, counts a comment `/* … */` in one line as two lines, and the line as
# no code, though code stands in it. So a struct whose three members have comments has -1 lines of code ("sloc"). What
# looks like a comment in a string is reported as one, which a string in C does not contain (C17 6.4.9).
#
# What follows: comments are found by `program/c_source.py`, which knows strings and their escapes.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet nirjas==1.0.1
cat >point.c <<'END'
struct point {
    int x; /* to the right */
    int y; /* downward */
    int z; /* to the front */
};
END
cat >pattern.c <<'END'
const char *pattern = "/*.c */";
END
gcc --version | head -n 1
gcc -w -c point.c pattern.c
venv/bin/python -m pip list 2>/dev/null | grep -i nirjas
venv/bin/nirjas point.c >point.json
venv/bin/nirjas pattern.c >pattern.json
venv/bin/python - <<'END'
import json
import sys

with open("point.json") as text:
    counted = json.load(text)["metadata"]
with open("pattern.json") as text:
    comments = json.load(text)["multi_line_comment"]
print("lines:", counted["total_lines"], "of comments:", counted["total_lines_of_comments"], "of code:", counted["sloc"])
print("comments in a string:", comments)
if counted["sloc"] >= 0 or len(comments) != 1:
    sys.exit("The behavior has changed.")
END
