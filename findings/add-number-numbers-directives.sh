#!/bin/sh
# mkdocs-add-number-plugin numbers "the headings (h1-h6) in each markdown page". It knows fences of backticks, but not those
# of tildes (CommonMark 0.31.2, 4.5), and no fence within a longer one. A directive there counts as a heading: readers see
# "# 2. define SIZE 4", which does not compile, and the next heading has the number 3.
#
# What follows: a row in the manual's table of plugins that change code.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet mkdocs-add-number-plugin==1.2.2 mkdocs==1.6.1
mkdir docs theme
cat >docs/index.md <<'END'
# First

~~~c
# define SIZE 4
int numbers[SIZE];
~~~

# Second
END
cat >mkdocs.yml <<'END'
site_name: Numbers
theme: {name: null, custom_dir: theme}
markdown_extensions: [fenced_code]
plugins: [add-number]
END
echo '{{ page.content }}' >theme/main.html
venv/bin/python -m pip list 2>/dev/null | grep add-number
venv/bin/mkdocs build --quiet --strict
cat site/index.html
grep -q '^<pre><code class="language-c"># 2. define SIZE 4$' site/index.html && grep -q '3. Second' site/index.html
