"""Long text is folded, and wide text scrolls: the cuts in a text, and its width."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..program.columns import width
from ..terminal.screen import Run

# The columns of a line that fit on a phone. A text without a longer line never scrolls.
NARROW = 40
# The characters of the longest line that is shown whole, where long output is folded; half of a longer one is.
LONGEST_LINE = 2000


# The first of some lines, and the one behind them.
Lines = tuple[int, int]


class Folded(NamedTuple):
    """A text in three pieces. Together they are the text; a line feed ends all lines but the last.

    Attributes:
        head: Its first lines.
        hidden: The lines between.
        tail: Its last lines; may be empty.
        lines: How many lines are hidden.
    """

    head: list[Run]
    hidden: list[Run]
    tail: list[Run]
    lines: int


def fold(runs: list[Run], most: int, heads: Sequence[Lines] = ()) -> Folded | None:
    """Cut a text of more than `most` lines, so that three quarters of `most` stay in sight.

    Args:
        runs: The text, without its final line feed.
        most: How many lines need no folding; 0 if none is folded.
        heads: The lines that nobody understands what follows without, such as the commands of a session.

    Returns:
        The pieces, or None if the text is not folded.
    """
    lines = 1 + sum(text.count("\n") for text, _ in runs)
    cuts = cuts_of(lines, most)
    if cuts is None:
        return None
    cuts = _with_heads(cuts, most, heads)
    head, rest = _cut(runs, cuts[0])
    hidden, tail = _cut(rest, cuts[1] - cuts[0])
    return Folded(head, hidden, tail, cuts[1] - cuts[0])


def cuts_of(lines: int, most: int) -> tuple[int, int] | None:
    """Return how many of the lines of a text stand before its two cuts, or None if it is not folded."""
    if not most or lines <= most:
        return None
    return max(1, most // 2), lines - most // 4


def _with_heads(cuts: tuple[int, int], most: int, heads: Sequence[Lines]) -> tuple[int, int]:
    """Return the cuts of a text, moved so that no head is without all that follows it, or follows without its head.

    Where that would take too many lines, the last piece begins as it did.
    """
    before, behind = cuts
    if not heads:
        return cuts
    starts = [first for first, _ in heads]
    first, end = heads[bisect_left(starts, before) - 1]
    if before <= end and end not in starts:
        is_cut_in_two = not first or first == starts[-1]
        before = min(end + 1, behind - 1) if is_cut_in_two else first
    following = bisect_left(starts, behind)
    if following < len(starts):
        behind = starts[following]
    elif before < starts[-1] and behind - starts[-1] <= most // 4:
        behind = starts[-1]
    return before, behind


class FoldedLine(NamedTuple):
    """A text with a very long line, in three pieces. Together they are the text.

    Attributes:
        head: The text up to somewhere in the line.
        hidden: The rest of the line.
        tail: The text behind it; may be empty.
        characters: How many characters are hidden.
    """

    head: list[Run]
    hidden: list[Run]
    tail: list[Run]
    characters: int


def fold_line(runs: list[Run]) -> FoldedLine | None:
    """Cut a text in the first of its lines that is so long that nobody reads it to its end; None if none is."""
    text = "".join([part for part, _ in runs])
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        if len(line) > LONGEST_LINE:
            head, rest = _cut_at(runs, begin + LONGEST_LINE // 2)
            end = min(end + 1, len(text))
            hidden, tail = _cut_at(rest, end - begin - LONGEST_LINE // 2)
            return FoldedLine(head, hidden, tail, len(line) - LONGEST_LINE // 2)
        begin = end + 1
    return None


def _cut_at(runs: list[Run], characters: int) -> tuple[list[Run], list[Run]]:
    """Return so many characters of a text, and the rest."""
    for index, (text, style) in enumerate(runs):
        if len(text) >= characters:
            rest = [(text[characters:], style)] if text[characters:] else []
            return [*runs[:index], (text[:characters], style)], [*rest, *runs[index + 1 :]]
        characters -= len(text)
    return runs, []


def is_wide(runs: Iterable[Run]) -> bool:
    """Whether a line of the text is too long for a narrow page."""
    whole = "".join([text for text, _ in runs]).expandtabs(8)
    lines = whole.split("\n")
    if max(map(len, lines)) > NARROW:
        return True
    return not whole.isascii() and any(width(line) > NARROW for line in lines)


def _cut(runs: list[Run], lines: int) -> tuple[list[Run], list[Run]]:
    """Return the first lines with their line feeds, and the rest."""
    for index, (text, style) in enumerate(runs):
        feeds = text.count("\n")
        if feeds < lines:
            lines -= feeds
            continue
        end = 0
        for _ in range(lines):
            end = text.index("\n", end) + 1
        rest = [(text[end:], style)] if text[end:] else []
        return [*runs[:index], (text[:end], style)], [*rest, *runs[index + 1 :]]
    return runs, []
