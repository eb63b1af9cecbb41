#!/bin/sh
# lizard, a tool that measures functions, does not count a parameter that is an array or a pointer to a function: the
# usual `main(int argc, char *argv[])` has one parameter. Its own documentation says that the column is the number of
# parameters of a function, and a limit can be set on it. Spelled `char **argv`, the same parameter counts.
#
# What follows: functions and their parts are looked up in the tree of tree-sitter, not guessed from tokens.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet lizard==1.24.3
cat >functions.c <<'END'
int pointers(int count, char **names) { return count; }
int array(int count, char *names[]) { return count; }
int callback(int count, void (*done)(int)) { return count; }
int main(int argc, char *argv[]) { return argc; }
END
venv/bin/python -m pip list 2>/dev/null | grep lizard
venv/bin/lizard --csv functions.c >rows.csv
venv/bin/python - <<'END'
import csv
import sys

with open("rows.csv") as rows:
    counted = {row[7]: int(row[3]) for row in csv.reader(rows)}
for name, parameters in counted.items():
    print(f"{name}: {parameters} of 2 parameters")
sys.exit(counted != {"pointers": 2, "array": 1, "callback": 1, "main": 1})
END
