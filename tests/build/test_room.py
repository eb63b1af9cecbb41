"""The code of other blocks that a page shows."""

from __future__ import annotations

from markdown import Markdown

from mkdocs_c_runner.build.room import Room


def test_a_block_is_told_of_those_before_it_on_its_page_and_counts_once() -> None:
    room, page, other = Room(), Markdown(), Markdown()

    assert room.of(page, "one")("program", 10) == 10
    assert room.of(page, "two")("program", 5) == 15
    assert room.of(page, "two")("changes", 1) == 1
    assert room.of(page, "one")("program", 10) == 10
    assert room.of(page, "three")("program", 1) == 16
    assert room.of(other, "one")("program", 2) == 2
