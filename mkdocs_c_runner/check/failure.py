"""Failures of blocks, as they appear in a log: foreign text in them cannot be taken for the log's own lines."""

from __future__ import annotations

from typing import NamedTuple

from ..foreign import LogText, joined, line
from ..place import Place
from ..terminal.screen import plain

# Lines of foreign text in one failure.
_MOST_LINES = 30


class Failure(NamedTuple):
    """A block that did not do what it was expected to do.

    Attributes:
        place: Where to look.
        reason: The reason, in one sentence.
        details: The words of the compiler or the program, which are never printed raw.
    """

    place: Place
    reason: str
    details: str

    def in_log(self) -> LogText:
        """Return the failure as it stands in the log: a place, then lines that cannot be taken for the log's own."""
        return joined([line(f"{self.place}: error: {self.reason}"), *quoted(self.details)])

    def __str__(self) -> str:
        """Return the failure as it appears in the log."""
        return self.in_log()


def one_line(text: str) -> str:
    """Return text that may quote an author as one line without control characters."""
    return " ".join(plain(text.encode(errors="replace")).split())


def quoted(text: str) -> list[LogText]:
    """Return foreign text for a log: lines indented behind a bar, at most `_MOST_LINES` of them."""
    lines = text.splitlines()
    shown = [line(f"    | {text}") for text in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(line(f"    | … {len(lines) - _MOST_LINES} more lines"))
    return shown
