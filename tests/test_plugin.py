"""What the plugin does to a site: sites that are really built, mostly with the real sandbox."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from mkdocs_c_runner.engine.toolchain import identity
from mkdocs_c_runner.fence.parsers import PARTS

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
def test_serve_shows_a_failure_and_goes_on(build_site: BuildSite) -> None:
    site = build_site({"index.md": "```c run\nint main(void) { return 3; }\n```\n"}, serve=True)

    assert site.error is None
    assert "Exited with status 3." in site.html()
    assert "This block was expected to end with status 0." in site.html()
    assert site.log[0].startswith("WARNING docs/index.md:1:1: error: The block was expected to")


@pytest.mark.usefixtures("sandbox")
def test_a_failing_build_writes_no_page(build_site: BuildSite, tmp_path: Path) -> None:
    site = build_site({"index.md": "```c run\nint main(void) { return 3; }\n```\n"})

    assert site.error
    assert not (tmp_path / "site" / "index.html").exists()


@pytest.mark.usefixtures("sandbox")
def test_warnings_can_fail_the_build(build_site: BuildSite) -> None:
    page = "Text.\n\n```c run\nint main(void)\n{\n    int unused;\n}\n```\n"

    site = build_site({"index.md": page}, {"plugins": [{"c-runner": {"on_warning": "fail"}}]})

    assert site.log[0].startswith("ERROR docs/index.md:6:9: error: unused variable")
    assert site.error


def test_without_bubblewrap_the_build_ends_before_the_first_page(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "defpath", "/nowhere")
    monkeypatch.setattr("mkdocs_c_runner.engine.sandbox.bwrap._FURTHER_PATH", "/nowhere")

    site = build_site({"index.md": f"Text.\n\n{HELLO}"})

    assert site.error
    assert site.log[0].startswith(
        "ERROR docs/index.md:3:1: error: bubblewrap (bwrap) is not installed.\nInstall it: "
    )


def test_without_the_compiler_the_build_ends_before_the_first_page(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")

    site = build_site({"index.md": HELLO})

    assert site.error
    assert "error: The compiler gcc is not installed in /nowhere.\nInstall it: " in site.log[0]


def test_all_missing_compilers_are_in_one_message(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")
    pages = {
        "index.md": HELLO.replace("run", 'run compiler="clang"'),
        "other.md": HELLO.replace("run", 'run compiler="tcc gcc"'),
    }

    site = build_site(pages)

    assert site.error
    reason = "The compilers clang, tcc and gcc are not installed in /nowhere.\nInstall them: "
    assert f"docs/index.md:1:1: error: {reason}" in site.log[0]


def test_a_machine_without_either_builds_a_site_without_marked_blocks(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")

    assert build_site(UNMARKED).error is None


def test_an_option_that_there_is_not_is_named_and_the_site_built(
    build_site: BuildSite, caplog: pytest.LogCaptureFixture
) -> None:
    site = build_site(UNMARKED, {"plugins": [{"c-runner": {"tiemout": 3}}]})

    assert "Unrecognised configuration name: tiemout" in caplog.text
    assert "index.html" in site.files()


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


SLIPS = {
    "an option": HELLO.replace("c run", 'c run stdn="3"'),
    "a fence": HELLO.replace("c run", "c run timeout=2"),
    "a page": f"---\nc_runner:\n  stdd: c99\n---\n{HELLO}",
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("slip", SLIPS)
def test_a_mistake_ends_a_build_and_stands_on_the_page_in_serve(
    build_site: BuildSite, slip: str
) -> None:
    built = build_site({"index.md": SLIPS[slip]})
    served = build_site(serve=True)
    html = served.html()
    disabled = build_site(config={"plugins": [{"c-runner": {"enabled": False}}]})

    assert built.error
    assert re.match(r"ERROR docs/index\.md:\d:1: error: ", built.log[0])
    assert served.error is None
    assert re.match(r"WARNING docs/index\.md:\d:1: warning: ", served.log[0])
    assert '<p class="c-runner-problem">' in html
    assert disabled.error is None


@pytest.mark.usefixtures("sandbox")
def test_a_fence_that_another_plugin_brings_in_is_looked_at(
    build_site: BuildSite, tmp_path: Path
) -> None:
    (tmp_path / "hook.py").write_text(
        "from pathlib import Path\n"
        "def on_page_markdown(markdown, page, config, files):\n"
        "    part = Path(config.docs_dir, 'part.txt').read_text()\n"
        "    return markdown.replace('{% include-markdown \"part.txt\" %}', part)\n"
    )
    pages = {
        "part.txt": "Text.\n\n```c run timeout=2\nint x;\n```\n",
        "index.md": '{% include-markdown "part.txt" %}\n',
    }

    site = build_site(pages, {"hooks": [str(tmp_path / "hook.py")]})

    assert site.log[0] == (
        "ERROR docs/part.txt:3:1: error: Markdown does not accept this fence: ```c run timeout=2 - "
        'write: ```c run timeout="2"'
    )


def test_places_count_the_front_matter(build_site: BuildSite) -> None:
    page = "---\ntitle: x\n---\n\n```c run\nint main(void) { return 3; }\n```\n"

    assert build_site({"index.md": page}).log[0].startswith("ERROR docs/index.md:5:1: ")


@pytest.mark.usefixtures("sandbox")
def test_a_prelude_has_its_place_in_a_configuration_that_is_inherited(
    build_site: BuildSite, tmp_path: Path
) -> None:
    prelude = "int first;\n        int second = third;\n"
    (tmp_path / "base.yml").write_text(
        f"plugins:\n  c-runner:\n    prelude: |\n        {prelude}", encoding="utf-8"
    )

    site = build_site({"index.md": HELLO}, {"INHERIT": "base.yml", "plugins": {}})

    assert site.log[0].startswith("ERROR base.yml:5:22: error: ")


class TestStyleSheet:
    """The style sheet is linked where it is used, and before the site's own."""

    pattern = re.compile(r'href="([^"]+\.css)"')
    theme = '{% for path in config.extra_css %}<link href="{{ path }}">{% endfor %}'

    def linked(self, build_site: BuildSite, tmp_path: Path, page: str, css: str) -> list[str]:
        (tmp_path / "theme2").mkdir()
        (tmp_path / "theme2" / "main.html").write_text(self.theme)
        config = {
            "theme": {"name": None, "custom_dir": str(tmp_path / "theme2")},
            "plugins": [{"c-runner": {"css": css}}],
            "extra_css": ["mine.css"],
        }
        site = build_site({"index.md": page, "mine.css": ""}, config)
        paths = self.pattern.findall(site.html())
        assert all(path in site.files() for path in paths)
        return paths

    @pytest.mark.usefixtures("sandbox")
    def test_in_a_site_with_a_block(self, build_site: BuildSite, tmp_path: Path) -> None:
        paths = self.linked(build_site, tmp_path, HELLO, "auto")
        assert paths == ["assets/c-runner/c-runner.css", "mine.css"]

    def test_not_in_one_without(self, build_site: BuildSite, tmp_path: Path) -> None:
        assert self.linked(build_site, tmp_path, "text", "auto") == ["mine.css"]

    def test_always(self, build_site: BuildSite, tmp_path: Path) -> None:
        assert len(self.linked(build_site, tmp_path, "text", "on")) == 2

    @pytest.mark.usefixtures("sandbox")
    def test_never(self, build_site: BuildSite, tmp_path: Path) -> None:
        assert self.linked(build_site, tmp_path, HELLO, "off") == ["mine.css"]

    @pytest.mark.usefixtures("sandbox")
    def test_it_has_a_file_as_media_files_have(self, build_site: BuildSite, tmp_path: Path) -> None:
        """Plugins ask where media files come from; that of Material for projects is one of them."""
        (tmp_path / "hook.py").write_text(
            "def on_env(env, config, files):\n"
            "    for file in files.media_files():\n"
            "        assert file.abs_src_path.endswith('.css'), file.src_uri\n"
            "on_env.mkdocs_priority = -100\n"
        )
        site = build_site({"index.md": HELLO}, {"hooks": [str(tmp_path / "hook.py")]})

        assert site.error is None
        assert "assets/c-runner/c-runner.css" in site.files()


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("timeout", "soon", '\'soon\': must be a time such as "2" or "500ms".'),
        ("memory", -1, '-1: must be a size such as "64M".'),
        ("show", ["kitchen"], f"'kitchen': must be one of {', '.join(PARTS)}."),
        ("labels", {"outptu": "x"}, "There is no label 'outptu'"),
        ("labels", {"exited": "{nothing}"}, "The label 'exited' may only use the fields"),
        ("compiler", "msvc", "'msvc': must be one or several of gcc, clang, tcc."),
        ("allowed_flags", ["("], "'(': missing ), unterminated subpattern"),
    ],
)
def test_wrong_settings_are_named(
    build_site: BuildSite, option: str, value: object, message: str
) -> None:
    site = build_site({"index.md": ""}, {"plugins": [{"c-runner": {option: value}}]})

    assert site.error
    assert any(f"option '{option}'" in line and message in line for line in site.log)


