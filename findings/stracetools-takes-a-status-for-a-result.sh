#!/bin/sh
# stracetools, a reader of what strace prints, ends the arguments of a call at the first `)` before a `=`. strace writes
# the status of a child as `WIFEXITED(s) && WEXITSTATUS(s) == 3`, and what a program prints as it is: so the result of
# `wait4` is "= 3}], 0, NULL) = …", and of a `write` of "f(x) = 3" it is the rest of the text. The documentation
# promises all details of each call.
#
# What follows: how a program ended is told by the call that waits for it, not by a trace.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet stracetools==1.0.0
cat >main.c <<'END'
#include <stdlib.h>
#include <unistd.h>
int main(void)
{
    write(1, "f(x) = 3\n", 9);
    return system("exit 3") == 0;
}
END
strace --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep stracetools
gcc -w -o main main.c
strace -f -tt -T -e trace=write,wait4 -o trace ./main >/dev/null
grep -E 'write|wait4' trace
venv/bin/python - <<'END'
import sys

from stracetools import StraceParser

results = {event.name: event.return_value for event in StraceParser().parse_file("trace")}
print("write:", results["write"])
print("wait4:", results["wait4"])
as_described = results["write"].startswith("3\\n") and results["wait4"].startswith("= 3}]")
sys.exit(not as_described)
END
