#!/bin/sh
# Three packages of npm that read reports of coverage, lcov-parse, parse-lcov and @friedemannsommer/lcov-parser, cut the
# name of a function at its first comma: `larger(int, int)` and `larger(int, char)` are both "larger(int", and the third
# package makes one function of the two. In the format the name is the rest of the line (geninfo(1): "FN:<line number of
# function start>,<function name>"), and gcovr, which writes it from what gcov counted, fills in names with parameters.
#
# What follows: no report of coverage is read. What a program executed is told by its output alone.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet gcovr==8.4
npm install --silent --no-fund --no-audit lcov-parse@1.0.0 parse-lcov@1.0.4 @friedemannsommer/lcov-parser@5.0.2
cat >main.cpp <<'END'
static int larger(int a, int b) { return a > b ? a : b; }
static int larger(int a, char b) { return larger(a, b - '0'); }
int main() { return larger(1, '2') - 2; }
END
g++ --version | head -n 1
g++ --coverage -o main main.cpp
./main
venv/bin/gcovr --lcov report.info 2>said
venv/bin/gcovr --version | head -n 1
npm list --depth=0 | grep lcov
grep '^FN:' report.info
node - <<'JAVASCRIPT'
(async () => {
  const text = require("fs").readFileSync("report.info", "utf8");
  const other = (await import("parse-lcov")).default;
  const read = {
    "lcov-parse": await new Promise((resolve) => require("lcov-parse")(text, (_, files) => resolve(files))),
    "parse-lcov": (other.default ?? other)(text),
    "@friedemannsommer/lcov-parser": await (await import("@friedemannsommer/lcov-parser")).lcovParser({ from: text }),
  };
  for (const [name, files] of Object.entries(read)) {
    const names = files[0].functions.details.map((one) => one.name).sort();
    console.log(`${name}:`, names.join(" | "));
    if (names.join(" | ") !== (name[0] === "@" ? "larger(int | main" : "larger(int | larger(int | main")) {
      console.log("The behavior has changed.");
      process.exit(1);
    }
  }
})();
JAVASCRIPT
