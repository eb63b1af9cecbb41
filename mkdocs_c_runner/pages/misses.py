"""Finds the lines of a page that were meant to open a fence of ours and do not.

Markdown says nothing of a fence that it refuses, and what such a fence leaves behind, its closing line, opens another
one that can swallow the next block. So each line is mended before the next one is looked for, and SuperFences itself
says what is a fence then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from ..bounds import CORRECTED_HEADER, RESCANNED
from ..engine.toolchain.languages import FENCE_WORDS, LANGUAGES
from ..fence.near_miss import (
    corrected,
    corrected_other,
    looks_like_ours,
    means_ours,
    opens_another,
    says_run,
    word_of_other,
)
from .found import is_run
from .recorder import Recorded, Recorder, is_nearly_output

# More than 50 are the same mistake repeated.
_MOST_MISSES = 50
# The refused headers in which a misspelled word is looked for.
_MOST_LOOKED_AT = 100

_NAMES = " and ".join(language.name for language in LANGUAGES)
ONLY_OURS = f"Only {_NAMES} is run, and Markdown does not accept this fence"
AROUND = (
    "This fence is not closed before the block {}, which is therefore a part of it. Close it; if the block is an "
    "example, open and close this fence with {}"
)
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
        is_block: Whether a block is not run because of it.
        swallows: Whether another block is not run because of it, even if this line is an example.
    """

    number: int
    column: int
    text: str
    reason: str
    correction: str | None
    mended: str = ""
    is_block: bool = True
    swallows: bool = False


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
        self._written = lines
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
        refused = [*_refused_outputs(self._lines, recorder), *self._refused()]
        self._others = iter([*refused, *self._around(recorder.around)])

    def found(self) -> Iterator[Miss]:
        """Yield the near misses."""
        for _ in range(_MOST_MISSES):
            miss = self._next() or self._next_of_others() or self._next_bare()
            if miss is None:
                return
            yield miss

    def _next(self) -> Miss | None:
        return self._next_of_ours() or self._next_that_swallows() or self._next_unclosed()

    def _next_bare(self) -> Miss | None:
        """Return a fence without a language around a block, which no other mistake has opened."""
        miss = next(self._around(self._recorder.lines_in_bare), None)
        if miss is None or not self._may_scan():
            return None
        self._mend(miss.number, "")
        return miss

    def _refused(self) -> Iterator[Miss]:
        """Yield the headers that Markdown refuses: those of other languages that say `run`, and ours that do not."""
        inside = self._recorder.lines_inside
        looked_at = 0
        for number, line in enumerate(self._lines, 1):
            if number in inside or number in self._headers or len(line) > CORRECTED_HEADER:
                continue
            header = opens_another(line)
            if header is None:
                continue
            looked_at += 1
            if looked_at <= _MOST_LOOKED_AT and means_ours(header):
                yield _of_other(header, number, NO_FENCE)
            elif "run" in line.lower() and says_run(header):
                yield _of_other(header, number, ONLY_OURS)

    def _around(self, around: Mapping[int, Recorded]) -> Iterator[Miss]:
        """Yield the fences that contain the beginning of a block, and that its end closes.

        Args:
            around: Those that may, by the numbers of the lines in them.
        """
        told: set[int] = set()
        for number in self._suspects:
            fence = around.get(number)
            header = self._headers[number]
            if fence is None or fence.line in told or _marks(header.text) < _marks(fence.text):
                continue
            if header.text[0] == fence.text[0] and any(
                map(str.strip, self._lines[number : fence.end - 1])
            ):
                told.add(fence.line)
                reason = AROUND.format(
                    _below(number - fence.line), fence.text[0] * (_marks(header.text) + 1)
                )
                column = self._lines[fence.line - 1].index(fence.text[0]) + 1
                yield Miss(fence.line, column, fence.text, reason, None, swallows=True)

    def _next_of_others(self) -> Miss | None:
        """Return a fence of another language, or one with output, that is in the way and was not told yet."""
        inside = self._recorder.lines_inside
        for miss in self._others:
            if (miss.number not in inside or miss.swallows) and self._may_scan():
                self._mend(miss.number, miss.mended)
                return miss
        return None

    def _next_of_ours(self) -> Miss | None:
        inside = self._recorder.lines_inside - self._recorder.strangers
        last = self._recorder.unclosed or len(self._lines)
        for number in takewhile(lambda number: number <= last, self._suspects):
            if number not in inside and number not in self._recorder.abandoned and self._may_scan():
                swallowed = self._swallowed
                self._suspects.remove(number)
                is_open = number == self._recorder.unclosed
                self._mend(number, "" if is_open else self._headers[number].mended)
                return self._headers[number]._replace(swallows=bool(swallowed - self._swallowed))
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
            miss = _of_other(header, number, NO_FENCE)
            self._mend(number, miss.mended)
            freed = swallowed - self._swallowed
            if freed:
                below = _below(min(freed) - number)
                reason = f"{NO_FENCE}, and what follows it swallows the block {below}"
                return miss._replace(reason=reason, swallows=True)
            self._mend(number, line)
        return None

    @property
    def _swallowed(self) -> set[int]:
        """The numbers of headers of ours that stand in a fence without a language, which a closing line may open."""
        swallowed = set(self._headers.keys() & self._recorder.lines_in_bare.keys())
        begin = self._recorder.unclosed
        if begin is not None and self._is_bare(begin):
            swallowed.update(number for number in self._suspects if number > begin)
        for number, begin in self._recorder.abandoned.items():
            if number in self._headers and self._is_bare(begin):
                swallowed.add(number)
        return swallowed

    def _is_bare(self, number: int) -> bool:
        """Whether the line with this number opens a fence without a language."""
        return not self._lines[number - 1].strip("`~> \t")

    def _next_unclosed(self) -> Miss | None:
        """Return the line that opens a fence that is never closed, if one of ours stands behind it."""
        begin = self._recorder.unclosed
        behind = [(number, begin) for number in self._suspects if begin and number > begin]
        lost = self._recorder.abandoned
        behind += [(number, lost[number]) for number in self._suspects if number in lost]
        if not behind or not self._may_scan():
            return None
        below, begin = min(behind)
        line = self._written[begin - 1]
        if self._lines[begin - 1] != line:  # it was told already
            self._mend(begin, "")
            return self._next()
        text = line.strip("> \t")
        reason = f"This fence is never closed, so the block {_below(below - begin)} is not run"
        self._mend(begin, "")
        return Miss(begin, line.index(text) + 1, text, reason, None, swallows=True)

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
    reason = NO_FENCE
    correction: str | None = fixed
    if match["bullet"]:
        start = match.start("bullet")
        before = line[:start] + " " * (column - start)
        correction = None if fixed == text else fixed
        reason, text, column = ON_BULLET, line[start:].rstrip(), start
    elif fixed == text:
        return Miss(
            number, column + 1, text, UNCLOSED, None, f"{before}{match['fence']}{FENCE_WORDS[0]}"
        )
    return Miss(
        number, column + 1, text, reason, correction, f"{before}{match['fence']}{FENCE_WORDS[0]}"
    )


def _below(lines: int) -> str:
    return "in the next line" if lines == 1 else f"{lines} lines below"


def _marks(header: str) -> int:
    """Return the number of backticks or tildes that a header begins with."""
    return len(header) - len(header.lstrip(header[:1]))


def _of_other(header: re.Match[str], number: int, reason: str) -> Miss:
    """Return a header that is not one of ours as a near miss."""
    column = header.start("header")
    mended = f"{header.string[:column]}{header['fence']}x"
    text = header["header"].rstrip()
    return Miss(number, column + 1, text, reason, corrected_other(header), mended)


def _refused_outputs(lines: Sequence[str], recorder: Recorder) -> Iterator[Miss]:
    """Yield the lines directly beneath a block that were meant to open a fence with its output, and do not."""
    for block in recorder.marked:
        if block.output is not None or not is_run(block.header):
            continue
        number = block.end + 1
        while number <= len(lines) and not lines[number - 1].strip("> \t"):
            number += 1
        line = lines[number - 1] if number <= len(lines) else ""
        header = opens_another(line) if number not in recorder.lines_inside else None
        if header and is_nearly_output(word_of_other(header)):
            yield _of_other(header, number, NO_FENCE)._replace(is_block=False)
