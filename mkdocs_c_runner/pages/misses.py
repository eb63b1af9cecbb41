"""Finds the lines of a page that were meant to open a fence of ours and do not.

Markdown says nothing of a fence that it refuses, and what such a fence leaves behind, its closing line, opens another
one that can swallow the next block. So each line is mended before the next one is looked for, and SuperFences itself
says what is a fence then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from ..bounds import CORRECTED_HEADER, RESCANNED
from ..fence.near_miss import means_ours, opens_another, says_run
from .found import is_run
from .recorder import Recorded, Recorder
from .refused import (
    AROUND,
    NO_FENCE,
    ONLY_OURS,
    Miss,
    lines_below,
    marks,
    means_output,
    of_accepted,
    of_other,
    of_ours,
    refused_outputs,
)

# More than 50 are the same mistake repeated.
_MOST_MISSES = 50
# The refused headers in which a misspelled word is looked for.
_MOST_LOOKED_AT = 100
# The signs of fences, and some that are taken for them.
_SIGNS = re.compile(r"``|~~|[´｀ˋ′‘’':]{3}")
# Those that are in the text of a page if one of the signs is, besides two backticks.
_RARE = ("~~", "::", "''", "':", ":'")


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
        self._nearly = dict(recorder.nearly)
        self._length = 1 + sum(map(len, lines))
        self._scanned = 0
        good = {fence.line for fence in recorder.marked}
        signed = _with_signs(lines)
        self._headers = {
            number: miss for number in signed if (miss := of_ours(str(lines[number - 1])))
        }
        self._suspects = [number for number in self._headers if number not in good]
        refused = [*refused_outputs(self._lines, recorder), *self._refused(signed)]
        self._others = iter([*refused, *self._around(recorder.around)])

    def found(self) -> Iterator[Miss]:
        """Yield the near misses."""
        seen = self._blocks
        for _ in range(_MOST_MISSES):
            miss = self._next() or self._next_of_others() or self._next_bare()
            if miss is None:
                return
            freed = self._blocks - seen
            seen |= freed
            is_one = miss.blocks and (miss.number in self._headers or not miss.swallows)
            yield miss._replace(blocks=len(freed) + bool(is_one))

    @property
    def _blocks(self) -> set[int]:
        """The numbers of the lines that now open a block that is run."""
        return {fence.line for fence in self._recorder.marked if is_run(fence.header)}

    def _next(self) -> Miss | None:
        return self._next_of_ours() or self._next_that_swallows() or self._next_unclosed()

    def _next_bare(self) -> Miss | None:
        """Return a fence without a language around a block, which no other mistake has opened."""
        miss = next(self._around(self._recorder.lines_in_bare), None)
        if miss is None or not self._may_scan():
            return None
        self._mend(miss.number, "")
        return miss

    def _refused(self, signed: Iterable[int]) -> Iterator[Miss]:
        """Yield the headers that Markdown refuses: those of other languages that say `run`, and ours that do not."""
        inside = self._recorder.lines_inside
        looked_at = 0
        for number in signed:
            line = self._lines[number - 1]
            if number in self._nearly and number not in self._headers:
                yield of_accepted(line, number, self._nearly[number])
            if number in inside or number in self._headers or len(line) > CORRECTED_HEADER:
                continue
            header = opens_another(line)
            if header is None:
                continue
            looked_at += 1
            if looked_at <= _MOST_LOOKED_AT and means_ours(header):
                yield of_other(header, number, NO_FENCE)
            elif "run" in line.lower() and says_run(header):
                yield of_other(header, number, ONLY_OURS, self._below(number))

    def _around(self, around: Mapping[int, Recorded]) -> Iterator[Miss]:
        """Yield the fences that contain the beginning of a block, and that its end closes.

        Args:
            around: Those that may, by the numbers of the lines in them.
        """
        told: set[int] = set()
        for number in self._suspects:
            fence = around.get(number)
            header = self._headers[number]
            if fence is None or fence.line in told or marks(header.text) < marks(fence.text):
                continue
            if header.text[0] == fence.text[0] and any(
                map(str.strip, self._lines[number : fence.end - 1])
            ):
                told.add(fence.line)
                reason = AROUND.format(
                    lines_below(number - fence.line), fence.text[0] * (marks(header.text) + 1)
                )
                column = self._lines[fence.line - 1].index(fence.text[0]) + 1
                yield Miss(fence.line, column, fence.text, reason, None, swallows=True)

    def _next_of_others(self) -> Miss | None:
        """Return a fence of another language, or one with output, that is in the way and was not told yet."""
        inside = self._recorder.lines_inside
        for miss in self._others:
            is_open = miss.number not in inside or miss.number in self._nearly
            if (is_open or miss.swallows) and self._may_scan():
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
                swallows = bool(swallowed - self._swallowed)
                return self._headers[number]._replace(number=number, swallows=swallows)
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
            is_output = means_output(header) and bool(self._recorder.block_above(number))
            miss = of_other(header, number, NO_FENCE, self._below(number), is_output=is_output)
            self._mend(number, miss.mended)
            freed = swallowed - self._swallowed
            if freed:
                below = lines_below(min(freed) - number)
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

    def _below(self, number: int) -> str:
        """Return the line below the one with this number."""
        return self._lines[number] if number < len(self._lines) else ""

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
        reason = f"This fence is never closed, so the block {lines_below(below - begin)} is not run"
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


def _with_signs(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that may open or close a fence, in order."""
    text = "\n".join(lines)
    if text.isascii() and not any(sign in text for sign in _RARE):  # most pages
        return [number for number, line in enumerate(lines, 1) if "``" in line]
    return [
        number
        for number, line in enumerate(lines, 1)
        # Most lines have no such character, which is cheap to see.
        if ("`" in line or "~" in line or "'" in line or ":" in line or not line.isascii())
        and _SIGNS.search(line)
    ]
