#!/bin/sh
# remark-man makes manual pages of Markdown. In the code of an example it leaves a point or an apostrophe at the begin
# of a line as it is: for groff such a line is a request (groff(7), "Control characters"), and one with an unknown name
# shows nothing. Designated initializers written at the margin, `.x = 1,`, are missing from the page, and no warning
# tells it.
#
# What follows: pages are HTML, and no manual pages are made of examples.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit remark-man@9.0.0 remark-parse@11.0.0 unified@11.0.5
cat >point.md <<'END'
# point(3) -- points

```c
struct point p = {
.x = 1,
.y = 2,
};
```
END
cat >convert.mjs <<'END'
import fs from "node:fs";

import man from "remark-man";
import parse from "remark-parse";
import { unified } from "unified";

const page = await unified().use(parse).use(man).process(fs.readFileSync("point.md"));
fs.writeFileSync("point.3", String(page));
console.log("messages:", page.messages.length);
END
groff --version | head -n 1
npm list --depth=0 | grep remark
node convert.mjs
groff -man -Tascii -P-cbou point.3 >shown
grep -E 'struct|x =|y =|;' shown
[ "$(grep -c 'struct point' shown)" = 1 ] && ! grep -qE 'x = 1|y = 2' shown
