"""Finds the lines of a page that were meant to open a fence of ours and do not.

Markdown says nothing of a fence that it refuses, and what such a fence leaves behind, its closing line, opens another
one that can swallow the next block. So each line is mended before the next one is looked for, and SuperFences itself
says what is a fence then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..bounds import CORRECTED_HEADER, RESCANNED
from ..engine.toolchain.languages import FENCE_WORDS
from ..fence.near_miss import corrected, corrected_other, looks_like_ours, opens_another
from .recorder import Recorder

# More than 50 are the same mistake repeated.
_MOST_MISSES = 50

NO_FENCE = "Markdown does not accept this fence"
UNCLOSED = "This fence is never closed, so it is not a code block"
ON_BULLET = (
    "A fence cannot begin on the line of its bullet. Write text behind the bullet, and the fence on a line of its own "
    "below it, indented by 4"
)


class Miss(NamedTuple):
    """A near miss among the lines of a page.

    Attributes:
        number: The 1-based number of its line.
        column: The 1-based column of its fence.
        text: The line, from the fence on.
        reason: What is wrong with it.
        correction: The line as it should be, or None.
        mended: The whole line, changed so that it opens a fence; empty if that was done.
    """

    number: int
    column: int
    text: str
    reason: str
    correction: str | None
    mended: str = ""


class Misses:
    """The search for near misses in some lines, after a search for fences.

    Args:
        lines: The lines.
        recorder: Has searched these lines.
        record: Lets it search lines again.
    """

    def __init__(
        self, lines: Sequence[str], recorder: Recorder, record: Callable[[list[str]], object]
    ) -> None:
        self._lines = list(lines)
        self._recorder = recorder
        self._record = record
        self._length = 1 + sum(map(len, lines))
        self._scanned = 0
        good = {fence.line for fence in recorder.marked}
        self._headers = {
            number: miss
            for number, line in enumerate(lines, 1)
            if ("`" in line or "~" in line) and (miss := _of_ours(line, number))
        }
        self._suspects = [number for number in self._headers if number not in good]

    def found(self) -> Iterator[Miss]:
        """Yield the near misses."""
        for _ in range(_MOST_MISSES):
            miss = (self._next_of_ours() or self._next_that_swallows()) if self._suspects else None
            if miss is None:
                return
            yield miss

    def _next_of_ours(self) -> Miss | None:
        inside = self._recorder.lines_inside - self._recorder.strangers
        for number in self._suspects:
            if number not in inside and self._may_scan():
                self._suspects.remove(number)
                self._mend(number, self._headers[number].mended)
                return self._headers[number]
        return None

    def _next_that_swallows(self) -> Miss | None:
        """Return a fence of another language that is none, if it is mended and then one of ours appears."""
        swallowed = self._swallowed
        inside = self._recorder.lines_inside
        for number in range(1, max(swallowed, default=0)):
            line = self._lines[number - 1]
            header = opens_another(line) if number not in inside else None
            if header is None:
                continue
            if not self._may_scan():
                return None
            column = header.start("header")
            self._mend(number, f"{line[:column]}{header['fence']}x")
            freed = swallowed - self._swallowed
            if freed:
                reason = f"{NO_FENCE}, and what follows it swallows the block {min(freed) - number} lines below"
                text = header["header"].rstrip()
                return Miss(number, column + 1, text, reason, corrected_other(header))
            self._mend(number, line)
        return None

    @property
    def _swallowed(self) -> set[int]:
        """The numbers of headers of ours that stand in a fence without a language, which a closing line may open."""
        return self._recorder.lines_in_bare.intersection(self._headers)

    def _may_scan(self) -> bool:
        """Whether the page may be read again: once in any case, so that the first near miss is told."""
        return not self._scanned or self._scanned + self._length <= RESCANNED

    def _mend(self, number: int, line: str) -> None:
        """Change a line, and search again."""
        self._scanned += self._length
        self._lines[number - 1] = line
        self._record(list(self._lines))


def _of_ours(line: str, number: int) -> Miss | None:
    """Return a line that looks like a header of ours as a near miss."""
    match = looks_like_ours(line)
    if match is None:
        return None
    text = match["header"].rstrip()
    fixed = corrected(text) if len(text) <= CORRECTED_HEADER else f"{text[:3]}{FENCE_WORDS[0]} run"
    column = match.start("header")
    before = line[:column]
    reason, correction = NO_FENCE, fixed
    if match["bullet"]:
        start = match.start("bullet")
        before = line[:start] + " " * (column - start)
        reason, text, column = ON_BULLET, line[start:].rstrip(), start
    elif fixed == text:
        return Miss(
            number, column + 1, text, UNCLOSED, None, f"{before}{match['fence']}{FENCE_WORDS[0]}"
        )
    return Miss(
        number, column + 1, text, reason, correction, f"{before}{match['fence']}{FENCE_WORDS[0]}"
    )
