#!/bin/sh
# A command may compile several files: `gcc -o tool main.c parse.c`. Of the entries that a compilation database needs,
# one for each file (JSON Compilation Database Format, "file: the main translation unit source"), compiledb writes the
# last, and log2compdb one for a file named with the first letter of the program, "t", which does not exist. Neither
# says so.
#
# What follows: the compilers of a block are started from its `Job`, where each file stands, and not from a log.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet compiledb==0.10.7 log2compdb==0.2.5
touch main.c parse.c
echo 'gcc -Wall -o tool main.c parse.c' >build.log
cat build.log
venv/bin/python -m pip list 2>/dev/null | grep -E 'compdb|compiledb'
venv/bin/compiledb --parse build.log --output compiledb.json --overwrite
venv/bin/log2compdb --in build.log --out log2compdb.json --compiler gcc

# The names of the files in a database.
files() {
    venv/bin/python -c '
import json
import os
import sys
print(*(os.path.basename(entry["file"]) for entry in json.load(open(sys.argv[1]))))' "$1"
}

by_compiledb=$(files compiledb.json)
by_log2compdb=$(files log2compdb.json)
echo "compiledb:  $by_compiledb"
echo "log2compdb: $by_log2compdb"
[ "$by_compiledb" = "parse.c" ] && [ "$by_log2compdb" = "t" ]
