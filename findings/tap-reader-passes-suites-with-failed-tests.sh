#!/bin/sh
# tap-reader, which follows the specification of TAP 14, keeps tests by their numbers, and all that have none as one: of
# a test that fails and one that passes it counts the last, and the suite is "ok". The specification makes the number
# optional. Nor does tap-reader compare the plan with what came: a suite of 3 tests that ends after the first is "ok"
# too. prove, of Perl, fails both.
#
# What follows: whether a program did as told is seen in how it ended and in what it printed, and no report of tests is
# read.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit tap-reader@0.2.1
printf 'TAP version 14\n1..2\nnot ok - adds\nok - subtracts\n' >unnumbered.tap
printf 'TAP version 14\n1..3\nok 1 - adds\n' >ended.tap
cat >read.mjs <<'JAVASCRIPT'
import {createReadStream} from "node:fs";
import TapReader from "tap-reader";

const reader = TapReader({input: createReadStream(process.argv[2])});
reader.on("done", ({ok, summary}) => console.log(`ok: ${ok}, ${summary.pass} of ${summary.total} passed`));
JAVASCRIPT
prove --version
npm list --depth=0 | grep tap-reader
for name in unnumbered ended; do
    if prove --exec cat $name.tap >said 2>&1; then exit 1; fi
    node read.mjs $name.tap >$name.txt
    echo "$name: prove: $(grep Result said), tap-reader: $(cat $name.txt)"
    [ "$(cat $name.txt)" = "ok: true, 1 of 1 passed" ]
done
