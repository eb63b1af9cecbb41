#!/bin/sh
# @runno/wasi, which runs programs of WASI in browsers, answers that a file has been made shorter, and forgets it when
# the file is closed: its old bytes are all there. WASI describes the call as ftruncate of POSIX (preview 1,
# "fd_filestat_set_size"). And a file cannot get the name of another, which POSIX replaces then (rename): programs that
# save a file in this way fail.
#
# What follows: the files of programs in the browser are kept by `browser/files.js`, and there is one of each.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @runno/wasi@0.10.0 wabt@1.0.39
cat >resize.wat <<'END'
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_set_size" (func $resize (param i32 i64) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "log")
  (func (export "_start")
    (call $open ;; the name at 0, of 3 bytes, in directory 3, with the rights to write and to set the size
      (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 3)
      (i32.const 0) (i64.const 0x400040) (i64.const 0) (i32.const 0) (i32.const 64))
    (call $resize (i32.load (i32.const 64)) (i64.const 2))
    (call $close (i32.load (i32.const 64)))
    (call $exit (i32.or (i32.or))))) ;; 0 if all three succeeded
END
cat >rename.wat <<'END'
(module
  (import "wasi_snapshot_preview1" "path_rename" (func $rename (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "new")
  (data (i32.const 8) "log")
  (func (export "_start")
    (call $exit (call $rename ;; from the name at 0 to that at 8, both of 3 bytes and in directory 3
      (i32.const 3) (i32.const 0) (i32.const 3) (i32.const 3) (i32.const 8) (i32.const 3)))))
END
cat >run.mjs <<'END'
import fs from "node:fs";
import { WASI as Reference } from "node:wasi";

import { WASI } from "@runno/wasi";
import wabt from "wabt";

const assembler = await wabt();
const time = new Date(0);
const timestamps = { access: time, change: time, modification: time };
const file = (path, content) => ({ path, timestamps, mode: "string", content });
const text = (content) => (typeof content === "string" ? content : new TextDecoder().decode(content));
const seen = {};

for (const name of ["resize", "rename"]) {
  const binary = assembler.parseWat(name, fs.readFileSync(`${name}.wat`, "utf8")).toBinary({}).buffer;
  fs.mkdirSync(name);
  fs.writeFileSync(`${name}/log`, "abcdefg");
  fs.writeFileSync(`${name}/new`, "new");
  const reference = new Reference({ version: "preview1", preopens: { "/": name }, returnOnExit: true });
  const imports = { wasi_snapshot_preview1: reference.wasiImport };
  const status = reference.start(await WebAssembly.instantiate(await WebAssembly.compile(binary), imports));
  seen[`${name}, node:wasi`] = [status, fs.readFileSync(`${name}/log`, "utf8")];

  const response = new Response(binary, { headers: { "Content-Type": "application/wasm" } });
  const files = { "/log": file("/log", "abcdefg"), "/new": file("/new", "new") };
  const result = await WASI.start(response, { args: [name], env: {}, fs: files });
  seen[`${name}, @runno/wasi`] = [result.exitCode, text(result.fs["/log"].content)];
}
const expected = {
  "resize, node:wasi": [0, "ab"],
  "resize, @runno/wasi": [0, "abcdefg"],
  "rename, node:wasi": [0, "new"],
  "rename, @runno/wasi": [20, "abcdefg"],
};
for (const [name, one] of Object.entries(seen)) console.log(`${name}: status ${one[0]}, log ${JSON.stringify(one[1])}`);
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
END
node --version
npm list --depth=0 | grep -E 'runno|wabt'
node --no-warnings run.mjs
