"""Recalls the blocks of pages that are kept as a whole, as SuperFences hands over their fences."""

from __future__ import annotations

from functools import partial

from ..engine.job import Job
from ..pages.found import Header
from ..pages.source_page import SourcePage
from ..pages.superfences import Call
from ..place import Place
from .highlight import Highlighter
from .kept_blocks import KeptBlocks
from .kept_whole import WholeBlock, WholePages
from .numbering import Numbering
from .placed import Noted, Placed, Recalled, identity_of


class Recalling:
    """Recalls blocks of pages that were not scanned.

    Args:
        blocks: Keeps the blocks.
        pages: Knows what a scan of their pages would find.
        numbering: Names the fences of the build.
    """

    def __init__(self, blocks: KeptBlocks, pages: WholePages, numbering: Numbering) -> None:
        self._blocks = blocks
        self._pages = pages
        self._numbering = numbering

    def block(
        self,
        page: SourcePage,
        call: Call,
        highlighter: Highlighter,
        key: tuple[Header, str],
        number: int,
    ) -> Placed | None:
        """Return a block as an earlier build has rendered it; None if its page has to be read after all.

        Args:
            page: The page.
            call: The fence.
            highlighter: Highlights its source.
            key: Its header and its source.
            number: How many equal fences were rendered before.
        """
        found = self._pages.block(page, *key, number)
        if found is None or page.uri is None:
            return None
        name = self._numbering.name(call.md, page.uri, call.source)
        block = self._blocks.block_of(page.uri, found.result, found.options, name, highlighter)
        before = block.recall() if block else None
        if before is None:
            self._numbering.take_back(call.md, call.source)
            return None
        recalled = self._recalled(page, found)
        return Placed((), before[0], found.opening, page.path, recalled=recalled)

    def _recalled(self, page: SourcePage, found: WholeBlock) -> Recalled:
        noted = Noted(page.path, partial(self._job_at, page, found.place), found.result.key)
        return Recalled(identity_of(found.place, page.path, "", found.job), noted)

    def _job_at(self, page: SourcePage, place: Place) -> Job:
        """Return the job of the block at a place of a page, which is read for that."""
        return self._pages.snippet_at(page, place).job
