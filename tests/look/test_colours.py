"""Every colour of a program can be read on every ground, in every theme, light and dark."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from mkdocs_c_runner.check.ran import Mismatch
from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.html import style_sheet

from ..html.shown import PLACE, html_of, shown
from .conftest import OpenPage
from .example import THEMES

CSS = style_sheet.written()

# What the style sheet asks before it computes with colours.
COMPUTES = "@supports (color: oklch"


def _every_colour() -> str:
    """A figure with every text colour on every ground, plainly, faintly, reversed; typed text, messages, statuses."""
    plain = ["", *map(str, range(30, 38)), *map(str, range(90, 98))]
    grounds = ["", *map(str, range(40, 48)), *map(str, range(100, 108))]
    text = "".join(
        f"\x1b[{';'.join(filter(None, codes))}mx\x1b[0m"
        for codes in product(("", "2", "7"), plain, grounds)
    )
    messages = "".join(f"main.c:1:1: {kind}: x\n  |  ^\n" for kind in ("error", "warning", "note"))
    segments = (Segment("terminal", text.encode()), Segment("stdin", b"typed\n"))
    result = Result.judge(
        Stage(0, None, None, (Segment("stderr", messages.encode()),), 1, truncated=False),
        Stage(3, None, None, segments, 10_000, truncated=True),
        Measured(),
    )
    header = parse({"run": "run", "show": "diagnostics output"}, Options(), Rules())
    missed = Mismatch(PLACE, "be readable", "")
    return html_of(shown(header.options, result, mismatch=missed))


CONTRASTS = """html => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const known = new Map();
  const channels = text => {
    if (!known.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      known.set(text, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(text);
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] / 255 + below[i] * (1 - top[3] / 255));
  const luminance = rgb => rgb.map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => node
    ? over(channels(getComputedStyle(node).backgroundColor), ground(node.parentElement)) : [255, 255, 255];
  const place = document.querySelector('.c-runner') ?? document.body.appendChild(document.createElement('div'));
  place.insertAdjacentHTML('afterend', html);
  return [...place.nextElementSibling.querySelectorAll('p, code, kbd, span')].map(node => {
    const back = ground(node);
    const [high, low] = [over(channels(getComputedStyle(node).color), back), back].map(luminance)
      .sort((a, b) => b - a);
    return [(high + 0.05) / (low + 0.05), `${node.tagName} ${node.className}`];
  });
}"""


def unreadable(page: Page) -> list[Any]:
    """What stands out too little from its ground, by WCAG AA, of all that a figure can have."""
    contrasts = page.evaluate(CONTRASTS, _every_colour())
    assert len(contrasts) > 800
    return sorted(item for item in contrasts if item[0] < 4.5)


@pytest.mark.parametrize("computed", [True, False], ids=["computed", "fixed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_all_colours_can_be_read(
    theme: str, scheme: str, computed: bool, addresses: dict[str, str], open_page: OpenPage
) -> None:
    """Also in browsers that cannot compute with colours, where the theme says whether it is dark."""
    page = open_page(scheme)
    if not computed:
        if (theme, scheme) == ("bare", "dark"):
            pytest.skip("such a browser does not know that the page is dark")
        css = CSS.replace(COMPUTES, "@supports (color: nothing")
        page.route(
            "**/c-runner.css", lambda route: route.fulfill(body=css, content_type="text/css")
        )

    page.goto(f"{addresses[theme]}/manual/display/")

    assert unreadable(page) == []


@pytest.mark.parametrize("primary", ["indigo", "red", "yellow", "white"])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_palette_of_material_makes_no_difference(
    scheme: str, primary: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{addresses['material']}/manual/")
    page.evaluate(
        """([scheme, primary]) => {
          document.body.dataset.mdColorScheme = scheme;
          document.body.dataset.mdColorPrimary = primary;
        }""",
        [scheme, primary],
    )

    assert unreadable(page) == []


@pytest.mark.parametrize(
    ("page_css", "asks_for"),
    [
        ("", "dark"),
        ("body { background: #fff; color: #222 }", "dark"),
        ("body { background: #111; color: #ddd }", "light"),
        (
            "@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ccc } }",
            "dark",
        ),
    ],
    ids=["says nothing", "light", "dark", "dark if asked for"],
)
def test_a_theme_that_nobody_knows_is_as_light_or_dark_as_its_text(
    page_css: str, asks_for: str, open_page: OpenPage
) -> None:
    page = open_page(asks_for)
    page.set_content(f"<style>{page_css}{CSS}</style>")

    assert unreadable(page) == []


def test_forced_colours_keep_reverse_video(open_page: OpenPage) -> None:
    page = open_page(forced_colors="active")
    page.set_content(f"<style>{CSS}</style>{_every_colour()}")

    colours = page.evaluate(
        """() => {
          const style = getComputedStyle(document.querySelector('.c-runner-reverse'));
          return [style.color, style.backgroundColor];
        }"""
    )

    assert colours[0] != colours[1]
    assert "rgba(0, 0, 0, 0)" not in colours
