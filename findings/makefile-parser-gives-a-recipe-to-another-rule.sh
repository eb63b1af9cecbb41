#!/bin/sh
# @kba/makefile-parser knows rules with one target alone. A rule with two, such as `a.o b.o: config.h`, it skips, and
# its recipe becomes part of the rule before: the tree says that `clean` runs the command that makes the objects. The
# manual of make ("Multiple Targets in a Rule") describes such rules as the usual way to say the same of several
# targets.
#
# What follows: the Makefile beside a program that readers download is written by us, and never read.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @kba/makefile-parser@0.0.6
printf 'clean:\n\trm -f a.o\na.o b.o: config.h\n\ttouch $@\n' >Makefile
cat Makefile
make --version | head -n 1
npm list --depth=0 | grep makefile-parser
touch config.h
by_make=$(make --dry-run clean | tr '\n' ';')
by_parser=$(node - 2>/dev/null <<'JAVASCRIPT'
const parse = require("@kba/makefile-parser");

const {ast} = parse(require("fs").readFileSync("Makefile", "utf8"));
process.stdout.write(ast.find((rule) => rule.target === "clean").recipe.join(";") + ";");
JAVASCRIPT
)
echo "clean in make:            $by_make"
echo "clean in makefile-parser: $by_parser"
[ "$by_make" = "rm -f a.o;" ] && [ "$by_parser" = 'rm -f a.o;touch $@;' ]
