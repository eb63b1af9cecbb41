#!/bin/sh
# Packages of npm that format dates as `strftime` of C does give the first of January the number 000 for `%j`: strftime
# ("most standard specifiers from C"), fast-strftime and ultra-strftime. In C `%j` is "the day of the year as a decimal
# number (001-366)" (C17 7.27.3.5). The last two write the year 2008 as "8" in `%D`, where C has two digits.
#
# What follows: dates that programs print in the browser are written by a C library that is linked to them.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit strftime@0.10.3 fast-strftime@1.1.1 ultra-strftime@1.0.2
cat >main.c <<'END'
#include <stdio.h>
#include <time.h>
int main(void)
{
    struct tm first = {.tm_year = 108, .tm_mday = 1, .tm_wday = 2};
    char text[40];
    strftime(text, sizeof text, "%j %D", &first);
    puts(text);
}
END
gcc --version | head -n 1
gcc -o main main.c
npm list --depth=0 | grep strftime
echo "C: $(./main)"
[ "$(./main)" = "001 01/01/08" ]
TZ=UTC node - <<'JAVASCRIPT'
const first = new Date(2008, 0, 1);
const formats = {
  strftime: require("strftime"),
  "fast-strftime": require("fast-strftime").strftime ?? require("fast-strftime"),
  "ultra-strftime": require("ultra-strftime").strftime ?? require("ultra-strftime"),
};
const seen = Object.entries(formats).map(([name, format]) => `${name}: ${format("%j %D", first)}`);
console.log(seen.join("\n"));
if (seen.join() !== "strftime: 000 01/01/08,fast-strftime: 000 01/01/8,ultra-strftime: 000 01/01/8") {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
