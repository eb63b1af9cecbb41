#!/bin/sh
# @remix-run/tar-parser "supports POSIX, GNU, and PAX tar formats". In that of GNU, which is the default of `tar`, a
# name of more than 100 bytes stands before its file, as a text that a NUL ends. The package leaves the NUL in the name:
# the file is there, but is not found under its name. untar.js, another reader for browsers, joins the two parts of a
# long name without the "/" that belongs between them (POSIX, pax, ustar), and leaves out empty files.
#
# What follows: the archive of headers and libraries for the compiler in the browser is made in the format ustar, and
# read by code of our own, which joins the parts of a name.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @remix-run/tar-parser@0.7.1 untar.js@0.3.0
long=$(printf 'd%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25)
mkdir -p "$long/$long/$long/$long"
echo text >"$long/$long/$long/$long/file.h"
: >empty.h
for format in gnu ustar; do
    tar --format=$format -cf $format.tar "$long/$long/$long/$long/file.h" empty.h
done
cat >read.mjs <<'JAVASCRIPT'
import {readFileSync} from "node:fs";
import {parseTar} from "@remix-run/tar-parser";
import untar from "untar.js";

const short = (name) => name.replaceAll(/d{25}/g, "D").replaceAll("\0", "\\0");
const [, , format] = process.argv;
const archive = new Uint8Array(readFileSync(`${format}.tar`));
const names = [];
await parseTar(archive, ({name}) => {
  names.push(short(name));
});
console.log(`tar-parser: ${names}`);
console.log(`untar.js: ${untar.untar(archive.buffer).map(({filename}) => short(filename))}`);
JAVASCRIPT
tar --version | head -n 1
npm list --depth=0 | grep tar
for format in gnu ustar; do
    echo "$format: tar: $(tar -tf $format.tar | sed "s/$long/D/g" | paste -sd,)"
    node read.mjs $format | tee $format.txt
done
grep -qxF 'tar-parser: D/D/D/D/file.h\0,empty.h' gnu.txt
grep -qxF 'tar-parser: D/D/D/D/file.h,empty.h' ustar.txt
grep -qxF 'untar.js: D/D/D/Dfile.h' ustar.txt
