"""Compiler messages between the lines of a source, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..conftest import BuildSite, served

SOURCE = """int main(void)
{
    int first; /* wide: the quick brown fox jumps over the lazy dog, and again over the lazy dog */
    return second
}"""
BLOCK = f'```c run diagnostics="inline" expect="compile-error" HEADER\n{SOURCE}\n```\n'

MATERIAL: dict[str, Any] = {
    "theme": {"name": "material", "font": False, "features": ["content.code.copy"]},
    "markdown_extensions": [
        "pymdownx.superfences",
        {"pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"}},
    ],
}


THEMES: dict[str, dict[str, Any]] = {
    "material": MATERIAL,
    "mkdocs": {"theme": {"name": "mkdocs"}},
    "readthedocs": {"theme": {"name": "readthedocs"}},
}

WARNED = """```c run diagnostics="inline" HEADER
#include <stdio.h>
int main(void)
{
    int unused; /* wide: the quick brown fox jumps over the lazy dog, and again over the lazy dog, and again */
    puts("hello");
}
```
"""

WIDTHS = (1280, 390)
LAYOUTS = ("stack", "tabs")

# Whether a note is in sight, beneath its line, within the edges of the source, and whole.
LAID_OUT = """() => {
  const code = document.querySelector('.highlight pre > code, pre.highlight > code');
  const note = code.querySelector('.c-runner-finding');
  const [outer, inner] = [code.closest('pre'), note].map(node => node.getBoundingClientRect());
  const remark = note.querySelector('.c-runner-remark');
  const line = document.createRange();
  line.selectNode(note.previousSibling);
  return {
    seen: note.checkVisibility() && inner.height > 0,
    beneath: inner.top >= line.getBoundingClientRect().bottom - inner.height / 2,
    within: inner.left >= outer.left - 1 && inner.right <= outer.right + 1,
    whole: remark.scrollWidth <= remark.clientWidth && remark.getBoundingClientRect().right <= inner.right,
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the browser that may use the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("style", ["table", "pymdownx-inline", ""])
def test_notes_stand_beneath_their_lines(page: Page, build_site: BuildSite, style: str) -> None:
    """Each beneath its line and above the next, no line moved from its number, and none of it copied."""
    header = 'linenums="1"' if style else ""
    MATERIAL["markdown_extensions"][1]["pymdownx.highlight"]["linenums_style"] = style or None
    site = build_site({"index.md": BLOCK.replace("HEADER", header)}, MATERIAL)
    assert site.error is None

    with served(site.directory / "site") as address:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            page.evaluate("navigator.clipboard.writeText('')")
            tops = page.evaluate(
                """() => [...document.querySelectorAll('.highlight code > span')].map(node =>
                    [node.id || node.dataset.severity, node.getBoundingClientRect().top])"""
            )
            names = [name for name, _ in tops]
            lines = [f"__span-0-{number}" for number in range(1, 6)]
            assert names == [*lines[:3], "warning", lines[3], "error", "error", lines[4]]
            assert [top for _, top in tops] == sorted(top for _, top in tops)
            if style == "table":
                numbers = page.evaluate(
                    """() => [...document.querySelectorAll('.linenos a')].map(node =>
                        node.getBoundingClientRect().top)"""
                )
                shown = [top for name, top in tops if name in lines]
                assert numbers == pytest.approx(shown, abs=2)
            code = page.locator(".highlight pre > code")
            code.hover()
            code.locator("xpath=..").get_by_role("button").click()
            expect(page.locator(".md-dialog")).to_contain_text("Copied")
            assert page.evaluate("navigator.clipboard.readText()") == SOURCE
            page.evaluate(
                """() => getSelection().selectAllChildren(document.querySelector('.highlight code'))"""
            )
            page.keyboard.press("Control+c")
            assert "Error" not in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("theme", THEMES)
def test_notes_stand_in_the_source_in_every_theme_in_tabs_and_on_paper(
    page: Page, build_site: BuildSite, theme: str
) -> None:
    """On paper they are there whichever tab was open."""
    header = 'layout="{}" show="source output"'
    pages = {f"{name}.md": WARNED.replace("HEADER", header.format(name)) for name in LAYOUTS}
    site = build_site({"index.md": "# Index", **pages}, THEMES[theme])
    assert site.error is None
    laid_out = dict.fromkeys(("seen", "beneath", "within", "whole"), True)

    with served(site.directory / "site") as address:
        for layout, width in product(LAYOUTS, WIDTHS):
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}/{layout}/")
            assert page.evaluate(LAID_OUT) == laid_out
            if layout == "tabs":
                page.locator(".c-runner-tabs").get_by_text("Output", exact=True).click()
                expect(page.locator(".c-runner-finding")).to_be_hidden()
            page.emulate_media(media="print")
            assert page.evaluate(LAID_OUT) == laid_out
