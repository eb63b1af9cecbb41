"""The difference between two texts, line by line, at a cost that their lengths bound."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..bounds import DIFF_LINES

# The lines shown of each text, where no full diff is made.
_SAMPLE = 3
_HUNK = re.compile(r"([-+])(\d+)")


def difference(
    before: Sequence[str], now: Sequence[str], names: tuple[str, str], context: int = 3
) -> list[str]:
    """Return the lines of a unified diff.

    Comparing long texts takes time in proportion to the product of their lengths, so if too many lines lie between
    the first difference and the last one, only the first difference is shown.

    Args:
        before: The lines of one text.
        now: The lines of the other.
        names: What the two are called.
        context: How many equal lines stand around a difference.
    """
    head = _equal(before, now)
    tail = _equal(before[head:][::-1], now[head:][::-1])
    first = max(0, head - context)
    after = max(0, tail - context)
    old, new = before[first : len(before) - after], now[first : len(now) - after]
    if max(len(old), len(new)) > DIFF_LINES:
        return list(_first_difference(before, now, head, names, context))
    lines = difflib.unified_diff(old, new, *names, lineterm="", n=context)
    return [_moved(line, first) if line.startswith("@@") else line for line in lines]


def lines_of(text: str) -> list[str]:
    """Return the lines of an output, without invisible spaces at their ends."""
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _equal(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many lines are equal at the beginning."""
    pairs = zip(before, now, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _moved(line: str, by: int) -> str:
    """Return the headline of a hunk with line numbers that count from the beginning of the texts."""
    return _HUNK.sub(lambda number: f"{number[1]}{int(number[2]) + by}", line)


def _first_difference(
    before: Sequence[str], now: Sequence[str], head: int, names: tuple[str, str], context: int
) -> Iterator[str]:
    yield f"--- {names[0]}"
    yield f"+++ {names[1]}"
    yield (
        f"@@ differs from line {head + 1:,} on: {names[0]} {len(before):,} lines, "
        f"{names[1]} {len(now):,} lines @@"
    )
    yield from (f" {line}" for line in before[max(0, head - context) : head])
    yield from (f"-{line}" for line in before[head : head + _SAMPLE])
    yield from (f"+{line}" for line in now[head : head + _SAMPLE])
