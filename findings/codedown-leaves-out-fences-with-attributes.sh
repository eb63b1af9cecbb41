#!/bin/sh
# codedown prints the code blocks of a language. It compares the language with the whole text behind the fence: a block
# `c title="a.c"` is left out, and nothing tells that it is. So is every block in a quotation. In Markdown "the first
# word of the info string is typically used to specify the language", and a quotation contains any blocks (CommonMark
# 0.31.2, 4.5 and 5.1).
#
# What follows: blocks are found by `pages/`, where a language and any options stand behind a fence.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit codedown@3.3.0 commonmark@0.31.2
cat >page.md <<'END'
```c title="a.c"
int first;
```

> ```c
> int second;
> ```

```c
int third;
```
END
npm list --depth=0 | grep -E 'codedown|commonmark'
cat >read.mjs <<'END'
import fs from "node:fs";

import { Parser } from "commonmark";

const walker = new Parser().parse(fs.readFileSync("page.md", "utf8")).walker();
for (let event = walker.next(); event; event = walker.next())
  if (event.node.type === "code_block" && event.node.info.split(" ")[0] === "c") process.stdout.write(event.node.literal);
END
by_commonmark=$(node read.mjs | xargs)
by_codedown=$(node_modules/.bin/codedown c <page.md | xargs)
echo "commonmark: $by_commonmark"
echo "codedown:   $by_codedown"
[ "$by_commonmark" = "int first; int second; int third;" ] && [ "$by_codedown" = "int third;" ]
