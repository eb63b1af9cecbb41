"""Starts blocks ahead of the pages that show them: enough to keep all cores busy, and no more.

A block that was started takes memory until its page is rendered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from ..pages.source_page import SourcePage

# The blocks that are started before the first of them is shown. A machine of a hundred cores is busy with them for as
# long as it takes to render as many.
_MOST = 400


class Ahead:
    """The pages of a site whose blocks are to be started.

    Args:
        start: Starts the blocks of a page, and returns their number.
    """

    def __init__(self, start: Callable[[SourcePage], int]) -> None:
        self._start = start
        self._waiting: deque[SourcePage] = deque()
        self._begun: dict[str | None, int] = {}
        self._blocks = 0

    def begin(self, pages: Iterable[SourcePage]) -> None:
        """Start the blocks of the first of these pages, and those of the others as pages are rendered."""
        self._waiting.extend(pages)
        self._go_on()

    def needs(self, page: SourcePage) -> None:
        """Start the blocks of a page that is rendered now, if that has not happened yet."""
        if self._waiting and page.uri not in self._begun:
            self._begin(page)

    def has_rendered(self, page: SourcePage) -> None:
        """Start the blocks of further pages in place of those of a page that was rendered."""
        self._blocks -= self._begun.get(page.uri, 0)
        self._begun[page.uri] = 0
        self._go_on()

    @property
    def waiting(self) -> Sequence[SourcePage]:
        """The pages whose blocks are still to be started."""
        return [page for page in self._waiting if page.uri not in self._begun]

    def _go_on(self) -> None:
        while self._waiting and self._blocks < _MOST:
            page = self._waiting.popleft()
            if page.uri not in self._begun:
                self._begin(page)

    def _begin(self, page: SourcePage) -> None:
        self._begun[page.uri] = self._start(page)
        self._blocks += self._begun[page.uri]
