"""What the plugin does to a site: sites that are really built, mostly with the real sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from .conftest import BuildSite

HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'
OUTPUT = '<code class="nohighlight">hello</code>'

UNMARKED = {
    "index.md": "# Title\n\n```c\nint x;\n```\n\n```c title='x'\nint y;\n```\n\n    indented\n",
    "python.md": "```python\nprint(1)\n```\n\n```\nrun\n```\n\n`c run`\n",
    "braces.md": "``` { .c .numberLines }\nint z;\n```\n\n~~~c\nrun();\n~~~\n",
    "broken.md": "```c linenums=1\nint a;\n```\n",
}
PLAIN: dict[str, Any] = {"markdown_extensions": []}
BOTH: dict[str, Any] = {"markdown_extensions": ["attr_list", "pymdownx.superfences", "admonition"]}


@pytest.mark.parametrize("config", [PLAIN, BOTH], ids=["fenced_code", "superfences"])
def test_a_site_without_marked_blocks_is_the_same_to_the_byte(
    build_site: BuildSite, config: dict[str, Any]
) -> None:
    with_plugin = build_site(UNMARKED, config).files()
    without = build_site(UNMARKED, {**config, "plugins": []}).files()

    assert set(with_plugin) == set(without)
    for name, content in without.items():
        if name != "sitemap.xml.gz":  # it holds the time of the build
            assert with_plugin[name] == content, name


def test_other_fences_of_a_site_with_superfences_stay_as_they_are(build_site: BuildSite) -> None:
    pages = {**UNMARKED, "marked.md": "int\n"}
    without = build_site(pages, {**BOTH, "plugins": []}).files()
    with_plugin = build_site({**pages, "marked.md": '```c run="off"\nint x;\n```\n'}, BOTH).files()

    for page in ("index.html", "python/index.html", "braces/index.html", "broken/index.html"):
        assert with_plugin[page] == without[page]


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_themes_that_highlight_in_the_browser_still_know_the_language(
    theme: str, build_site: BuildSite
) -> None:
    with_title = HELLO.replace("c run", 'c run title="a<b>.c"')
    site = build_site(
        {"index.md": f"```python\nprint(1)\n```\n\n{with_title}"},
        {"theme": {"name": theme}, "markdown_extensions": []},
    )

    assert '<code class="language-python">print(1)' in site.html()
    titled = (
        '<div class="highlight"><span class="filename">a&lt;b&gt;.c</span><pre class="highlight">'
    )
    assert f'{titled}<code class="language-c">#include &lt;stdio.h&gt;' in site.html()
    assert OUTPUT in site.html()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "header", ["c {}", 'c {} title="x.c" linenums="1" hl_lines="2"', "{{ .c {} #here .big }}"]
)
def test_the_source_is_what_the_highlighter_makes_of_any_fence(
    build_site: BuildSite, header: str
) -> None:
    page = "```c\nint first;\n```\n\n```{}\nint main(void)\n{{ return 0; }}\n```\n"
    highlight = {"pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"}}
    config = {"markdown_extensions": ["attr_list", highlight, "pymdownx.superfences"]}

    plain = build_site({"index.md": page.format(header.format(""))}, config).html()
    marked = header.format('run="on" show="source"')
    ran = build_site({"index.md": page.format(marked)}, config).html()

    assert ran == plain


@pytest.mark.usefixtures("sandbox")
def test_a_second_build_starts_no_process(
    build_site: BuildSite, request: pytest.FixtureRequest
) -> None:
    build_site({"index.md": HELLO})
    started = request.getfixturevalue("started")

    site = build_site()

    assert started == []
    assert OUTPUT in site.html()
    assert site.closing_line.endswith("1 block: 0 run, 1 cached, 0 failed")


def test_a_site_that_runs_nothing_starts_no_process_and_keeps_nothing(
    build_site: BuildSite, started: list[object], tmp_path: Path
) -> None:
    switched_off = HELLO.replace("c run", 'c run="off"')
    part = HELLO.replace("c run", 'c file="part.c"')
    other = '```yaml title="file.yml"\nrun: name\n```\n'

    site = build_site({**UNMARKED, "more.md": switched_off + part + other})

    assert site.error is None
    assert started == []
    assert not list((tmp_path / ".cache").rglob("compilers.json"))


@pytest.mark.usefixtures("sandbox")
def test_prose_and_titles_do_not_run_a_block_again(build_site: BuildSite) -> None:
    build_site({"index.md": HELLO})

    changed = HELLO.replace("c run", 'c run title="new" show="output source" hl_lines="1"')
    site = build_site({"index.md": f"# New\n\nprose\n\n{changed}"})

    assert site.closing_line.endswith("0 run, 1 cached, 0 failed")


@pytest.mark.usefixtures("sandbox")
def test_a_changed_program_is_run_again(build_site: BuildSite) -> None:
    build_site({"index.md": HELLO})

    site = build_site({"index.md": HELLO.replace("hello", "goodbye")})

    assert "goodbye</code>" in site.html()
    assert site.closing_line.endswith("1 run, 0 cached, 0 failed")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "config", [{"cache": False}, {"execute": "always"}], ids=["no cache", "always"]
)
def test_results_need_not_be_used_again(build_site: BuildSite, config: dict[str, Any]) -> None:
    build_site({"index.md": HELLO})

    site = build_site(config={"plugins": [{"c-runner": config}]})

    assert site.closing_line.endswith("1 run, 0 cached, 0 failed")


@pytest.mark.usefixtures("sandbox")
def test_a_damaged_cache_is_a_miss(build_site: BuildSite, tmp_path: Path) -> None:
    build_site({"index.md": HELLO})
    for entry in (tmp_path / ".cache").rglob("*.json"):
        entry.write_bytes(entry.read_bytes()[:40])

    site = build_site()

    assert OUTPUT in site.html()
    assert site.error is None


@pytest.mark.usefixtures("sandbox")
def test_code_from_files_is_run(build_site: BuildSite, tmp_path: Path) -> None:
    (tmp_path / "hello.c").write_text('#include <stdio.h>\nint main(void)\n{\n\tputs("a\tb");\n}\n')
    (tmp_path / "part.md").write_text(HELLO)
    page = '```c run\n--8<-- "hello.c"\n```\n\n--8<-- "part.md"\n'
    extensions = ["pymdownx.superfences", {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}]

    site = build_site({"index.md": page}, {"markdown_extensions": extensions})

    assert "a\tb</code>" in site.html()
    assert OUTPUT in site.html()
    assert site.closing_line.endswith("2 blocks: 2 run, 0 cached, 0 failed")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.usefixtures("sandbox")
def test_front_matter_may_come_from_another_plugin(build_site: BuildSite) -> None:
    """Material's `meta` gives it to all pages of a directory."""
    page = HELLO.replace("puts", 'printf("%ld ", __STDC_VERSION__), puts')
    pages = {
        "index.md": page,
        "old/.meta.yml": "c_runner:\n  std: c99\n  flags: [-DA]\n",
        "old/all.md": f"{page}\n{HELLO}",
        "old/one.md": f"---\nc_runner:\n  std: c11\n---\n{page.replace('C_VERSION__', 'C_VERSION__ + A')}",
        "off/.meta.yml": "c_runner:\n  enabled: false\n",
        "off/page.md": HELLO,
        "wrong/.meta.yml": "c_runner:\n  stdd: c99\n",
        "wrong/page.md": HELLO,
    }

    options = {"c-runner": {"on_mistake": "warn"}}
    site = build_site(pages, {"plugins": [options, "material/meta"]})

    assert "201710 hello" in site.html()
    assert "199901 hello" in site.html("old/all")
    assert "201113 hello" in site.html("old/one")
    assert "data-verdict" not in site.html("off/page")
    assert site.log[0].startswith(
        'WARNING docs/wrong/page.md:1:1: warning: c_runner: a page has no option "stdd"'
    )
    assert site.closing_line == "INFO 5 blocks: 5 run, 0 cached, 0 failed, 1 mistake"


