#!/bin/sh
# c-slang, a compiler of C in JavaScript for teaching, converts a condition to an integer first: `if (0.5)` goes to
# `else`, and a loop `while (x)` that halves a `double` ends below 1. In C a condition holds if it compares unequal to 0
# (C17 6.8.4.1 and 6.8.5). In `0.5 && 1` it compares as C does.
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
    if (0.5)
        print_int(1);
    else
        print_int(0);
    int halvings = 0;
    double x = 4.0;
    while (x)
    {
        x = x / 2;
        halvings++;
    }
    print_int(halvings);
    print_int(0.5 && 1);
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
[ "$by_gcc" = "1 1077 1 " ] && [ "$by_slang" = "success 0 3 1" ]
