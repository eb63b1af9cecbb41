"""Sources are highlighted once, and no page shows how one was highlighted before something changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pymdownx.superfences import SuperFencesBlockPreprocessor

from mkdocs_c_runner.build.highlight_cache import HighlightCache
from mkdocs_c_runner.engine.store.json_files import JsonStore

from ..conftest import BuildSite

KEPT = ".cache/plugin/c-runner/highlighted"
HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'
NUMBERED = HELLO.replace("c run", 'c run linenums="1" title="first.c" hl_lines="2"')

HARMLESS = [
    "",
    "plain &lt;text&gt;",
    '<div class="highlight"><pre><span></span><code><span class="kt">int</span>\n</code></pre></div>',
    '<table class="highlighttable"><tr><th colspan="2" class="filename">a.c</th></tr></table>',
    '<table class="highlighttable"><tr><td class="linenos"><a href="#__codelineno-0-1">1</a></td></tr></table>',
    '<span id="__span-0-1"><a id="__codelineno-0-1" name="__codelineno-0-1"></a></span>',
]
HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<span onclick="alert(1)">int</span>',
    '<span class="a"onclick="alert(1)">int</span>',
    '<a href="javascript:alert(1)">int</a>',
    '<a href="https://example.org">int</a>',
    '<span style="position: fixed">int</span>',
    '<div id="main">int</div>',
    "<span",
    "a < b",
    "\x02wzxhzdk:0\x03",
]


def stored(directory: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(directory.glob("*.json"))]


class TestPages:
    def remembers(self, cache: Path, html: str) -> bool:
        """Whether some HTML is taken from the cache, when something else would be made now."""
        first = HighlightCache(cache, JsonStore())
        first.recall("index.md", ["int"], lambda: html)
        first.keep("index.md")
        now = HighlightCache(cache, JsonStore())
        return now.recall("index.md", ["int"], lambda: f"not {html}") == html

    @pytest.mark.parametrize("html", HARMLESS)
    def test_remember_what_looks_like_code(self, html: str, tmp_path: Path) -> None:
        assert self.remembers(tmp_path, html)

    @pytest.mark.parametrize("html", HARMFUL)
    def test_do_not_remember_what_could_do_more(self, html: str, tmp_path: Path) -> None:
        assert not self.remembers(tmp_path, html)

    @pytest.mark.parametrize("html", [*HARMFUL, None, 1, ["int"]])
    def test_believe_no_other_file(self, html: object, tmp_path: Path) -> None:
        assert self.remembers(tmp_path, "int")
        (path,) = (tmp_path / "highlighted").glob("*.json")
        entry = json.loads(path.read_text())
        entry["sources"] = dict.fromkeys(entry["sources"], html)
        path.write_text(json.dumps(entry))

        pages = HighlightCache(tmp_path, JsonStore())

        assert pages.recall("index.md", ["int"], lambda: "made") == "made"

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 0}', '{"version": 1}', "\0"])
    def test_make_what_a_broken_file_does_not_hold(self, text: str, tmp_path: Path) -> None:
        assert self.remembers(tmp_path, "int")
        (path,) = (tmp_path / "highlighted").glob("*.json")
        path.write_text(text)

        assert self.remembers(tmp_path, "int")

    def test_forget_what_a_page_no_longer_has(self, tmp_path: Path) -> None:
        pages = HighlightCache(tmp_path, JsonStore())
        pages.recall("index.md", ["int"], lambda: "int")
        pages.keep("index.md")
        pages.recall("index.md", ["long"], lambda: "long")
        pages.keep("index.md")

        (entry,) = stored(tmp_path / "highlighted")

        assert list(entry["sources"].values()) == ["long"]

    def test_keep_nothing_of_a_page_that_nobody_knows(self, tmp_path: Path) -> None:
        pages = HighlightCache(tmp_path, JsonStore())
        pages.recall(None, ["int"], lambda: "int")
        pages.keep("index.md")

        assert not list(tmp_path.rglob("*.json"))


@pytest.fixture
def highlighted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are really highlighted."""
    sources: list[str] = []
    original = SuperFencesBlockPreprocessor.highlight

    def highlight(self: Any, src: str = "", *arguments: Any, **options: Any) -> Any:
        sources.append(src)
        return original(self, src, *arguments, **options)

    monkeypatch.setattr(SuperFencesBlockPreprocessor, "highlight", highlight)
    return sources


@pytest.mark.usefixtures("sandbox")
class TestSites:
    def test_that_did_not_change_highlight_nothing(
        self, build_site: BuildSite, highlighted: list[str]
    ) -> None:
        first = build_site({"index.md": HELLO + NUMBERED, "notes/other.md": HELLO})
        pages = first.html(), first.html("notes/other")
        assert len(highlighted) == 3
        highlighted.clear()

        again = build_site()

        assert (again.html(), again.html("notes/other")) == pages
        assert highlighted == []

    def test_that_changed_highlight_what_changed(
        self, build_site: BuildSite, highlighted: list[str]
    ) -> None:
        build_site({"index.md": HELLO + NUMBERED})
        highlighted.clear()

        site = build_site({"index.md": HELLO + NUMBERED.replace("hello", "changed")})

        assert len(highlighted) == 1
        assert "changed" in highlighted[0]
        assert site.html().count("changed") == 2

    @pytest.mark.parametrize(
        "options",
        [
            {"linenums": True, "anchor_linenums": True, "line_spans": "__span"},
            {"linenums": True, "linenums_style": "pymdownx-inline"},
            {"pygments_lang_class": True},
            {"auto_title": True},
            {"noclasses": True},
            {"use_pygments": False},
        ],
        ids=lambda options: next(iter(options)),
    )
    def test_with_other_settings_are_as_if_built_for_the_first_time(
        self, options: dict[str, Any], build_site: BuildSite, tmp_path: Path
    ) -> None:
        pages = {"index.md": HELLO + "Text.\n\n" + NUMBERED}
        extensions = [{"pymdownx.highlight": options}, "pymdownx.superfences"]
        before = build_site(pages, {"markdown_extensions": ["pymdownx.superfences"]}).html()
        other = build_site(config={"markdown_extensions": extensions}).html()
        again = build_site(config={"markdown_extensions": extensions}).html()
        for path in (tmp_path / KEPT).glob("*.json"):
            path.unlink()

        assert build_site(config={"markdown_extensions": extensions}).html() == other == again
        assert other != before

    def test_with_a_block_before_others_number_their_lines_anew_and_highlight_nothing(
        self, build_site: BuildSite, tmp_path: Path, highlighted: list[str]
    ) -> None:
        options = {"linenums": True, "anchor_linenums": True, "line_spans": "__span"}
        config = {
            "markdown_extensions": [{"pymdownx.highlight": options}, "pymdownx.superfences"],
        }
        build_site({"index.md": HELLO}, config)
        highlighted.clear()
        later = build_site({"index.md": f"```c\nint x;\n```\n\n{HELLO}"}, config).html()
        assert highlighted == ["int x;"]
        for path in (tmp_path / KEPT).glob("*.json"):
            path.unlink()

        assert build_site(config=config).html() == later
        assert later.count('id="__span-1-1"') == 1

    def test_without_a_cache_keep_nothing(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"cache": False}}]})

        assert not (tmp_path / ".cache").exists()
