#!/bin/sh
# patch-ng applies diffs. In a diff without context, `@@ -4,0 +5 @@` adds a line after the fourth: "an empty hunk is
# considered to end at the line that precedes the hunk" (manual of diffutils, "Detailed Description of Unified Format").
# patch-ng adds it after the third, tells of success, and the program computes something else. patch knows better.
#
# What follows: `program/changes.py` compares the lines of programs themselves, and no diff is applied.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet patch-ng==1.19.1
cat >main.c <<'END'
int main(void)
{
    int result = 1;
    result += 1;
    return result;
}
END
sed '4a\    result *= 3;' main.c >changed.c
diff -U0 --label a/main.c --label b/main.c main.c changed.c >change.diff || true
cat change.diff
mkdir by_patch by_patch_ng
cp main.c by_patch
cp main.c by_patch_ng
diff --version | head -n 1
patch --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep patch
patch --silent --directory=by_patch --strip=1 <change.diff
cmp by_patch/main.c changed.c
venv/bin/python -c '
import sys

import patch_ng

print("patch-ng returned", patch_ng.fromfile("change.diff").apply(root="by_patch_ng"))
'

result() {
    gcc -o program "$1/main.c"
    ./program && echo 0 || echo $?
}

echo "after patch:    $(result by_patch)"
echo "after patch-ng: $(result by_patch_ng)"
[ "$(result by_patch)" = 6 ] && [ "$(result by_patch_ng)" = 4 ]
