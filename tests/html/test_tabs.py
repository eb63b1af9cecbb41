"""Parts and compilers as tabs, in a real browser: no script, every theme, the keyboard, paper, no style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..conftest import BuildSite, served

PARTS = """```c run layout="tabs" show="source output preprocessed"
#include <stdio.h>
int main(void) { puts("hello"); }
```
"""
SETS_OF_FLAGS = """```c run flags="-DNAME=One | -DNAME=Two" show="source output preprocessed" layout="tabs"
#include <stdio.h>
#define TEXT(x) #x
#define STRING(x) TEXT(x)
int main(void) { puts(STRING(NAME)); }
```
"""
PAGE = f"{PARTS}\nThe same again:\n\n{PARTS}\n{SETS_OF_FLAGS}"

THEMES: dict[str, Any] = {
    "material": {"name": "material", "font": False},
    "mkdocs": {"name": "mkdocs"},
    "readthedocs": {"name": "readthedocs"},
}


WIDTHS = (1280, 390)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the browser."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("theme", THEMES)
def test_tabs_in_every_theme(page: Page, build_site: BuildSite, theme: str) -> None:
    site = build_site({"index.md": PAGE}, {"theme": THEMES[theme]})
    assert site.error is None

    with served(site.directory / "site") as address:
        for width in WIDTHS:
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            one, other, flags = page.locator(".c-runner-tabs:not(.c-runner-panel *)").all()
            # One panel of each is open, the first.
            expect(one.locator(".c-runner-panel").nth(0)).to_be_visible()
            expect(one.get_by_text("hello", exact=True)).to_be_hidden()
            # The pointer opens another one; of these tabs alone.
            one.get_by_text("Output", exact=True).click()
            expect(one.get_by_text("hello", exact=True)).to_be_visible()
            expect(one.locator(".c-runner-panel").nth(0)).to_be_hidden()
            expect(other.get_by_text("hello", exact=True)).to_be_hidden()
            # So does the keyboard, and what is named on the tab is what is read out.
            other.get_by_role("radio", name="Source").focus()
            page.keyboard.press("ArrowRight")
            expect(other.get_by_role("radio", name="Output")).to_be_focused()
            expect(other.get_by_text("hello", exact=True)).to_be_visible()
            # Tabs in tabs.
            flags.get_by_text("gcc -DNAME=Two").click()
            expect(flags.get_by_text("Two", exact=True)).to_be_visible()
            expect(flags.get_by_text("One", exact=True)).to_be_hidden()
            # The labels stand in rows above the panel, and nothing hangs out.
            boxes = page.evaluate(
                """() => [...document.querySelectorAll('.c-runner-tabs')]
                  .filter(tabs => tabs.offsetParent).map(tabs => {
                    const bottoms = [...tabs.querySelectorAll(':scope > label')]
                      .map(label => label.getBoundingClientRect().bottom);
                    const panel = [...tabs.querySelectorAll(':scope > .c-runner-panel')]
                      .find(item => item.offsetParent).getBoundingClientRect();
                    return [Math.max(...bottoms), panel.top, panel.right, innerWidth];
                  })"""
            )
            assert all(bottom <= top and right <= width for bottom, top, right, width in boxes)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            # On paper all of them stand.
            page.emulate_media(media="print")
            for panel in page.locator(".c-runner-panel").all():
                expect(panel).to_be_visible()


@pytest.mark.usefixtures("sandbox")
def test_without_a_style_sheet_all_panels_stand_below_their_labels(
    page: Page, build_site: BuildSite
) -> None:
    site = build_site({"index.md": PAGE}, {"plugins": [{"c-runner": {"css": "off"}}]})

    with served(site.directory / "site") as address:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            tops = page.evaluate(
                """() => [...document.querySelectorAll('.c-runner-tabs label, .c-runner-panel')]
                    .map(node => node.getBoundingClientRect().top)"""
            )
            for panel in page.locator(".c-runner-panel").all():
                expect(panel).to_be_visible()
            assert tops == sorted(tops)


@pytest.mark.usefixtures("sandbox")
def test_tabs_need_nothing_that_a_strict_policy_forbids(build_site: BuildSite) -> None:
    html = build_site({"index.md": PAGE}).html()

    assert "c-runner-tabs" in html
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", html)


@pytest.mark.usefixtures("sandbox")
def test_tabs_are_called_the_same_in_every_build_and_differently_in_every_block(
    build_site: BuildSite,
) -> None:
    pages = {"index.md": PAGE, "other.md": PAGE}
    first = build_site(pages)
    files = first.files()
    again = build_site()

    assert again.files() == files
    identities = re.findall(r'<input [^>]*id="(.*?)"', first.html() + first.html("other"))
    assert len(identities) == 2 * (3 + 3 + 2 + 2 * 2)
    assert len(set(identities)) == len(identities)
