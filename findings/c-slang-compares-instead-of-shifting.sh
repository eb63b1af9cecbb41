#!/bin/sh
# c-slang, a compiler of C in JavaScript for teaching, reads `x <<= 3` as `x = x < 3` and `x >>= 3` as `x = x > 3`: 2
# becomes 1, not 16. Of other assignments with an operator it evaluates the left side twice: `a[i++] += 10` moves `i` by
# two, and adds to one element what is in the other. In C the first two shift, and the left side is evaluated once (C17
# 6.5.16.2). No warning is given.
#
# What follows: programs that readers change are compiled by clang as WebAssembly, not by a compiler in JavaScript.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @sourceacademy/c-slang@1.0.21
cat >body.c <<'END'
int main()
{
    int x = 2;
    x <<= 3;
    print_int(x);
    x = 64;
    x >>= 3;
    print_int(x);
    int a[3] = {1, 2, 3};
    int i = 0;
    a[i++] += 10;
    print_int(a[0]);
    print_int(i);
}
END
cat >main.c <<'END'
#include <stdio.h>
static void print_int(int x) { printf("%d\n", x); }
#include "body.c"
END
gcc --version | head -n 1
npm list --depth=0 | grep c-slang
gcc -o main main.c
by_gcc=$(./main | tr '\n' ' ')
cat >run.mjs <<'END'
import fs from "node:fs";

import { compileAndRun } from "@sourceacademy/c-slang/ctowasm/dist/index.js";

const printed = [];
const program = `#include <source_stdlib>\n${fs.readFileSync("body.c", "utf8")}`;
const result = await compileAndRun(program, { printFunction: (text) => printed.push(text) });
console.log([result.status, ...result.warnings, ...printed].join(" "));
END
by_slang=$(node run.mjs)
echo "gcc:     $by_gcc"
echo "c-slang: $by_slang"
[ "$by_gcc" = "16 8 11 1 " ] && [ "$by_slang" = "success 1 1 12 2" ]
