#!/bin/sh
# fenceparser reads the attributes of fences. A value without quotation marks that begins with a digit ends for it after
# the number, and the rest becomes an attribute of its own: `timeout=10s` is a timeout of 10 and an option `s`, and
# `max=1e3` is 1 and `e3`. Its documentation says that such strings are valid up to the next whitespace, and `std=c17`
# is one.
#
# What follows: options are read by `fence/`, where a value ends at a space, and an option that does not exist is an
# error.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit fenceparser@2.2.0
grep 'Non-quoted' node_modules/fenceparser/README.md
npm list --depth=0 | grep fenceparser
cat >read.mjs <<'END'
import module from "fenceparser";

const parse = module.default ?? module;
const read = ["std=c17", "timeout=10s", "max=1e3"].map((text) => `${text}: ${JSON.stringify(parse(text))}`);
console.log(read.join("\n"));
const expected = ['std=c17: {"std":"c17"}', 'timeout=10s: {"timeout":10,"s":true}', 'max=1e3: {"max":1,"e3":true}'];
process.exit(read.join() === expected.join() ? 0 : 1);
END
node read.mjs
