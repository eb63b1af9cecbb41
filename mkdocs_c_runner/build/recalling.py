"""Recalls the blocks of pages that are kept as a whole, as SuperFences hands over their fences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markdown import Markdown

from ..engine.job import Job
from ..html.block import Rendered
from ..html.publishing import Publishing
from ..labels import Labels
from ..pages.found import Header
from ..pages.source_page import SourcePage
from ..pages.superfences import Call
from ..place import Place
from .highlight import Highlighter
from .kept_blocks import KeptBlocks
from .kept_requests import read
from .kept_whole import WholeBlock, WholePages
from .numbering import Numbering
from .offered import Offered
from .placed import Noted, Placed, Recalled, identity_of


class Recalling:
    """Recalls blocks of pages that were not scanned.

    Args:
        blocks: Keeps the blocks.
        pages: Knows what a scan of their pages would find.
        numbering: Names the fences of the build.
        offered: The blocks that readers may run.
        labels: Returns the words of the site.
        publishing: Returns what the host can do for the page that a Markdown instance renders.
    """

    def __init__(
        self,
        blocks: KeptBlocks,
        pages: WholePages,
        numbering: Numbering,
        offered: Offered,
        labels: Callable[[], Labels],
        publishing: Callable[[Markdown], Publishing],
    ) -> None:
        self._blocks = blocks
        self._pages = pages
        self._numbering = numbering
        self._offered = offered
        self._labels = labels
        self._publishing = publishing

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
        rendered = self._rendered(page.uri, call, highlighter, found, name)
        if rendered is None:
            self._numbering.take_back(call.md, call.source)
            return None
        recalled = self._recalled(page, found)
        return Placed((), rendered, found.opening, page.path, recalled=recalled)

    def _rendered(
        self, uri: str, call: Call, highlighter: Highlighter, found: WholeBlock, name: str
    ) -> Rendered | None:
        """Return the HTML of a block, with what lets readers run it in their browsers if they do."""
        block = self._blocks.block_of(
            *(uri, found.result, found.options, name, highlighter),
            in_browser=found.program is not None,
        )
        before = block.recall() if block else None
        if before is None:
            return None
        rendered, elsewhere = before
        if elsewhere is None or elsewhere.reason:
            return rendered
        request = read(found.request, call, uri, name)
        publish = self._publishing(call.md).publish
        if request is None:
            return None
        return self._offered.offer_again(elsewhere, request, rendered, self._labels(), publish)

    def _recalled(self, page: SourcePage, found: WholeBlock) -> Recalled:
        noted = Noted(page.path, partial(self._job_at, page, found.place), found.result.key)
        return Recalled(identity_of(found.place, page.path, "", found.job), noted)

    def _job_at(self, page: SourcePage, place: Place) -> Job:
        """Return the job of the block at a place of a page; see `snippet_at`."""
        return self._pages.snippet_at(page, place).job
