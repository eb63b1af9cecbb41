"""Usual blocks are rendered once, and no page shows a block as it was before something changed."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.build import kept_blocks
from mkdocs_c_runner.build.fences import Fences
from mkdocs_c_runner.build.kept_html import is_safe

from ..conftest import BuildSite, Site
from .conftest import CACHE, blocks_in, kept, page_of

CASES = tomllib.loads(
    Path(__file__).with_suffix(".toml").with_stem("kept_blocks").read_text("utf-8")
)

SOURCE = '<div class="highlight"><pre><span></span><code>int x;\n</code></pre></div>'
HARMLESS = [
    "",
    '<div class="result c-runner" data-verdict="ok" role="group" aria-label="Output">\n</div>',
    '<p class="c-runner-label">Output</p>\n',
    '<pre class="c-runner-output" id="c-runner-0a-text-1"><code class="nohighlight">a &lt; b\n</code></pre>',
    '<p class="c-runner-elsewhere" data-search-exclude><a href="https://godbolt.org/clientstate/eyJ-_w=="></a></p>',
    '<div class="c-runner-head">\n<p class="c-runner-label">Output</p></div>',
]
HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">one</p>',
    '<a href="javascript:alert(1)">one</a>',
    '<a href="https://example.org/">one</a>',
    '<a href="https://godbolt.org/clientstate/../../x">one</a>',
    '<p style="position: fixed">one</p>',
    '<p class="mermaid">graph</p>',
    '<p class="c-runner-label md-dialog">one</p>',
    '<p id="main">one</p>',
    '<pre class="c-runner-output" data-copy="rm -rf ~">ls</pre>',
    "<details><summary>All that follows</summary>",
    "<p",
    "a < b",
    "\x02wzxhzdk:0\x03",
]


@pytest.mark.parametrize("html", HARMLESS)
def test_what_looks_like_a_blockis_safe(html: str) -> None:
    assert is_safe(SOURCE, html)


@pytest.mark.parametrize("html", HARMFUL)
def test_what_could_do_more_is_not(html: str) -> None:
    assert not is_safe(SOURCE, html)
    assert not is_safe(html, "")


def settings_of(case: Mapping[str, Any], *, later: bool) -> dict[str, Any]:
    """The settings of a site before and after a change."""
    options = {**case.get("settings", {}), **(case.get("later", {}) if later else {})}
    highlight = case.get("highlight" if later else "highlight_before", {})
    config: dict[str, Any] = {
        "plugins": [{"c-runner": options}],
        "markdown_extensions": [
            "attr_list",
            {"pymdownx.highlight": highlight},
            "pymdownx.superfences",
        ],
    }
    if later and "theme" in case:
        config["theme"] = {"name": None, **case["theme"]}
    return config


@pytest.mark.usefixtures("sandbox")
class TestSites:
    @pytest.mark.parametrize("case", CASES["change"], ids=lambda case: case["name"])
    def test_are_as_if_built_for_the_first_time(
        self,
        case: dict[str, Any],
        build_as_later: Callable[..., Site],
        tmp_path: Path,
        recalled: list[str],
    ) -> None:
        build_as_later({"index.md": page_of(case["page"])}, settings_of(case, later=False))
        build_as_later()
        build_as_later(config=settings_of(case, later=False))
        recalled.clear()

        config = settings_of(case, later=True)
        site = build_as_later({"index.md": page_of(case["after"])}, config)
        assert site.error is None, site.log
        html, found = site.html(), len(recalled)
        for path in (tmp_path / CACHE / "blocks").glob("*.blocks"):
            path.unlink()

        assert build_as_later(config=config).html() == html
        assert found == case["recalled"]

    @pytest.mark.parametrize("case", CASES["unusual"], ids=lambda case: case["name"])
    def test_keep_no_other_block(
        self, case: dict[str, Any], build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        build_as_later({"index.md": page_of(case["page"])})
        build_as_later()

        assert [blocks for path in kept(tmp_path) if (blocks := blocks_in(path))] == []

    def test_that_did_not_change_read_no_result(
        self,
        build_as_later: Callable[..., Site],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        pages = {
            "index.md": page_of("HELLO one\n\nHELLO two\n"),
            "other.md": page_of("HELLO one\n"),
        }
        build_as_later(pages)
        before = build_as_later()

        def run(*_: object, **__: object) -> None:
            raise AssertionError("a block was read, checked and rendered")

        monkeypatch.setattr(Fences, "_run", run)
        site = build_as_later()

        assert site.files() == before.files()
        assert site.closing_line == "INFO 3 blocks: 0 run, 3 cached, 0 failed"

    def test_keep_no_block_whose_result_is_so_new_that_it_could_be_written_again(
        self, build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kept_blocks, "_TICK", 1000)
        for _ in range(2):
            build_site({"index.md": page_of("HELLO one\n")})

        assert kept(tmp_path) == []

    @pytest.mark.parametrize("html", [*HARMFUL, None, ["one"]])
    def test_believe_no_other_html(
        self, html: object, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        build_as_later({"index.md": page_of("HELLO one\n")})
        before = build_as_later().html()
        (path,) = kept(tmp_path)
        first, _, whole = path.read_text().partition("\n")
        page = json.loads(first)
        ((key, places),) = page["blocks"].items()
        begin, seam, end, about = places
        others: list[tuple[Any, str]] = [
            ([html, seam, end, about], whole),
            ([begin, seam, end, {**about, "browser": {"program": html}}], whole),
            ([begin, seam, end, html], whole),
            ([-5, seam, end, about], whole),
            ([seam, begin, end, about], whole),
            ([begin, seam, end + 1, about], whole),
            (html, whole),
        ]
        if isinstance(html, str):
            more = len(html)
            others += [
                ([begin, seam + more, end + more, about], f"{html}{whole}"),
                ([begin, seam, end + more, about], f"{whole[:seam]}{html}{whole[seam:]}"),
            ]
        for changed, text in others:
            page["blocks"] = {key: changed}
            page["about"][1] = hashlib.sha256(text.encode()).hexdigest()
            path.write_text(f"{json.dumps(page)}\n{text}")

            assert build_as_later().html() == before

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', "\0", "\n", "{}\n{}"])
    def test_make_what_a_broken_file_does_not_hold(
        self, text: str, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        build_as_later({"index.md": page_of("HELLO one\n")})
        before = build_as_later().html()
        (path,) = kept(tmp_path)
        path.write_text(text)

        assert build_as_later().html() == before
        assert len(blocks_in(path)) == 1

    @pytest.mark.parametrize("left", [0, 1, 100, -300, -1])
    def test_make_what_a_file_that_is_cut_off_does_not_hold(
        self, left: int, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        """By a machine that lost its power: the HTML of a block could be missing, or a part of it."""
        build_as_later({"index.md": page_of("HELLO one\n\nHELLO two\n")})
        before = build_as_later().html()
        (path,) = kept(tmp_path)
        first, _, html = path.read_bytes().partition(b"\n")
        path.write_bytes(b"%s\n%s" % (first, html[:left]))
        assert build_as_later().html() == before

        path.write_bytes(b"%s\n%s" % (first, bytes(len(html))))
        assert build_as_later().html() == before

    def test_forget_what_a_page_no_longer_has(
        self, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        build_as_later({"index.md": page_of("HELLO one\n\nHELLO two\n")})
        build_as_later()
        build_as_later({"index.md": page_of("HELLO two\n")})

        (path,) = kept(tmp_path)
        assert len(blocks_in(path)) == 1
        assert len(json.loads(path.read_text().partition("\n")[0])["results"]) == 1

    def test_of_another_version_render_anew(
        self,
        build_as_later: Callable[..., Site],
        monkeypatch: pytest.MonkeyPatch,
        recalled: list[str],
    ) -> None:
        build_as_later({"index.md": page_of("HELLO one\n")})
        build_as_later()
        monkeypatch.setattr(kept_blocks, "version_of_package", lambda: "another")
        build_as_later()

        assert recalled == []
