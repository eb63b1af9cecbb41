"""Pictures of memory in a browser, under the strictest policy: they scroll in place, and readers step through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from mkdocs_c_runner.html import style_sheet
from mkdocs_c_runner.html.memory.stepper import SCRIPT

from ..conftest import served
from ..html.memory.blocks import html_of
from ..html.memory.pictures import BUGS, LIST, VALUES, pushed
from .conftest import POLICY, OpenPage
from .test_accessibility import AXE

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Memory</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="c-runner.css"><main><h1>Memory</h1>{}</main></html>"""

SEARCH = """async () => (await axe.run({resultTypes: ['violations']})).violations.flatMap(
  violation => violation.nodes.map(node => `${violation.id}: ${node.failureSummary}`))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("memory")
    steps = html_of(pushed(3), b"30\r\n20\r\n10\r\n", script="memory.js")
    pictures = replace(pushed(1), steps=False, snapshots=(LIST, BUGS, VALUES))
    (directory / "steps.html").write_text(PAGE.format(steps), "utf-8")
    (directory / "pictures.html").write_text(PAGE.format(html_of(pictures)), "utf-8")
    (directory / "c-runner.css").write_text(style_sheet.text(), "utf-8")
    (directory / "memory.js").write_bytes(SCRIPT.read_bytes())
    with served(directory, POLICY) as found:
        yield found


@pytest.fixture
def stepper(address: str, open_page: OpenPage) -> Page:
    page = open_page()
    page.goto(f"{address}/steps.html")
    return page


def seen(page: Page, text: str) -> bool:
    return page.locator("svg text", has_text=text).first.is_visible()


def test_it_begins_with_the_first_step(stepper: Page) -> None:
    expect(stepper.locator("output")).to_contain_text("Step 1/22 · Next line 16: ")
    expect(stepper.get_by_role("button", name="Back")).to_be_disabled()
    assert seen(stepper, "main")
    assert not seen(stepper, "heap#1")


def test_buttons_keys_and_the_slider_go_from_step_to_step(stepper: Page) -> None:
    said = stepper.locator("output")
    slider = stepper.get_by_role("slider", name="Step")

    stepper.get_by_role("button", name="Forward").click()
    expect(said).to_contain_text("Step 2/22")
    stepper.get_by_role("button", name="Forward").press("ArrowRight")
    expect(said).to_contain_text("Step 3/22")
    slider.press("ArrowRight")
    expect(said).to_contain_text("Step 4/22")
    stepper.locator(".c-runner-memory").press("ArrowLeft")
    expect(said).to_contain_text("Step 3/22")
    stepper.get_by_role("button", name="Back").click()
    expect(said).to_contain_text("Step 2/22")
    slider.fill("22")
    expect(stepper.get_by_role("button", name="Forward")).to_be_disabled()


def test_pieces_the_line_and_the_output_follow(stepper: Page) -> None:
    slider = stepper.get_by_role("slider", name="Step")
    slider.fill("5")

    expect(stepper.locator("output")).to_contain_text("new: points to heap#1")
    assert seen(stepper, "heap#1")
    assert not seen(stepper, "heap#2")
    expect(stepper.locator(".c-runner-now")).to_have_attribute("data-line", "9")
    slider.fill("20")
    assert seen(stepper, "heap#3")
    assert not seen(stepper, "push")
    expect(stepper.locator(".c-runner-so-far")).to_have_text("30\n20\n")
    expect(stepper.locator(".c-runner-now")).to_have_attribute("data-line", "20")


def test_a_script_that_runs_again_changes_nothing(stepper: Page) -> None:
    """Where pages change without being loaded, the script of each runs when its content is put in."""
    stepper.get_by_role("slider", name="Step").fill("5")
    stepper.evaluate("""() => new Promise(done => {
      const script = document.createElement('script');
      script.src = 'memory.js';
      script.onload = done;
      document.querySelector('main').append(script);
    })""")

    stepper.get_by_role("button", name="Forward").click()
    expect(stepper.locator("output")).to_contain_text("Step 6/22")


def test_without_a_script_the_last_step_and_the_table_are_seen(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{address}/steps.html")

    assert not page.locator(".c-runner-bar").is_visible()
    assert seen(page, "heap#3")
    assert not seen(page, "push")
    page.locator("summary").click()
    expect(page.locator("table tr")).to_have_count(23)


@pytest.mark.parametrize("name", ["steps", "pictures"])
def test_a_picture_scrolls_in_its_place(name: str, address: str, open_page: OpenPage) -> None:
    page = open_page(width=390)
    page.goto(f"{address}/{name}.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    scrolls = "element => element.scrollWidth > element.clientWidth"
    assert page.locator(".c-runner-memory").first.evaluate(scrolls)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["steps", "pictures"])
def test_axe_finds_nothing(name: str, scheme: str, address: str, open_page: OpenPage) -> None:
    page = open_page(scheme, bypass_csp=True)
    page.goto(f"{address}/{name}.html")
    if scheme == "dark":
        page.add_style_tag(content="html { background: #222; color: #ddd }")
    for summary in page.locator("summary").all():
        summary.click()
    page.evaluate(AXE)

    assert page.evaluate(SEARCH) == []


def test_forced_colors_are_those_of_the_system(address: str, open_page: OpenPage) -> None:
    page = open_page(bypass_csp=True)
    page.emulate_media(forced_colors="active")
    page.goto(f"{address}/pictures.html")
    page.add_style_tag(content=".c-runner { --cr-paper: #222; --cr-grey: #444; --cr-line: #333 }")

    fills = """kind => [...new Set([...document.querySelectorAll(`.c-runner-memory ${kind}`)].map(
      item => getComputedStyle(item).fill))]"""
    assert set(page.evaluate(fills, "rect")) <= {"rgb(255, 255, 255)", "none"}
    assert page.evaluate(fills, "text") == ["rgb(0, 0, 0)"]


def test_texts_stay_in_their_cells(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/pictures.html")

    beyond = page.evaluate("""() => [...document.querySelectorAll('svg > g')].flatMap(group => {
      const box = group.querySelector('rect').getBoundingClientRect();
      return [...group.querySelectorAll('text')].filter(text => {
        const {left, right} = text.getBoundingClientRect();
        return left < box.left - 1 || right > box.right + 1;
      }).map(text => text.textContent);
    })""")
    assert beyond == []
