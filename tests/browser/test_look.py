"""The playground on the screen and on paper, in every theme, and for readers who do not see it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..look.conftest import HIGHLIGHT_JS
from ..look.test_accessibility import AXE
from .conftest import THEMES
from .reader import Reader

SEARCH = """async () => {
  const include = ['.c-runner-workbench', '.result.c-runner'];
  const {violations} = await axe.run({include}, {resultTypes: ['violations']});
  return violations.flatMap(violation => violation.nodes.map(
    node => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""

pytestmark = pytest.mark.usefixtures("fake")


def opened(browser: Browser, address: str, **more: Any) -> Page:
    """A page of a site."""
    context = browser.new_context(**{"bypass_csp": True, "reduced_motion": "reduce", **more})
    context.add_init_script(HIGHLIGHT_JS)
    page = context.new_page()
    page.goto(address)
    return page


def darken(page: Page) -> None:
    """Tells the themes that have a switch of their own."""
    page.evaluate("""() => {
      document.body.dataset.mdColorScheme = 'slate';
      document.documentElement.dataset.bsTheme = 'dark';
    }""")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(
    theme: str, scheme: Any, browser: Browser, sites: dict[str, str]
) -> None:
    page = opened(browser, sites[theme], color_scheme=scheme)
    if scheme == "dark":
        darken(page)
    page.evaluate(AXE)
    found = page.evaluate(SEARCH)
    reader = Reader(page, 1)
    reader.edit()

    found += page.evaluate(SEARCH)
    reader.write(
        '#include <stdio.h>\n/* x */ #define A 1.5\nstatic int f(char c) { return "a\\n"[0]; }'
    )
    reader.code.press("ControlOrMeta+f")
    found += page.evaluate(SEARCH)
    reader.code.press("ControlOrMeta+a")
    page.keyboard.press("Escape")
    reader.write('puts("a") scanf')
    reader.press("Run")
    expect(reader.typing).to_be_focused()
    found += page.evaluate(SEARCH)
    reader.typing.press("Control+d")
    reader.write("wrong")
    reader.press("Run")
    expect(page.locator(".cm-finding")).to_be_visible()
    found += page.evaluate(SEARCH)

    assert not found, "\n\n".join(found)
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", THEMES)
def test_the_editor_takes_the_place_of_the_source(
    theme: str, width: int, browser: Browser, sites: dict[str, str]
) -> None:
    page = opened(browser, sites[theme], viewport={"width": width, "height": 800})
    before = page.locator(".highlight").first.bounding_box()
    reader = Reader(page)
    reader.edit()
    reader.write("int x; /* " + "long " * 60 + "*/")

    editor = page.locator(".c-runner-workbench > .c-runner").bounding_box()
    figure = reader.figure.bounding_box()
    assert before is not None
    assert editor is not None
    assert figure is not None
    assert abs(editor["x"] - before["x"]) <= 1
    assert abs(editor["width"] - before["width"]) <= 1
    assert abs(editor["y"] - before["y"]) <= 8
    assert abs(editor["y"] + editor["height"] - figure["y"]) <= 2
    assert editor["x"] + editor["width"] <= width
    page.context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_paper_has_the_code_and_no_tools(
    theme: str, browser: Browser, sites: dict[str, str]
) -> None:
    page = opened(browser, sites[theme])
    reader = Reader(page)
    reader.edit()
    reader.write("int edited;")
    page.emulate_media(media="print")

    expect(reader.code).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(page.locator("header button").count())
    expect(page.get_by_label("Arguments")).to_be_hidden()
    expect(reader.output).to_be_visible()
    page.context.close()


def test_forced_colors_show_which_file_is_open_and_where_a_mistake_is(
    browser: Browser, sites: dict[str, str]
) -> None:
    page = opened(browser, sites["bare"], forced_colors="active")
    reader = Reader(page, 1)
    reader.edit()
    reader.write("wrong")
    reader.press("Run")
    expect(page.locator(".cm-finding")).to_be_visible()

    open_tab, other = (
        tab.evaluate("node => getComputedStyle(node).borderBottomColor")
        for tab in page.get_by_role("tab").all()
    )
    assert open_tab != other
    assert page.locator(".cm-marked").evaluate("n => getComputedStyle(n).borderLeftWidth") == "3px"
    page.context.close()


def test_nothing_moves_by_itself(browser: Browser, sites: dict[str, str]) -> None:
    page = opened(browser, sites["bare"])
    reader = Reader(page)
    reader.edit()

    moving = page.evaluate("""() => {
      const root = document.querySelector('.c-runner-editor').shadowRoot;
      return [...document.querySelectorAll('.c-runner-workbench *'), ...root.querySelectorAll('*')]
        .flatMap(node => node.getAnimations()).length;
    }""")

    assert moving == 0
    page.context.close()
