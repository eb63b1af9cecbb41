"""Takes note of the blocks of a build for the next one, page by page, and gives back the memory of what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ..engine.errors import EngineError
from ..engine.runner import Runner
from ..engine.store.last_build import History
from .placed import Noted


class Notes:
    """Notes on the blocks of a build.

    Args:
        runner: Knows the conditions of jobs, and their results.
        cache: The directory of what is kept for the next build, or None if nothing is.
        uri_of: Returns the path of a page below the directory of the pages.
    """

    def __init__(self, runner: Runner, cache: Path | None, uri_of: Callable[[str], str]) -> None:
        self._runner = runner
        self._history = History(cache, runner.store) if cache else None
        self._uri_of = uri_of

    def take(self, published: Iterable[Noted]) -> None:
        """Take note of blocks that were published."""
        pages: dict[str, list[Noted]] = {}
        for block in published:
            pages.setdefault(block.page, []).append(block)
        for path, blocks in pages.items():
            self._take(self._uri_of(path), blocks)
            for block in blocks:
                if block.key is None:  # else nobody has read its result
                    self._runner.forget(block.job())

    def write(self) -> None:
        """Write them down."""
        if self._history:
            self._history.write()

    def _take(self, page: str, blocks: Iterable[Noted]) -> None:
        if self._history is None:
            return
        try:
            key = self._runner.key
            keyed = [(block.job, block.key or key(block.job())) for block in blocks]
            self._history.remember(page, keyed, self._runner.conditions)
        except EngineError:
            self._history = None  # all results are recorded, and there is no compiler
