#!/bin/sh
# cram runs commands that stand in a text and compares what they print with the lines below them. With `--interactive
# --yes` it writes what was printed into the text. A line of output that looks like a prompt, such as `$ make` in a help
# text, is not marked: the next run takes it for a command, runs it, and the test that has just been accepted fails.
# Output that could be misread has a mark of its own, `(esc)`, but only for "unprintable characters".
#
# What follows: in a session only what its author wrote is a command; what is printed is kept beside the page.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet cram==0.7
cat >main.c <<'END'
#include <stdio.h>
int main(void)
{
    puts("Build it with\n$ echo make");
}
END
gcc -o program main.c
echo '  $ "$TESTDIR/program"' >help.t
venv/bin/python -W ignore -m pip list 2>/dev/null | grep cram
venv/bin/python -W ignore -m cram --interactive --yes help.t >said || true
cat help.t
echo "The same once more:"
venv/bin/python -W ignore -m cram help.t >said && status=0 || status=$?
cat said
[ "$status" = 1 ] && grep -q '^+  make$' said && [ "$(grep -c '^  \$ ' help.t)" = 2 ]
