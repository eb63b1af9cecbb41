"""Everything that is kept between the builds of a site, for those who look after it."""

from __future__ import annotations

from pathlib import Path

from ..engine.store.cache import KeptFiles
from .highlight_cache import DIRECTORY as HIGHLIGHTED


class SiteCache:
    """The cache of a site: results of programs, and highlighted sources, which take less time to be made again.

    Args:
        directory: The directory of the cache.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._results = KeptFiles(directory / "results")
        self._highlighted = KeptFiles(directory / HIGHLIGHTED)

    def size(self) -> tuple[int, int]:
        """Return the number of results, and the bytes that all files take."""
        results, pages = self._results.entries(), self._highlighted.entries()
        return len(results), sum(entry.size for entry in (*results, *pages))

    def prune(self, since: float | None, most: int | None) -> int:
        """Remove old files, and return the number of results among them.

        Args:
            since: Files that were last used before this time are removed; None removes none of them.
            most: The bytes that may be left. The oldest files go first, highlighted sources before results. None
                leaves all.
        """
        for_highlighted = None
        if most is not None:
            for_highlighted = max(0, most - sum(entry.size for entry in self._results.entries()))
        self._highlighted.prune(since, for_highlighted)
        return self._results.prune(since, most)

    def clear(self) -> int:
        """Remove everything, and return the number of results."""
        return self.prune(None, 0)
