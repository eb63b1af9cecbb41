#!/bin/sh
# @bjorn3/browser_wasi_shim, which runs programs of WASI in browsers, goes to the end of a file that is opened with the
# flag "append", and then forgets the flag. A program that reads the file from its begin and writes to it then, as with
# the mode "a+" of C, overwrites what is there. All writes go to the end, "regardless of intervening calls to the fseek
# function" (C17 7.21.5.3), and WASI says "always" (preview 1, "fdflags"). node:wasi does so.
#
# What follows: the files of programs in the browser are kept by `browser/wasi.js`, which looks at the flag in each
# write.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @bjorn3/browser_wasi_shim@0.4.2 wabt@1.0.39
cat >append.wat <<'END'
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "log")
  (data (i32.const 16) "DEF")
  (data (i32.const 32) "\10\00\00\00\03\00\00\00") ;; three bytes at 16
  (func (export "_start")
    (call $open ;; the name at 0, of 3 bytes, in directory 3, with the rights to seek and to write, and "append"
      (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 3)
      (i32.const 0) (i64.const 0x44) (i64.const 0) (i32.const 1) (i32.const 64))
    (call $seek (i32.load (i32.const 64)) (i64.const 0) (i32.const 0) (i32.const 80)) ;; to the begin
    (call $write (i32.load (i32.const 64)) (i32.const 32) (i32.const 1) (i32.const 72))
    (call $exit (i32.or (i32.or))))) ;; 0 if all three succeeded
END
cat >run.mjs <<'END'
import fs from "node:fs";
import { WASI as Reference } from "node:wasi";

import { File, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import wabt from "wabt";

const binary = (await wabt()).parseWat("append.wat", fs.readFileSync("append.wat", "utf8")).toBinary({}).buffer;
const program = await WebAssembly.compile(binary);
const instantiate = (imports) => WebAssembly.instantiate(program, { wasi_snapshot_preview1: imports });

fs.mkdirSync("files");
fs.writeFileSync("files/log", "abc---");
const reference = new Reference({ version: "preview1", preopens: { "/": "files" }, returnOnExit: true });
const first = reference.start(await instantiate(reference.wasiImport));
const byNode = fs.readFileSync("files/log", "utf8");

const log = new File(new TextEncoder().encode("abc---"));
const shim = new WASI([], [], [null, null, null, new PreopenDirectory("/", new Map([["log", log]]))]);
const second = shim.start(await instantiate(shim.wasiImport));
const byShim = new TextDecoder().decode(log.data);

console.log(`node:wasi:         ${byNode} (status ${first})`);
console.log(`browser_wasi_shim: ${byShim} (status ${second})`);
process.exit(byNode === "abc---DEF" && byShim === "DEF---" && first === 0 && second === 0 ? 0 : 1);
END
node --version
npm list --depth=0 | grep -E 'shim|wabt'
node --no-warnings run.mjs