@pytest.mark.usefixtures("sandbox")
def test_labels_can_be_replaced(build_site: BuildSite) -> None:
    config = {"plugins": [{"c-runner": {"labels": {"output": "Ausgabe <&>"}}}]}

    html = build_site({"index.md": HELLO}, config).html()

    assert 'aria-label="Ausgabe &lt;&amp;&gt;"' in html
    assert '<p class="c-runner-label">Ausgabe &lt;&amp;&gt;</p>' in html


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


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(("manner", "level"), [("fail", "error"), ("warn", "warning")])
def test_github_shows_a_failure_beside_its_line(
    build_site: BuildSite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    manner: str,
    level: str,
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    page = '```c run\n#include <stdio.h>\nint main(void) { puts("::set-env x"); return 3; }\n```\n'

    build_site({"index.md": page}, {"plugins": [{"c-runner": {"on_failure": manner}}]})

    (said,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert said.startswith(f"::{level} file=docs/index.md,line=1,col=1,title=c-runner::The block")


def test_settings_come_from_the_environment(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RUN_C", "never")
    build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"on_failure": "warn"}}]})
    text = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(text.replace("on_failure: warn", "execute: !ENV RUN_C"))
    loaded = load_config(str(tmp_path / "mkdocs.yml"))

    assert loaded.plugins["c-runner"].config.execute == "never"


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("theme", "label"),
    [
        ({"name": "mkdocs", "locale": "fr"}, "Sortie"),
        ({"name": "readthedocs", "locale": "pt_BR"}, "Saída"),
        ({"name": "material", "language": "zh-TW", "font": False}, "輸出"),
        ({"name": "material", "font": False}, "Output"),
    ],
)
def test_labels_are_in_the_language_of_the_theme(
    build_site: BuildSite, theme: dict[str, object], label: str
) -> None:
    site = build_site({"index.md": HELLO}, {"theme": theme})

    assert f'<p class="c-runner-label">{label}</p>' in site.html()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_each_language_of_a_site_has_its_labels(build_site: BuildSite, theme: str) -> None:
    """Of a site that is built once for each of its languages, the theme's language changing in between."""
    languages = [
        {"locale": "en", "name": "English", "default": True},
        {"locale": "de", "name": "Deutsch"},
        {"locale": "fr", "name": "Français"},
    ]
    config = {
        "theme": {"name": theme, "font": False},
        "plugins": [{"i18n": {"languages": languages}}, "c-runner"],
    }

    site = build_site({f"index{tag}.md": HELLO for tag in ("", ".de", ".fr")}, config)

    for page, label in {"index": "Output", "de": "Ausgabe", "fr": "Sortie"}.items():
        assert f'<p class="c-runner-label">{label}</p>' in site.html(page)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("directories", [True, False])
def test_pictures_are_found_wherever_their_block_is_shown(
    build_site: BuildSite, *, directories: bool
) -> None:
    """On its page, and on those where a blog shows the post again, each at another depth."""
    draw = '```c run result="image"\nint puts(const char *);\nint main(void) { puts("P1 1 1 1"); }\n```\n'
    post = f"---\ndate: 2026-01-01\ncategories: [Drawn]\n---\n# Post\n\n{draw}\n<!-- more -->\n"
    site = build_site(
        {
            "index.md": "# Home\n",
            "sub/deep/page.md": draw,
            "blog/index.md": "",
            "blog/posts/a.md": post,
        },
        {
            "theme": {"name": "material", "font": False},
            "plugins": ["blog", "c-runner"],
            "use_directory_urls": directories,
        },
    )

    root = site.directory / "site"
    pages = {
        path: re.findall(r'<img src="([^"]*c-runner[^"]*)"', path.read_text("utf-8"))
        for path in root.rglob("*.html")
    }
    shown = {path.relative_to(root).parts[0] for path, images in pages.items() if images}
    assert sum(map(len, pages.values())) >= 5
    assert "blog" in shown
    for path, images in pages.items():
        for image in images:
            assert (path.parent / image).is_file()
