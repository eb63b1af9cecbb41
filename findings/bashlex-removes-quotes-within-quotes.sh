#!/bin/sh
# bashlex, a parser of shell commands, removes quotes that stand within other quotes: of -DVERSION='"1.0"' it makes the
# word -DVERSION=1.0, while the shell keeps what stands between single quotes as it is (POSIX, Shell Command Language,
# 2.2.2). compiledb, which makes a compilation database of what make prints, so tells tools that a macro is a number
# that is text.
#
# What follows: flags and arguments are split by `fence/shell_words.py`, whose tests compare it with shlex of Python.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet bashlex==0.18 compiledb==0.10.7
cat >build.log <<'END'
cc -DVERSION='"1.0"' -c main.c
END
venv/bin/python -m pip list 2>/dev/null | grep -E 'bashlex|compiledb'
touch main.c
cat build.log
by_shell=$(sh -c 'cc() { echo "$1"; }; . ./build.log')
by_bashlex=$(venv/bin/python -c '
import bashlex
print(bashlex.parse(open("build.log").read().strip())[0].parts[1].word)')
venv/bin/compiledb --parse build.log --output database.json --overwrite
by_compiledb=$(venv/bin/python -c '
import json
print(json.load(open("database.json"))[0]["arguments"][1])')
echo "sh:        $by_shell"
echo "bashlex:   $by_bashlex"
echo "compiledb: $by_compiledb"
[ "$by_shell" = '-DVERSION="1.0"' ]
[ "$by_bashlex" = "-DVERSION=1.0" ] && [ "$by_compiledb" = "-DVERSION=1.0" ]
