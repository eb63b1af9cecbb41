"""The places of blocks on their pages, to which links lead from the programs of which these blocks are a part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .page_files import beside

if TYPE_CHECKING:
    from ..program.assemble import Part
    from .found import FoundFence
    from .pages import Pages
    from .source_page import SourcePage

# A page by its path below the documentation directory, and the name of a block there.
_Key = tuple[str, str]


class Anchors:
    """The ids of the blocks that others use or extend.

    Args:
        pages: The pages with these blocks.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._used: dict[str | None, frozenset[_Key]] = {}
        self._by_path: dict[str, SourcePage] = {}

    def forget(self, page: SourcePage) -> None:
        """Forget what the blocks of a page use: it has changed."""
        self._used.pop(page.uri, None)
        self._by_path.clear()

    def of(self, page: SourcePage, found: FoundFence) -> str | None:
        """Return the id of a block, or None if no block of the pages so far uses it: then its HTML stays as it is."""
        own = _names(page, found)
        keys = {(page.uri or "", name) for name in own}
        if not own or all(keys.isdisjoint(self._used_by(other)) for other in self._pages):
            return None
        if all(self._pages.block(page, name) != found for name in own):
            return None  # an earlier block of the page has its name
        return _id(page, own[0])

    def leading_to(self, part: Part) -> tuple[SourcePage, str] | None:
        """Return the page that shows a block, and its id there; None if it is on no page that was read."""
        if not self._by_path:
            self._by_path = {page.path: page for page in self._pages}
        page = self._by_path.get(part.page)
        found = page and self._pages.block(page, part.name)
        if not page or not found:
            return None
        names = _names(page, found)
        return (page, _id(page, names[0])) if names else None

    def _used_by(self, page: SourcePage) -> frozenset[_Key]:
        """Return the blocks that those of a page name."""
        used = self._used.get(page.uri)
        if used is None:
            used = self._used[page.uri] = frozenset(_references(page))
        return used


def _names(page: SourcePage, found: FoundFence) -> list[str]:
    """Return the names by which others use a block, if readers see anything of it."""
    options = page.header(found).options
    if set(options.display.show) == {"none"} and options.run:
        return []
    return [name for name in (options.names.name, options.names.file) if name]


def _references(page: SourcePage) -> Iterator[_Key]:
    for fence in () if page.kept else page.scanned.fences:  # those that are kept name no other
        names = page.header(fence).options.names
        for reference in (*names.uses, *filter(None, [names.extends])):
            path, _, name = reference.rpartition("#")
            yield beside(page, path) if path else page.uri or "", name


def _id(page: SourcePage, name: str) -> str:
    """Return the id of a block, which is another on each page: a document may show several, as a blog does."""
    digest = hashlib.sha256(repr((page.uri, name)).encode()).hexdigest()
    return f"c-runner-block-{digest[:10]}"
