"""Everything that is kept between the builds of a site, for those who look after it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from ..engine.store.cache import KeptFiles
from .browser_cache import DIRECTORY as IN_BROWSERS
from .browser_cache import PROGRAM
from .highlight_cache import DIRECTORY as HIGHLIGHTED
from .kept_blocks import DIRECTORY as BLOCKS
from .kept_pages import SUFFIX as OF_BLOCKS
from .kept_whole import SUFFIX as OF_WHOLE_PAGES


class SiteCache:
    """The cache of a site: results of programs, and what is made of them and of sources in less time.

    Args:
        directory: The directory of the cache.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._results = KeptFiles(directory / "results")
        in_browsers = directory / IN_BROWSERS
        self._made = [
            KeptFiles(directory / BLOCKS, f"*{OF_WHOLE_PAGES}"),
            KeptFiles(directory / BLOCKS, f"*{OF_BLOCKS}"),
            KeptFiles(directory / HIGHLIGHTED),
            KeptFiles(in_browsers),
            KeptFiles(in_browsers, f"*{PROGRAM}"),
        ]

    def size(self) -> tuple[int, int]:
        """Return the number of results, and the bytes that all files take."""
        results = self._results.entries()
        pages = chain.from_iterable(files.entries() for files in self._made)
        return len(results), sum(entry.size for entry in (*results, *pages))

    def prune(self, since: float | None, most: int | None) -> int:
        """Remove old files, and return the number of results among them.

        Args:
            since: Files that were last used before this time are removed; None removes none of them.
            most: The bytes that may be left. The oldest files go first, results behind what is made of them. None
                leaves all.
        """
        left = most
        if left is not None:
            left -= sum(entry.size for entry in self._results.entries())
        for files in self._made:
            files.prune(since, None if left is None else max(0, left))
            if left is not None:
                left -= sum(entry.size for entry in files.entries())
        return self._results.prune(since, most)

    def clear(self) -> int:
        """Remove everything, and return the number of results."""
        return self.prune(None, 0)
