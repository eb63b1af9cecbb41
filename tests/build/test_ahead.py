"""Blocks are started ahead of their pages, in the order of these, each once."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.build import ahead as module
from mkdocs_c_runner.build.ahead import Ahead
from mkdocs_c_runner.pages.source_page import SourcePage

PAGES = [SourcePage(f"{number}.md", f"docs/{number}.md") for number in range(6)]


class Started:
    """Takes the pages whose blocks are started, two on each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
        monkeypatch.setattr(module, "_MOST", most)
        self.pages: list[SourcePage] = []
        self.ahead = Ahead(self._start)

    def _start(self, page: SourcePage) -> int:
        self.pages.append(page)
        return 2

    @property
    def numbers(self) -> str:
        return "".join(str(PAGES.index(page)) for page in self.pages)


def test_as_many_are_started_as_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch, most=4)

    started.ahead.begin(PAGES)

    assert started.numbers == "01"
    assert started.ahead.waiting == PAGES[2:]


def test_others_follow_when_pages_are_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch, most=4)
    started.ahead.begin(PAGES)

    for page in PAGES[:3]:
        started.ahead.needs(page)
        started.ahead.has_rendered(page)
        started.ahead.has_rendered(page)  # once more, in another language

    assert started.numbers == "01234"


def test_a_page_that_is_rendered_out_of_turn_is_started_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = Started(monkeypatch, most=4)
    started.ahead.begin(PAGES)

    for page in reversed(PAGES):
        started.ahead.needs(page)
        started.ahead.has_rendered(page)

    assert started.numbers == "015432"
    assert not started.ahead.waiting


def test_a_page_of_many_is_started_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch, most=1)
    started.ahead.begin(PAGES)

    assert started.numbers == "0"


def test_a_page_that_nobody_has_read_before_is_no_concern(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch, most=4)

    started.ahead.needs(PAGES[0])
    started.ahead.has_rendered(PAGES[0])

    assert started.numbers == ""
