"""Sites with the plugins and extensions that people really list beside ours, built strictly, cold and warm.

They have an environment of their own, with the packages of `hosts/companions.txt`. `make hosts` runs these tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from .companions import OUTPUT, Built, build_twice, mentions

pytestmark = [pytest.mark.hosts, pytest.mark.usefixtures("sandbox")]

HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'
MATRIX = """```c run
#include <stdio.h>
int m[2][2] = {{1, 2}, {3, 4}};
int main(void) { printf("%d\\n", m[1][1]); }
```
"""
MATERIAL = {"theme": {"name": "material", "font": False}}


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return partial(build_twice, tmp_path)


def ids(html: str) -> list[str]:
    """The ids of a page."""
    return re.findall(r'\sid="([^"]*)"', html)


def test_blog(build: Build) -> None:
    """Posts are rendered for the index, the archive and each category: once run, once warned of, ids unique."""
    post = "---\ndate: 2026-01-0{}\ncategories: [C, Memory]\ntags: [c]\n---\n# Post {}\n\n{}\n<!-- more -->\n\n{}"
    warned = HELLO.replace("{ puts", "{ int unused; puts")
    site = build(
        {
            "index.md": "# Home\n",
            "tags.md": "# Tags\n",
            "blog/index.md": "# Blog\n",
            "blog/posts/one.md": post.format(1, 1, HELLO, HELLO.replace("hello", "rest")),
            "blog/posts/two.md": post.format(2, 2, HELLO, warned),
        },
        ["search", "blog", "tags", {"rss": {"match_path": "blog/posts/.*", "use_git": False}}],
        **MATERIAL,
        markdown_extensions=[
            "pymdownx.superfences",
            {"pymdownx.highlight": {"anchor_linenums": True}},
        ],
    )

    assert site.code == 0, site.log
    for page in ("blog", "blog/archive/2026", "blog/category/c", "blog/category/memory"):
        html = site.html(f"{page}/index.html")
        assert html.count(OUTPUT) == 2, page
        assert "rest</code>" not in html
        blocks = [name for name in ids(html) if name.startswith("c-runner")]
        assert len(set(blocks)) == len(blocks)
    assert site.closing_line.startswith("4 blocks: 4 run")
    assert site.log.count("unused variable") == 1
    assert "hello" in site.html("feed_rss_created.xml")


def test_search_privacy_and_offline(build: Build) -> None:
    site = build(
        {"index.md": HELLO},
        ["search", {"privacy": {"assets_exclude": ["unpkg.com/*"]}}, "offline"],
        **MATERIAL,
    )

    assert site.code == 0, site.log
    assert site.shows("index.html") == 1
    assert 'href="assets/c-runner/c-runner.css"' in site.html("index.html")


def test_docstrings(build: Build) -> None:
    """A fence in a docstring runs; the plugin that renders it may be listed first."""
    inner = HELLO.replace("hello", "inner").replace("\n", "\n    ")
    module = f'"""A module.\n\n{HELLO}"""\n\n\ndef f() -> None:\n    """F.\n\n    {inner}"""\n'
    handlers = {"python": {"paths": ["."], "options": {"show_root_heading": True}}}
    site = build(
        {"index.md": f"# API\n\n::: example\n\n{HELLO}", "example.py": module},
        [{"mkdocstrings": {"handlers": handlers}}],
    )

    assert site.code == 0, site.log
    assert site.shows("index.html") == 2
    assert site.shows("index.html", "inner</code>") == 1
    assert site.closing_line.startswith("2 blocks: 2 run")


class TestMacros:
    """Macros write blocks, and take the braces of C for their own."""

    def test_write_blocks(self, build: Build) -> None:
        page = (
            "{% for word in ['one', 'two'] %}\n"
            + HELLO.replace("hello", "{{ word }}")
            + "{% endfor %}\n"
        )

        site = build({"index.md": page}, ["macros"])

        assert site.code == 0, site.log
        assert site.shows("index.html", "two</code>") == 1
        assert site.closing_line.startswith("2 blocks: 2 run")

    def test_that_take_a_page_away_are_named_with_the_cure(self, build: Build) -> None:
        site = build({"index.md": f"# Title\n\n{HELLO}\n{MATRIX}"}, ["macros"])

        assert site.code == 1
        (said,) = mentions(site.log)
        assert said.startswith("docs/index.md:8:1: error: A plugin for macros read braces")
        assert "{% raw %} above the block and {% endraw %} below it" in said

    def test_leave_alone_what_the_cure_names(self, build: Build) -> None:
        site = build(
            {"index.md": f"# T\n\n{{% raw %}}\n{MATRIX}{{% endraw %}}\n\n{HELLO}"}, ["macros"]
        )

        assert site.code == 0, site.log
        assert site.shows("index.html", 'nohighlight">4</code>') == 1

    def test_that_change_code_are_named_if_it_fails(self, build: Build) -> None:
        page = (
            "# T\n\n```c run\nint m[1][1] = {{ 1 }};\nint main(void) { return m[0][0] - 1; }\n```\n"
        )

        site = build({"index.md": page}, ["macros"])

        assert site.code == 1
        (said,) = mentions(site.log)
        assert said.startswith("docs/index.md:4:15: error: ")
        assert said.endswith(
            "A plugin for macros has changed its code. Put {% raw %} above the block and {% endraw %} below it."
        )


def test_several_languages(build: Build) -> None:
    """Each language is a build of its own, with labels in it; a block that is the same in all runs once."""
    languages = [
        {"locale": "en", "default": True, "name": "English"},
        {"locale": "de", "name": "Deutsch"},
    ]
    site = build(
        {"index.md": HELLO, "index.de.md": HELLO, "only.md": HELLO},
        ["search", {"i18n": {"docs_structure": "suffix", "languages": languages}}],
        **MATERIAL,
    )

    assert site.code == 0, site.log
    assert (
        site.shows("index.html")
        == site.shows("de/index.html")
        == site.shows("de/only/index.html")
        == 1
    )
    assert ">Output<" in site.html("index.html")
    assert ">Ausgabe<" in site.html("de/index.html")
    assert len(list((site.directory / ".cache").rglob("results/*.json"))) == 1


def test_generated_and_included_pages(build: Build) -> None:
    script = f"""import mkdocs_gen_files
