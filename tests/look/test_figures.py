"""Source and output are one figure in every theme, on every width, on paper, and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import OpenPage
from .example import THEMES, pages_of

WIDTHS = [1280, 390]

GEOMETRY = """async () => {
await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
return {
  figures: [...document.querySelectorAll('.c-runner')].filter(node => node.offsetParent).map(node => {
    const box = node.getBoundingClientRect();
    const before = node.previousElementSibling;
    const block = before?.matches('.highlight, .highlighttable') && before.getBoundingClientRect();
    const alone = node.matches('.c-runner-alone');
    const above = !alone && block;
    return {
      distance: alone && block ? box.top - block.bottom : null,
      height: box.height, right: box.right - innerWidth,
      gap: above ? box.top - above.bottom : 0,
      left: above ? box.left - above.left : 0, width: above ? box.width - above.width : 0,
      overlaps: [...node.children].filter(child => child.offsetParent).some((child, i, all) =>
        i && child.getBoundingClientRect().top < all[i - 1].getBoundingClientRect().bottom - 1),
    };
  }),
  unreachable: [...document.querySelectorAll('.c-runner *')]
    .filter(node => node.offsetParent && !node.closest('.highlight, .c-runner-html'))
    .filter(node => getComputedStyle(node).overflowX != 'visible')
    .filter(node => node.scrollWidth > node.clientWidth + 1 && node.tabIndex != 0)
    .map(node => node.outerHTML.slice(0, 200)),
  overflow: document.documentElement.scrollWidth - innerWidth,
};}"""


# Copy buttons find their text by its id, which scripts give to elements that have none.
TWICE = """() => [...document.querySelectorAll('.c-runner pre[class^="c-runner-"]')]
  .filter(node => !node.id || document.querySelectorAll(`[id="${node.id}"]`).length > 1)
  .map(node => node.outerHTML.slice(0, 200))"""

# Typed input, colours of messages, notes, and the marks that tie lines to their assembly.
MARKS = ("kbd", ".c-runner-error", ".c-runner-note", ".c-runner-origin", ".c-runner-number")
COUNTS = "marks => marks.map(mark => document.querySelectorAll(`pre code ${mark}`).length)"

# In the theme of the example site all pages are laid out, in others those that have the most to show.
TELLING = ("manual/display/", "manual/expectations/", "manual/places/")


@pytest.mark.parametrize("theme", THEMES)
def test_on_every_page_figures_are_laid_out_ids_are_those_of_one_element_and_marks_stay(
    theme: str, addresses: dict[str, str], example_sites: dict[str, Path], open_page: OpenPage
) -> None:
    """To load a page takes longer than to look at it, so each is loaded once.

    Marks stay where highlight.js does its harm.
    """
    page = open_page("light")
    figures, seen = dict.fromkeys(WIDTHS, 0), dict.fromkeys(MARKS, 0)

    for name in pages_of(example_sites[theme]):
        page.goto(f"{addresses[theme]}/{name}")
        assert page.evaluate(TWICE) == [], name
        for mark, count in zip(MARKS, page.evaluate(COUNTS, MARKS), strict=True):
            seen[mark] += count
        if theme == "material" or name in TELLING:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                figures[width] += laid_out(page, theme, f"{name} {width}")

    assert all(count > 30 for count in figures.values()), figures
    assert all(seen.values()), seen


def laid_out(page: Page, theme: str, name: str) -> int:
    """How many figures there are, whose output stands beneath its source and scrolls within reach of the keyboard."""
    found = page.evaluate(GEOMETRY)
    for figure in found["figures"]:
        assert abs(figure["gap"]) <= 3, name  # Material lets both overlap by two pixels
        assert abs(figure["left"]) <= 1, name
        assert abs(figure["width"]) <= 1, name
        assert figure["height"] > 20, name
        # A block that only shows output does not look as if it were that of the block above.
        assert figure["distance"] is None or figure["distance"] >= 8, name
        assert figure["right"] <= 0, name
        assert not figure["overlaps"], name
    assert found["unreachable"] == [], name
    if theme == "material":
        assert found["overflow"] <= 0, name
    return len(found["figures"])


@pytest.mark.parametrize("theme", THEMES)
def test_the_keyboard_unfolds_without_javascript(
    theme: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page("light", 390, java_script_enabled=False)
    page.goto(f"{addresses[theme]}/manual/display/")
    more = page.locator(".c-runner-more", has_text="Buzz")

    assert not more.locator("code").is_visible()
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    more.locator("code").wait_for(state="visible")


@pytest.mark.parametrize("theme", THEMES)
def test_the_keyboard_scrolls(theme: str, addresses: dict[str, str], open_page: OpenPage) -> None:
    page = open_page("light", 390, bypass_csp=True)
    page.goto(f"{addresses[theme]}/manual/display/")

    page.locator(".c-runner-wide > code").last.focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert page.evaluate("scrollX") == 0


@pytest.mark.parametrize("theme", THEMES)
def test_everything_is_on_paper(theme: str, addresses: dict[str, str], open_page: OpenPage) -> None:
    page = open_page("light", 800)
    page.goto(f"{addresses[theme]}/manual/display/")
    page.emulate_media(media="print")

    cut = page.evaluate(
        """() => [...document.querySelectorAll('.c-runner code, .c-runner p')].filter(node => {
          const box = node.getBoundingClientRect();
          return !node.closest('.highlight, .c-runner-elsewhere')
            && (!node.checkVisibility({contentVisibilityAuto: true}) || !box.height
            || node.scrollWidth > node.clientWidth + 1
            || node.scrollHeight > node.clientHeight + 1);
        }).map(node => node.outerHTML.slice(0, 200))"""
    )

    assert cut == []
    assert all(text.bounding_box() for text in page.locator(".c-runner-more code").all())
    assert not [button for button in page.locator(".c-runner button").all() if button.is_visible()]
    sources = page.locator(".highlight:has(+ .c-runner) button")
    assert not [button for button in sources.all() if button.is_visible()]


def test_a_line_that_is_not_wide_fits_on_a_phone(
    addresses: dict[str, str], open_page: OpenPage
) -> None:
    """What need not scroll is not broken either, in the theme that most sites have."""
    page = open_page("light", 390)
    page.goto(f"{addresses['material']}/manual/display/")
    heights = page.evaluate(
        """() => ['x', 'x'.repeat(40)].map(text => {
          const code = document.querySelector('.c-runner-output:not(.c-runner-wide) > code');
          code.textContent = text;
          return code.clientHeight;
        })"""
    )

    assert heights[0] == heights[1]


@pytest.mark.parametrize("theme", THEMES)
def test_readers_who_listen_get_a_group_behind_its_source(
    theme: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{addresses[theme]}/manual/display/")

    groups = page.get_by_role("group", name="Output").all()
    headings = page.locator(".c-runner :is(h1, h2, h3, h4, h5, h6)").count()
    labels = page.locator(":is(.c-runner, .c-runner-head) > p:first-child").all_inner_texts()

    assert len(groups) > 3
    assert headings == 0
    assert {"Output", "Compiler messages", "Standard output"} <= set(labels)


@pytest.mark.parametrize("theme", THEMES)
def test_typed_input_has_the_size_of_output_and_no_box(
    theme: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{addresses[theme]}/manual/input/")

    looks = page.evaluate(
        """() => [...document.querySelectorAll('.c-runner kbd')].map(node => {
          const [own, around] = [node, node.parentNode].map(one => getComputedStyle(one));
          return [own.borderTopWidth, own.boxShadow, own.fontSize == around.fontSize];
        })"""
    )

    assert looks
    assert all(look == ["0px", "none", True] for look in looks), looks


@pytest.mark.parametrize("theme", THEMES)
def test_forced_colours_show_which_tab_is_open(
    theme: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page(forced_colors="active")
    page.goto(f"{addresses[theme]}/manual/display/")

    colours = page.evaluate(
        """() => {
          const ground = document.body.appendChild(document.createElement('p'));
          ground.style.background = 'Canvas';
          return [...document.querySelectorAll('.c-runner-tabs > input')].map(input => [
            input.checked, getComputedStyle(input.nextElementSibling).borderBottomColor,
            getComputedStyle(ground).backgroundColor]);
        }"""
    )

    assert {checked for checked, _, _ in colours} == {True, False}
    assert all((line != ground) == checked for checked, line, ground in colours)


NUMBERS = """html => {
  document.querySelector('.c-runner').insertAdjacentHTML('beforebegin', html);
  const top = (node, index) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let text;
    while ((text = walker.nextNode())) {
      const at = text.data.indexOf(index);
      if (at < 0) continue;
      range.setStart(text, at);
      range.setEnd(text, at + index.length);
      const box = range.getBoundingClientRect();
      return (box.top + box.bottom) / 2;
    }
  };
  const table = document.querySelector('#numbered');
  return [1, 20].map(number => top(table.querySelector('.linenos'), `${number}.`)
    - top(table.querySelector('code'), `line${number};`));
}"""


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_numbers_stand_beside_their_lines(
    theme: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{addresses[theme]}/manual/display/")
    numbers = "\n".join(f"<span>{number}.</span>" for number in range(1, 21))
    code = "".join(f"line{number};\n" for number in range(1, 21))
    html = (
        '<div class="highlight" id="numbered"><table class="highlighttable"><tr>'
        f'<td class="linenos"><div class="linenodiv"><pre><span></span>{numbers}</pre></div></td>'
        f'<td class="code"><div><pre><span></span><code>{code}</code></pre></div></td></tr></table></div>'
    )

    off = page.evaluate(NUMBERS, html)

    assert all(abs(pixels) < 3 for pixels in off), off


def test_paper_keeps_a_figure_together(addresses: dict[str, str], open_page: OpenPage) -> None:
    page = open_page("light", 800)
    page.goto(f"{addresses['material']}/manual/display/")
    page.emulate_media(media="print")

    breaks = page.evaluate(
        """() => [...document.querySelectorAll('.highlight + .c-runner:not(.c-runner-alone)')].map(node => [
          getComputedStyle(node).breakInside, getComputedStyle(node.previousElementSibling).breakAfter])"""
    )

    assert breaks
    assert all(pair == ["avoid", "avoid"] for pair in breaks)
