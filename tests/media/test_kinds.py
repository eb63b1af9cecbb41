"""The kinds of results: options, checks and pages take all of them from one table."""

from __future__ import annotations

import pytest

from mkdocs_c_runner import media
from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.ran import Checked, Ran
from mkdocs_c_runner.engine.result import Outcome
from mkdocs_c_runner.html.block import render
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.markup import Markup, element, trusted
from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.kind import Canvas, Kind, Reading
from mkdocs_c_runner.program.snippet import Snippet

from ..html.blocks import SOURCE, options, ran, stage
from ..html.shown import PLACE

DECODED: list[bytes] = []


def decode(data: bytes, reading: Reading) -> list[str]:
    DECODED.append(data)
    if not data.startswith(b"[") or reading.header:
        raise NotAResult("it printed no list")
    return data.decode().strip("[]\n").split(",")


def draw(items: list[str], canvas: Canvas) -> Markup:
    return element("ul", *(element("li", item) for item in items), title=canvas.alt or None)


@pytest.fixture(autouse=True)
def new_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that is not among ours. Its allowed name alone is read when the options are."""
    monkeypatch.setitem(media.KINDS, "list", Kind("a list", decode, draw))
    monkeypatch.setattr("mkdocs_c_runner.fence.parsers.RESULTS", ("text", *media.KINDS))
    DECODED.clear()


def checked(printed: str) -> Checked:
    """A block that printed this."""
    snippet = Snippet("", options(result="list", alt="Fruit"), PLACE)
    return check(Ran.of(snippet, Outcome(ran(stage(("stdout", printed))), "run")))


def html_of(block: Checked) -> str:
    """The HTML of a block."""
    return str(render([block], lambda: Source(trusted(SOURCE)), "name", words("en")).html)


def test_a_kind_is_a_line_in_the_table() -> None:
    block = checked("[<a>,b]\n")

    assert block.is_as_expected
    assert '<ul title="Fruit"><li>&lt;a&gt;</li><li>b</li></ul>' in html_of(block)


def test_output_that_is_not_of_its_kind_is_a_failure_and_shown_as_text() -> None:
    block = checked("<b>\n")

    assert block.failure is not None
    assert block.failure.reason == (
        "The block was expected to print a list, but it printed no list. "
        'result="text" shows what it printed.'
    )
    assert "&lt;b&gt;" in html_of(block)


def test_output_is_decoded_once() -> None:
    html_of(checked("[a]\n"))

    assert DECODED == [b"[a]\n"]