with mkdocs_gen_files.open("made.md", "w") as page:
    page.write({HELLO!r})
with mkdocs_gen_files.open("numbers.txt", "w") as data:
    data.write("hello")
"""
    reads = HELLO.replace("c run", 'c run data="numbers.txt"').replace(
        'puts("hello")', 'char s[9]; fgets(s, 9, fopen("numbers.txt", "r")); puts(s)'
    )
    site = build(
        {
            "index.md": f'# Included\n\n{{% include-markdown "part.md" %}}\n\n{reads}',
            "part.md": HELLO,
            "generate.py": script,
            "SUMMARY.md": "* [Home](index.md)\n* [Made](made.md)\n* [Part](part.md)\n",
        },
        [
            {"gen-files": {"scripts": ["generate.py"]}},
            "literate-nav",
            "section-index",
            "include-markdown",
        ],
        **MATERIAL,
    )

    assert site.code == 0, site.log
    assert site.shows("made/index.html") == 1
    assert site.shows("index.html") == 2


def test_navigation_and_redirects(build: Build) -> None:
    redirects = {"redirects": {"redirect_maps": {"old.md": "index.md"}}}

    site = build({"index.md": HELLO, "sub/a.md": HELLO}, ["awesome-nav", redirects])

    assert site.code == 0, site.log
    assert site.shows("sub/a/index.html") == 1


def test_minified_and_printed(build: Build) -> None:
    """White space of an output is what the program printed, and one page holds all blocks."""
    page = HELLO.replace('puts("hello")', 'printf("a  b\\n\\n\\n  c\\n")')
    site = build(
        {"index.md": page, "other.md": HELLO},
        [{"minify": {"minify_html": True}}, "c-runner", "print-site"],
    )

    assert site.code == 0, site.log
    shown = re.search(
        r"<code class=[^>]*nohighlight[^>]*>(.*?)</code>", site.html("index.html"), re.DOTALL
    )
    assert shown
    assert shown[1] == "a  b\n\n\n  c"
    printed = site.html("print_page/index.html")
    assert "a  b\n\n\n  c" in printed
    assert "hello</code>" in printed


EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "footnotes",
    "md_in_html",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    "pymdownx.inlinehilite",
    "pymdownx.magiclink",
    "pymdownx.smartsymbols",
    {"pymdownx.snippets": {"base_path": ["code"], "check_paths": True}},
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid"}]}},
]

CONTEXTS = {
    "admonition": "!!! note\n\n{}",
    "details": "??? note\n\n{}",
    "tab": '=== "A"\n\n{}',
    "list": "- item\n\n{}",
    "footnote": "Text[^1]\n\n[^1]:\n{}",
    "nested": '!!! note\n\n    === "A"\n\n        - item\n\n{{8}}',
}


@pytest.mark.parametrize(
    "flush",
    ["/// note | T\n\n{}\n///\n", "/// tab | T\n\n{}\n///\n", "<div markdown>\n\n{}\n</div>\n"],
)
def test_blocks_and_html(build: Build, flush: str) -> None:
    mermaid = "```mermaid\ngraph LR\n  A --> B\n```\n"
    page = f"# T\n\nSee https://example.org and c++.\n\n{mermaid}\n{flush.format(HELLO)}\n"

    site = build({"index.md": page}, [], markdown_extensions=EXTENSIONS)

    assert site.code == 0, site.log
    assert site.shows("index.html") == 1
    assert re.search(r'<pre class="mermaid"><code>graph LR', site.html("index.html"))


def test_wherever_a_block_stands(build: Build, tmp_path: Path) -> None:
    """In all that indents, with code of a file, and with output that looks like links and marks."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "links.c").write_text(
        '#include <stdio.h>\nint main(void) { puts("https://example.org (c) {++a++} --> #1 @me"); }\n'
    )
    indented = "\n".join(f"    {line}" for line in HELLO.splitlines())
    deep = "\n".join(f"            {line}" for line in HELLO.splitlines())
    pages = {
        f"{name}.md": text.replace("{{8}}", deep).replace("{}", indented)
        for name, text in CONTEXTS.items()
    }
    linked = '```c run\n--8<-- "links.c"\n```\n'

    site = build({**pages, "index.md": linked}, [], markdown_extensions=EXTENSIONS)

    assert site.code == 0, site.log
    for name in CONTEXTS:
        assert site.shows(f"{name}/index.html") == 1, name
    printed = ">https://example.org (c) {++a++} --&gt; #1 @me</code>"
    assert site.shows("index.html", printed) == 1
