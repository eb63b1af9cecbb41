#!/bin/sh
# mkdocs-llmstxt writes each page as Markdown again, "to ensure that dynamically generated contents (…, executed code
# blocks, …) are part of the generated text files". Its converter, markdownify, makes fences of three backticks, whatever
# is in the code. Where code or output has such a line, as a program that prints Markdown, the fence ends there (CommonMark
# 0.31.2, 4.5), and the rest of the page is turned inside out: text is code, and code is text.
#
# What follows: a line in the manual. The fence of a block that is saved into its page gets longer if its code holds one as
# long.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet mkdocs-llmstxt==0.5.1 markdownify==1.2.3 mkdocs==1.6.1 markdown-it-py==3.0.0
mkdir docs theme
cat >docs/index.md <<'END'
# Fences

````c
/* The program prints this line:
```
*/
int first;
````

Between.

```c
int second;
```
END
cat >mkdocs.yml <<'END'
site_name: Fences
site_url: https://example.com/
theme: {name: null, custom_dir: theme}
markdown_extensions: [fenced_code]
plugins: [llmstxt: {sections: {Pages: [index.md]}}]
END
echo '{{ page.content }}' >theme/main.html
venv/bin/python -m pip list 2>/dev/null | grep -E 'llmstxt|markdownify|markdown-it-py'
venv/bin/mkdocs build --quiet
cat site/index.md
venv/bin/python - <<'END'
import sys

from markdown_it import MarkdownIt

def code(path):
    with open(path) as text:
        return [token.content for token in MarkdownIt().parse(text.read()) if token.type == "fence"]

before, after = code("docs/index.md"), code("site/index.md")
print("before:", before)
print("after: ", after)
sys.exit(not (len(before) == 2 and "int second;\n" in before and "int second;\n" not in after))
END
