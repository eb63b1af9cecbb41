#!/bin/sh
# marked-man makes manual pages of Markdown. Quotation marks in a code span, as in `printf("%d")`, come out as the six
# letters of an HTML entity, `&quot;`, which mean nothing to groff. Other characters that HTML escapes, and quotation
# marks in a code block, are right. In Markdown a code span shows its text as it is (CommonMark 0.31.2, 6.1).
#
# What follows: pages are HTML, and no manual pages are made of examples.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit marked-man@2.1.1
cat >count.md <<'END'
# count(1) -- counts

Call `puts("a < b")` or

    puts("a < b");
END
groff --version | head -n 1
npm list --depth=0 | grep marked-man
node_modules/.bin/marked-man count.md >count.1
groff -man -Tascii -P-cbou count.1 >shown
grep puts shown
grep -qF 'puts(&quot;a < b&quot;)' shown && grep -qF 'puts("a < b");' shown
