"""What a block changes in the program that it extends: each definition, line by line, beside the former one."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from ..bounds import DIFF_LINES
from .assemble import Part
from .growing import is_same
from .growth import Grown, Piece, pieces_of
from .unit import Kind


class Row(NamedTuple):
    """A line before, and the line that stands there now.

    Attributes:
        before: The line before; None if nothing stood there.
        now: The line now; None if it was removed.
        is_changed: Whether the two differ.
    """

    before: str | None
    now: str | None
    is_changed: bool = True


def changes_of_block(block: Part, former: Sequence[Piece]) -> list[Row]:
    """Return the lines of a block that readers see, beside those that they replace in a file.

    Args:
        block: The block.
        former: The pieces of the file without it.
    """
    earlier = _Former(former)
    begins = {piece.numbers[0]: piece for piece in pieces_of(block)}
    removed: dict[int, list[str]] = {}
    for number, name in block.listing.removals:
        removed.setdefault(number, []).append(name)
    shown = set(block.listing.shown)
    rows: list[Row] = []
    number = 1
    while number <= len(block.listing.lines):
        piece = begins.get(number)
        if number in removed:
            rows += compared(earlier.named(removed[number]), ())
        elif piece:
            rows += _unchanged(piece) if piece.unit.folded else earlier.rows(piece)
            number = piece.numbers[-1]
        elif number in shown:
            text = block.listing.lines[number - 1]
            rows.append(Row(text, text, is_changed=False))
        number += 1
    return rows


def changes_of_program(now: Grown, former: Grown) -> Mapping[str, list[Row]]:
    """Return what is not as it was in an earlier program: whole definitions, by the name of their file."""
    return {
        name: rows
        for name, pieces in now.files.items()
        if (rows := list(_changed(pieces, former.files.get(name, ()))))
    }


def _changed(pieces: Sequence[Piece], former: Sequence[Piece]) -> Iterator[Row]:
    """Yield the definitions of a file that have changed, each beside the earlier one, and those that are gone."""
    kept = {_identity(piece) for piece in former}
    earlier = _Former(former)
    groups: dict[int, list[list[Row]]] = {-1: []}
    for index, piece in enumerate(pieces):
        groups[index] = [] if _identity(piece) in kept else [earlier.rows(piece)]
    for index, one in _gone(pieces, former):
        groups[index].append(compared(_lines([one]), ()))
    is_first = True
    for rows in chain.from_iterable(groups.values()):
        if not any(row.is_changed for row in rows):
            continue
        if not is_first:
            yield Row("", "", is_changed=False)
        yield from rows
        is_first = False


def _gone(pieces: Sequence[Piece], former: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces that are gone, each with the index of the one that still stands there before it, or -1."""
    indices = {_identity(piece): index for index, piece in enumerate(pieces)}
    of_names = {name: index for index, piece in enumerate(pieces) for name in piece.names}
    above = -1
    for one in former:
        found = [of_names[name] for name in one.names if name in of_names]
        if one.names and not found:
            yield above, one
        elif (index := indices.get(_identity(one), min(found, default=None))) is not None:
            above = index


def _identity(piece: Piece) -> tuple[int, tuple[int, ...], str]:
    """Return what tells a piece from all others; it may be in another group in a later program."""
    return id(piece.part), piece.numbers, piece.prototype


class _Former:
    """The pieces of a file, each of which is compared once.

    Args:
        pieces: The pieces.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._left = list(pieces)

    def rows(self, piece: Piece) -> list[Row]:
        """Return the lines of a piece that readers see, beside those of the pieces that it replaces."""
        found = self._take(lambda one: _replaces(piece, one))
        now = _lines([piece])
        return compared(_inner_lines(found, piece), now) if now else []

    def named(self, names: Sequence[str]) -> list[str]:
        """Return the lines of the pieces with these names."""
        return _lines(self._take(lambda one: not one.names.isdisjoint(names)))

    def _take(self, is_wanted: Callable[[Piece], bool]) -> list[Piece]:
        found = [one for one in self._left if is_wanted(one)]
        taken = {id(one) for one in found if one.unit.kind is not Kind.CONDITIONAL}
        self._left = [one for one in self._left if id(one) not in taken]
        return found


def _unchanged(piece: Piece) -> list[Row]:
    """Return the lines of a definition that stays as it was."""
    return [Row(text, text, is_changed=False) for text in _lines([piece])]


def _replaces(piece: Piece, earlier: Piece) -> bool:
    """Whether a piece takes the place of an earlier one."""
    if piece.names:
        return is_same(earlier, piece)
    return earlier.unit.kind is piece.unit.kind and earlier.text == piece.text


def _inner_lines(found: Sequence[Piece], piece: Piece) -> list[str]:
    """Return the lines that a piece replaces; of a conditional, only those of the definition within."""
    if piece.unit.kind is Kind.CONDITIONAL:
        return _lines(found)
    lines: list[str] = []
    for one in found:
        compiled = one.part.listing.compiled
        units = [unit for unit in one.unit.inner if not piece.names.isdisjoint(unit.defines)]
        ranges = [set(compiled[unit.first - 1 : unit.last]) for unit in units]
        numbers = set[int]().union(*ranges) if one.unit.inner else set(one.numbers)
        lines += _lines([one], numbers)
    return lines


def _lines(pieces: Iterable[Piece], numbers: set[int] | None = None) -> list[str]:
    """Return the lines of pieces that readers see, all of them or those with these numbers."""
    lines: list[str] = []
    for piece in pieces:
        if piece.prototype:
            lines.append(piece.prototype)
            continue
        listing = piece.part.listing
        shown = set(listing.shown) if numbers is None else set(listing.shown) & numbers
        lines += [listing.lines[number - 1] for number in piece.numbers if number in shown]
    return lines


def compared(before: Sequence[str], now: Sequence[str]) -> list[Row]:
    """Return lines beside those that they replace. Blanks at their ends do not count."""
    old, new = [line.rstrip() for line in before], [line.rstrip() for line in now]
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    rows = [Row(*pair, is_changed=False) for pair in zip(before[:head], now[:head], strict=True)]
    ends = len(old) - tail, len(new) - tail
    if max(ends) - head > DIFF_LINES:  # to compare them takes the product of their numbers
        pairs = zip_longest(before[head : ends[0]], now[head : ends[1]])
        rows += [Row(*pair) for pair in pairs]
    else:
        matcher = difflib.SequenceMatcher(
            None, old[head : ends[0]], new[head : ends[1]], autojunk=False
        )
        for tag, *cuts in matcher.get_opcodes():
            begin, end, new_begin, new_end = (head + cut for cut in cuts)
            pairs = zip_longest(before[begin:end], now[new_begin:new_end])
            rows += [Row(*pair, is_changed=tag != "equal") for pair in pairs]
    same = zip(before[ends[0] :], now[ends[1] :], strict=True)
    return rows + [Row(*pair, is_changed=False) for pair in same]


def _equal(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many lines are equal at the beginning."""
    pairs = zip(before, now, strict=False)
    return next((i for i, (old, new) in enumerate(pairs) if old != new), min(len(before), len(now)))
