"""SuperFences' own search for fences, which is spared the lines that decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown import Markdown
from pymdownx.superfences import (
    PREFIX_CHARS,
    SuperFencesBlockPreprocessor,
    SuperFencesRawBlockPreprocessor,
)


class FenceSearch(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """Searches the lines of a page.

    Where all lines with the signs of fences begin at the margin, SuperFences gets these lines alone: then no other line
    opens a fence or closes one, and each line between the two belongs to the code as it is. That takes a tenth of the
    time, and what a fence is still says SuperFences.
    """

    _lines: list[str]
    _signed: Sequence[int] | None = None

    def search_nested(self, lines: list[str]) -> list[str]:
        """Search the lines; see `SuperFencesBlockPreprocessor`. Returns them as they are."""
        self._lines = lines
        self._signed = signed = _at_the_margin(lines)
        if signed is None:
            super().search_nested(lines)
            return lines
        last = len(lines) - 1
        if signed and signed[-1] != last:  # that the last fence is open shows in a line behind it
            signed.append(last)
        super().search_nested([lines[index] for index in signed])
        return lines

    def numbers(self, start: int, end: int) -> tuple[int, int]:
        """Return the index of a line and the number of another, of those that SuperFences got, as those of the page."""
        if self._signed is None:
            return start, end
        return self._signed[start], self._signed[end - 1] + 1

    def code_of(self, start: int, end: int) -> str:
        """Return the code of the fence that is closed, as SuperFences hands it over.

        Args:
            start: The index of the line that opens it.
            end: The number of the line that closes it.
        """
        code: Any = self.code
        if self._signed is not None:
            code = [line.rstrip("\r") for line in self._lines[start + 1 : end - 1]]
        return str(self.rebuild_block(code))


class RawFences(SuperFencesRawBlockPreprocessor):  # type: ignore[misc]
    """Keeps tabs in fences, as its base does, without the line that that one adds to an empty fence."""

    def __init__(self, md: Markdown, config: Any) -> None:
        super().__init__(md)
        self.config = config
        self.extension: Any = None

    def _store(self, source: str, code: str, start: int, end: int) -> None:
        super()._store(source if self.code else "", code, start, end)


def _at_the_margin(lines: Sequence[str]) -> list[int] | None:
    """Return the indexes of the lines with the signs of fences; None if one of them is indented or quoted."""
    indexes = [index for index, line in enumerate(lines) if "```" in line or "~~~" in line]
    return None if any(lines[index][0] in PREFIX_CHARS for index in indexes) else indexes
