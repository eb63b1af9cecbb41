"""Readers edit blocks and run them, in real browsers, under a strict policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage
from .fake_server import PATIENCE, FakeServer
from .reader import Reader


def test_a_reader_edits_runs_and_goes_back(
    open_page: OpenPage, sites: dict[str, str], fake: FakeServer
) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    expect(reader.page.locator(".highlight").first).to_be_hidden()

    reader.type('int main(void) { puts("changed"); }')
    reader.code.press("ControlOrMeta+Enter")

    expect(reader.output).to_have_text("changed")
    assert fake.requests[-1]["files"][0]["text"] == 'int main(void) { puts("changed"); }'
    assert "block" not in fake.requests[-1]
    reader.press("Reset")
    expect(reader.output).to_have_text("hello")
    expect(reader.code).to_contain_text('puts("hello")')
    reader.figure.get_by_role("button", name="Edit and run").click()
    expect(reader.page.locator(".highlight").first).to_be_visible()
    expect(reader.workbench).to_have_count(0)


def test_a_program_gets_what_is_typed_into_it(open_page: OpenPage, sites: dict[str, str]) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    reader.write('puts("name?") scanf')
    reader.press("Run")

    field = reader.figure.get_by_role("textbox", name="Input of the program")
    expect(field).to_be_focused()
    expect(reader.said).to_contain_text("waits for input")
    field.press_sequentially("Ada")
    field.press("Enter")
    expect(reader.output).to_contain_text("got Ada")
    expect(reader.figure.locator("kbd")).to_have_text("Ada\n")
    field.press("Control+d")

    expect(field).to_have_count(0)
    expect(reader.output).to_have_text("name?\nAda\ngot Ada\n")
    expect(reader.code).to_be_focused()


def test_an_endless_program_is_stopped(
    open_page: OpenPage, sites: dict[str, str], fake: FakeServer
) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    reader.write('puts("tick") for (;;)')
    reader.press("Run")
    expect(reader.output).to_have_text("tick")
    expect(reader.workbench.get_by_role("button", name="Run", exact=True)).to_be_disabled()

    reader.press("Stop")

    expect(reader.said).to_have_text("Stopped.")
    assert fake.ended.get(timeout=PATIENCE)
    expect(reader.workbench.get_by_role("button", name="Run", exact=True)).to_be_focused()


def test_a_page_that_goes_away_ends_its_program(
    open_page: OpenPage, sites: dict[str, str], fake: FakeServer
) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    reader.write('puts("tick") for (;;)')
    reader.press("Run")
    expect(reader.output).to_have_text("tick")

    reader.page.goto(f"{sites['bare']}/other/")

    assert fake.ended.get(timeout=PATIENCE)


def test_one_block_runs_at_a_time(
    open_page: OpenPage, sites: dict[str, str], fake: FakeServer
) -> None:
    page = open_page(sites["bare"])
    first = Reader(page)
    first.edit()
    first.write('puts("tick") for (;;)')
    first.press("Run")
    expect(first.output).to_have_text("tick")
    page.locator(".result.c-runner").nth(1).get_by_role("button", name="Edit and run").click()
    second = page.locator(".c-runner-workbench").nth(1)
    expect(second.locator(".cm-content")).to_be_focused()

    page.keyboard.press("ControlOrMeta+Enter")

    assert fake.ended.get(timeout=PATIENCE)
    expect(page.locator(".c-runner-said").first).to_have_text("Stopped.")
    expect(page.locator(".result.c-runner").nth(1).locator("pre code")).to_have_text("ab")


def test_a_mistake_stands_at_its_line_and_is_announced(
    open_page: OpenPage, sites: dict[str, str]
) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    reader.type("int x;\n\nwrong\nint y;")
    reader.press("Run")

    marked = reader.page.locator(".cm-line.cm-error")
    expect(marked).to_have_text("wrong")
    expect(reader.page.locator(".cm-finding")).to_have_text("Error: not C")
    expect(reader.said).to_contain_text("1 error: main.c:3: not C.")
    expect(reader.output).to_have_text("main.c:3: error: not C")
    reader.write("int main(void) {}")
    reader.press("Run")
    expect(marked).to_have_count(0)


def test_files_of_one_program_are_tabs_and_hidden_lines_are_folded(
    open_page: OpenPage, sites: dict[str, str], fake: FakeServer
) -> None:
    reader = Reader(open_page(sites["bare"]), 1)
    reader.edit()
    expect(reader.code.get_by_role("button", name="4 lines hidden")).to_be_visible()
    expect(reader.code).not_to_contain_text("twice.h")

    reader.page.get_by_role("tab", name="main.c").press("ArrowRight")
    expect(reader.page.get_by_role("tab", name="twice.h")).to_be_focused()
    expect(reader.code).to_contain_text("return 2 * n")
    reader.write("int twice(int n) { return 3 * n; }")
    reader.press("Run")

    expect(reader.output).to_have_text("ab")
    files = fake.requests[-1]["files"]
    assert files[0]["text"].count("c-runner: hide") == 2
    assert files[1] == {
        "name": "twice.h",
        "text": "int twice(int n) { return 3 * n; }",
        "edited": False,
    }
    reader.code.press("ControlOrMeta+z")
    expect(reader.code).to_contain_text("return 2 * n")


def test_arguments_and_input_have_fields(
    open_page: OpenPage, sites: dict[str, str], fake: FakeServer
) -> None:
    reader = Reader(open_page(sites["bare"]), 2)
    reader.edit()
    expect(reader.workbench.get_by_label("Input")).to_have_value("3 4\n")

    reader.workbench.get_by_label("Arguments").fill("-n 'two words'")
    reader.workbench.get_by_label("Input").fill("5\n")
    reader.press("Run")

    expect(reader.figure.locator("pre code").last).to_contain_text("-ntwo words5")
    assert fake.requests[-1]["args"] == ["-n", "two words"]
    assert fake.requests[-1]["stdin"] == "5\n"


def test_a_block_is_copied_as_a_fence(open_page: OpenPage, sites: dict[str, str]) -> None:
    reader = Reader(open_page(sites["bare"]), 2)
    reader.page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    reader.edit()
    reader.write("int main(void) {}")
    reader.workbench.get_by_label("Arguments").fill("it\\'s")
    reader.workbench.get_by_label("Input").fill('say "7"\n')

    reader.press("Copy as fence")

    expect(reader.said).to_have_text("Copied.")
    assert reader.page.evaluate("copied") == (
        '```c run stdin=\'say "7"\\n\' show="source output" layout="tabs" args="it\\\'s"\n'
        "int main(void) {}\n```\n"
    )


def test_the_built_output_stands_where_the_server_cannot_be_reached(
    open_page: OpenPage, sites: dict[str, str]
) -> None:
    page = open_page(sites["bare"], allowed="rror|Cross-Origin")
    page.route("**/run", lambda route: route.abort())
    reader = Reader(page)
    reader.edit()
    reader.press("Run")

    expect(reader.said).to_contain_text("cannot be reached")
    expect(reader.output).to_have_text("hello")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("busy", "The server is busy. Try again in 7 seconds."),
        ("refused", "This flag is not allowed."),
    ],
)
def test_a_server_that_refuses_says_why(
    source: str, sentence: str, open_page: OpenPage, sites: dict[str, str]
) -> None:
    reader = Reader(open_page(sites["bare"], allowed="rror"))
    reader.edit()
    reader.write(source)
    reader.press("Run")

    expect(reader.said).to_have_text(sentence)
    expect(reader.output).to_have_text("hello")


def test_a_preview_saves(open_page: OpenPage, sites: dict[str, str], fake: FakeServer) -> None:
    reader = Reader(open_page(sites["preview"], allowed="409"))
    reader.edit()
    reader.write("new")

    reader.press("Save")

    expect(reader.said).to_have_text("Saved.")
    saved = fake.saved[-1]
    assert saved["before"].startswith("#include <stdio.h>\nint main(void)")
    assert saved["after"] == "new"
    assert saved["block"]["page"] == "index.md"
    assert fake.tokens[-1] == "secret"
    reader.write("old")
    reader.press("Save")
    expect(reader.said).to_have_text("It has changed.")
    assert fake.saved[-1]["before"] == "new"


def test_a_published_page_saves_nothing(open_page: OpenPage, sites: dict[str, str]) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()

    expect(reader.workbench.get_by_role("button", name="Save")).to_have_count(0)


def test_two_tabs_of_the_browser_do_not_disturb_each_other(
    open_page: OpenPage, sites: dict[str, str]
) -> None:
    readers = [Reader(open_page(sites["bare"])) for _ in range(2)]
    for number, reader in enumerate(readers):
        reader.page.bring_to_front()
        reader.edit()
        reader.write(f'puts("tab {number}") scanf')
        reader.press("Run")
    for number, reader in enumerate(readers):
        field = reader.figure.get_by_role("textbox")
        field.fill(str(number))
        field.press("Enter")
    for number, reader in enumerate(readers):
        expect(reader.output).to_contain_text(f"tab {number}\n{number}\ngot {number}")


def test_tab_indents_and_has_a_way_out(open_page: OpenPage, sites: dict[str, str]) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    reader.write("x")
    reader.code.press("Home")
    reader.code.press("Tab")
    expect(reader.code).to_have_text("    x")

    reader.code.press("Escape")
    reader.code.press("Tab")

    expect(reader.workbench.get_by_label("Arguments")).to_be_focused()
    reader.page.keyboard.press("Shift+Tab")
    expect(reader.code).to_be_focused()


def test_one_searches_in_the_language_of_the_page(
    open_page: OpenPage, sites: dict[str, str]
) -> None:
    reader = Reader(open_page(sites["bare"]))
    reader.edit()
    reader.code.press("ControlOrMeta+f")

    expect(reader.page.get_by_role("textbox", name="Find")).to_be_focused()
    expect(reader.page.get_by_role("button", name="Next")).to_be_visible()
