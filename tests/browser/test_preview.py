"""An author writes a page in the preview of MkDocs: edits, runs, saves, and goes on after the page was built again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ..look.example import BARE, BARE_CSS
from ..test_serve import Server, block, serve, write_site
from .conftest import OpenPage
from .reader import Reader

FIRST = '#include <stdio.h>\nint main(void) { puts("first"); }\n'
SECOND = '#include <stdio.h>\nint main(void) { puts("second"); }\n'
ASKS = '#include <stdio.h>\nint main(void) { int n = 0; scanf("%d", &n); printf("%d\\n", n + 1); }'

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """The Markdown of the page."""
    return tmp_path / "docs" / "index.md"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Server]:
    """A preview of two blocks, one of them in a list."""
    inside = "".join(f"    {line}\n" for line in block(SECOND).splitlines())
    write_site(tmp_path, {"index.md": f"{block(FIRST)}\n- Item\n\n{inside}\nEnd.\n"})
    (tmp_path / "theme" / "main.html").write_text(BARE)
    (tmp_path / "theme" / "bare.css").write_text(BARE_CSS)
    with serve(tmp_path) as server:
        yield server


def test_an_author_edits_runs_and_saves(
    preview: Server, page_file: Path, open_page: OpenPage
) -> None:
    reader = Reader(open_page(preview.address))
    reader.edit()
    reader.write(ASKS)
    reader.press("Run")
    expect(reader.said).to_contain_text("waits for input")
    reader.typing.fill("41")
    reader.typing.press("Enter")
    expect(reader.output).to_have_text("41\n42")
    reader.code.press("Home")

    with reader.page.expect_navigation():  # MkDocs has built the page again
        reader.press("Save")

    expect(reader.output).to_have_text("1")
    expect(reader.code).to_contain_text("n + 1")
    assert block(f"{ASKS}\n") in page_file.read_text("utf-8")
    assert page_file.read_text("utf-8").endswith("\n    ```\n\nEnd.\n")


def test_what_was_not_saved_is_there_after_the_page_was_built_again(
    preview: Server, page_file: Path, open_page: OpenPage
) -> None:
    reader = Reader(open_page(preview.address), 1)
    reader.edit()
    reader.write("int unsaved;")
    reader.workbench.get_by_label("Arguments").fill("a b")
    reader.code.click()

    with reader.page.expect_navigation():
        page_file.write_text(page_file.read_text("utf-8").replace("first", "third"))

    expect(reader.page.locator(".result.c-runner").first).to_contain_text("third")
    expect(reader.code).to_have_text("int unsaved;")
    expect(reader.code).to_be_focused()
    expect(reader.workbench.get_by_label("Arguments")).to_have_value("a b")
    reader.press("Reset")
    expect(reader.code).to_contain_text("second")


def test_a_block_that_was_changed_elsewhere_is_not_overwritten_but_can_be_edited_again(
    preview: Server, page_file: Path, open_page: OpenPage
) -> None:
    reader = Reader(open_page(preview.address, allowed="409"))
    reader.edit()
    reader.write("int unsaved;")

    with reader.page.expect_navigation():
        page_file.write_text(page_file.read_text("utf-8").replace("first", "third"))
    expect(reader.code).to_have_text("int unsaved;")
    reader.press("Save")

    expect(reader.said).to_contain_text("has changed since it was read")
    assert "third" in page_file.read_text("utf-8")

    reader.press("Reset")
    expect(reader.code).to_contain_text("third")
    reader.write("int main(void) { return 0; }")
    with reader.page.expect_navigation():
        reader.press("Save")
    assert block("int main(void) { return 0; }\n") in page_file.read_text("utf-8")


PICTURED = (
    '```c run show="memory"\nint main(void) { int number = 7; return number - number; }\n```\n'
)


@pytest.fixture
def pictured(tmp_path: Path) -> Iterator[Server]:
    """A preview of a block with a picture of its memory."""
    write_site(tmp_path, {"index.md": PICTURED})
    (tmp_path / "theme" / "main.html").write_text(BARE)
    (tmp_path / "theme" / "bare.css").write_text(BARE_CSS)
    with serve(tmp_path) as server:
        yield server


def test_pictures_of_memory_are_those_of_the_program_that_was_edited_and_then_saved(
    pictured: Server, page_file: Path, open_page: OpenPage
) -> None:
    reader = Reader(open_page(pictured.address))
    picture = reader.figure.locator(".c-runner-memory svg")
    expect(picture).to_contain_text("7")
    reader.edit()
    reader.write(PICTURED.splitlines()[1].replace("7", "42"))
    reader.press("Run")
    expect(picture).to_contain_text("42")

    with reader.page.expect_navigation():
        reader.press("Save")

    expect(picture).to_contain_text("42")
    assert page_file.read_text("utf-8") == PICTURED.replace("7", "42")
