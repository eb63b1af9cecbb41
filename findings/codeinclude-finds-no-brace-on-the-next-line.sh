#!/bin/sh
# mkdocs-codeinclude-plugin includes a part of a file: for `block:triple` it "will seek out any line containing the token"
# and "grab the next curly brace delimited block that it finds". Where the brace stands in the next line, as most authors
# of C write functions, it finds none, and includes the whole file instead. With the brace in the same line, one in a
# character constant or a string counts too: `'}'` ends the function.
#
# What follows: what belongs to a function is told by tree-sitter.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet mkdocs-codeinclude-plugin==0.3.1 mkdocs==1.6.1
mkdir docs theme
cat >docs/twice.c <<'END'
int twice(int number)
{
    return 2 * number;
}

int triple(int number)
{
    return 3 * number;
}
END
cat >docs/ends.c <<'END'
int ends(char last) {
    if (last == '}')
        return 1;
    return 0;
}
END
cat >docs/index.md <<'END'
<!--codeinclude-->
[Triple](twice.c) block:triple
[Ends](ends.c) block:ends
<!--/codeinclude-->
END
cat >mkdocs.yml <<'END'
site_name: Blocks
theme: {name: null, custom_dir: theme}
markdown_extensions: [fenced_code]
plugins: [codeinclude: {title_mode: none}]
END
echo '{{ page.content }}' >theme/main.html
venv/bin/python -m pip list 2>/dev/null | grep mkdocs-codeinclude
venv/bin/mkdocs build --quiet --strict
cat site/index.html
grep -q 'int twice' site/index.html && grep -q 'int triple' site/index.html &&
    grep -q "last == '}'" site/index.html && ! grep -q 'return 1' site/index.html