@pytest.mark.usefixtures("sandbox")
def test_a_blog_renders_its_posts_again_and_runs_nothing_twice(build_site: BuildSite) -> None:
    """Material's blog renders every post for the index, the archive and each category."""
    post = "---\ndate: 2026-01-0{}\ncategories: [C]\n---\n# Post\n\n{}\n<!-- more -->\n\n{}"
    pages = {
        "index.md": "# Home\n",
        "blog/index.md": "# Blog\n",
        "blog/posts/one.md": post.format(1, HELLO, HELLO.replace("hello", "rest")),
        "blog/posts/two.md": post.format(2, HELLO, HELLO.replace("puts", "int unused; puts")),
    }
    config = {"theme": {"name": "material", "font": False}, "plugins": ["blog", "c-runner"]}

    site = build_site(pages, config)

    assert site.html("blog").count(OUTPUT) == 2
    assert site.closing_line.endswith("4 blocks: 4 run, 0 cached, 0 failed")
    assert sum("unused variable" in line for line in site.log) == 1


def test_settings_come_from_the_environment(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RUN_C", "never")
    build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"on_failure": "warn"}}]})
    text = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(text.replace("on_failure: warn", "execute: !ENV RUN_C"))
    loaded = load_config(str(tmp_path / "mkdocs.yml"))

    assert loaded.plugins["c-runner"].config.execute == "never"
