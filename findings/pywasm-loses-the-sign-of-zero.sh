#!/bin/sh
# pywasm, which runs WebAssembly in Python, rounds -0.0, and -0.4 upward, to 0.0. The instructions keep the sign
# (WebAssembly Core Specification 2.0, 4.3.3, "fceil", "ffloor", "ftrunc", "fnearest"), and so do `ceil` and `floor` of
# C (C17 F.10.6), of which compilers make them. An unsigned quotient of 64 bits whose highest bit is set ends the
# program with an OverflowError ("idiv_u": any quotient is a result).
#
# What follows: WebAssembly runs in wasmtime, or in the browser.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet pywasm==2.2.3
npm install --silent --no-fund --no-audit wabt@1.0.39
cat >numbers.wat <<'END'
(module
  (func (export "floor") (result f64) (f64.floor (f64.const -0.0)))
  (func (export "ceil") (result f64) (f64.ceil (f64.const -0.4)))
  (func (export "quotient") (result i64) (i64.div_u (i64.const -1) (i64.const 1))))
END
cat >run.cjs <<'END'
const fs = require("fs");

require("wabt")().then(async (wabt) => {
  const { buffer } = wabt.parseWat("numbers.wat", fs.readFileSync("numbers.wat", "utf8")).toBinary({});
  fs.writeFileSync("numbers.wasm", buffer);
  const { floor, ceil, quotient } = (await WebAssembly.instantiate(buffer)).instance.exports;
  console.log("by Node.js:", floor(), ceil(), quotient());
});
END
node --version
npm list --depth=0 | grep wabt
venv/bin/python -m pip list 2>/dev/null | grep pywasm
node run.cjs | tee by_node
venv/bin/python - <<'END'
import sys

import pywasm

runtime = pywasm.core.Runtime()
module = runtime.instance_from_file("numbers.wasm")
seen = [str(runtime.invocate(module, name, [])[0]) for name in ("floor", "ceil")]
try:
    seen += [str(runtime.invocate(module, "quotient", [])[0])]
except OverflowError as error:
    seen += [repr(error)]
print("by pywasm:", *seen)
if seen != ["0.0", "0.0", "OverflowError('int too big to convert')"]:
    sys.exit("The behavior has changed.")
END
[ "$(cat by_node)" = "by Node.js: -0 -0 -1n" ]
