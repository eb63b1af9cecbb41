"""The size of a box, and where in it cells stand and arrows end. All numbers are pixels, from its upper left corner."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...engine.memory.values import Pointer, PointerState
from ...program.columns import width
from .contents import Box, Part
from .rows import Row, outer

# The width of a character, which no monospace font of this size exceeds, and of one in a note or a caption.
_CHARACTER, _SMALL = 7.85, 6.65
TITLE = 24
_PAD = 8
_ROW, _CELL, _CAPTION, _STRIP = 25, 21, 12, 12
STRIP_LANE = 5
MOST_IN_STRIP = 4
_INDENT = 14
_LEAST_CELL, _LEAST_BOX = 26, 72
# A cell is as wide as the box, but no wider than this without need.
_WIDEST_BLANK = 90
# Cells one beneath the other have one width, but for those that are wider than this.
_WIDEST_COLUMN = 190
_BOTTOM = 6

_INDEX = re.compile(r"\[\d+\]")


class Spot(NamedTuple):
    """The rectangle of a cell."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Its center."""
        return self.x + self.width // 2, self.y + self.height // 2


class Widths(NamedTuple):
    """Where the cells of a box begin, its width, and those of cells in rows of several and of one in a row alone."""

    start: int
    whole: int
    apart: Mapping[Part, int]
    alone: int


class SizedRow(NamedTuple):
    """A row with the places of its cells.

    Attributes:
        row: The row.
        base: The height at which text stands.
        spots: The places of its cells.
        strip: The height at which the first arrow runs beneath its cells.
        bottom: Its end.
    """

    row: Row
    base: int
    spots: tuple[Spot, ...]
    strip: int
    bottom: int


class Entry(NamedTuple):
    """The place where an arrow ends.

    Attributes:
        x: The place: of a cell that is entered from below, or of the right end of a cell.
        y: Its height.
        strip: The height at which the arrow comes from the side, if it enters from below; else 0.
    """

    x: int
    y: int
    strip: int = 0


class Sized(NamedTuple):
    """A box with its size.

    Attributes:
        box: The box.
        width: Its width.
        height: Its height.
        rows: Its rows.
        start: Where cells begin.
        places: The numbers of row and cell of each part; a part that is several cells is its first.
    """

    box: Box
    width: int
    height: int
    rows: tuple[SizedRow, ...]
    start: int
    places: Mapping[Part, tuple[int, int]]

    def entry(self, pointer: Pointer) -> Entry:
        """Return where an arrow to a part of this box ends."""
        is_end = pointer.state is PointerState.PAST_END
        is_block = self.box.key == pointer.target
        found = found_in(self.places, pointer)
        if found is None and is_end and self.rows:
            found = len(self.rows) - 1, -1  # the last element has a row of its own
        if found is None or (is_block and not pointer.path and not is_end):
            return Entry(self.width, TITLE // 2)
        number, cell = found
        if is_end and (self.rows[number].row.is_apart or not self.rows[number].spots):
            last = last_row([row.row for row in self.rows], number, pointer.path)
            is_whole = last != number or self.rows[last].row.path == pointer.path
            number, cell = last, -1 if is_whole else cell
        row = self.rows[number]
        if not row.spots:
            return Entry(self.width, row.base - 4)
        spot = row.spots[cell]
        if not row.row.is_apart and not _is_in_text(row.row, pointer):
            # Above an arrow that begins in the cell.
            y = spot.middle[1] - (5 if row.row.cells[cell].pointer else 0)
            y = row.bottom if is_end else y
            return Entry(spot.x + spot.width, y)
        x = spot.x + spot.width if is_end else spot.middle[0]
        if _is_in_text(row.row, pointer):
            x = _character(row, pointer)
        return Entry(x, spot.y + spot.height, row.strip)


def places_of(box: Box) -> Mapping[Part, tuple[int, int]]:
    """Return the numbers of row and cell of each part of a box."""
    places: dict[Part, tuple[int, int]] = {}
    for number, row in enumerate(box.rows):
        places.setdefault((row.object, row.path), (number, 0))
        for index, cell in enumerate(row.cells):
            if row.is_apart or cell.path != row.path:
                places[row.object, cell.path] = (number, index)
    return places


def found_in(places: Mapping[Part, tuple[int, int]], pointer: Pointer) -> tuple[int, int] | None:
    """Return the numbers of row and cell that a pointer leads to: of the part, or of what it is in."""
    path = pointer.path
    while (pointer.target, path) not in places:
        if not path:
            return None
        path = outer(path)
    return places[pointer.target, path]


def rows_entered(box: Box, pointers: Iterable[Pointer]) -> Mapping[int, int]:
    """Return the numbers of the rows that arrows enter from below, and how many lanes these need."""
    places = places_of(box)
    found: dict[int, set[tuple[str, bool]]] = {}
    for pointer in pointers:
        place = found_in(places, pointer)
        if place is None and (pointer.state is not PointerState.PAST_END or not box.rows):
            continue
        number = place[0] if place else len(box.rows) - 1
        if pointer.state is PointerState.PAST_END:
            number = last_row(box.rows, number, pointer.path)
        elif box.key == pointer.target and not pointer.path:
            continue
        if box.rows[number].is_apart or _is_in_text(box.rows[number], pointer):
            is_end = pointer.state is PointerState.PAST_END
            found.setdefault(number, set()).add((pointer.path, is_end))
    return {number: min(len(ends), MOST_IN_STRIP) for number, ends in found.items()}


def last_row(rows: Sequence[Row], number: int, path: str) -> int:
    """Return the number of the last row of a part that begins in a row."""
    first = rows[number]
    for later in range(number + 1, len(rows)):
        row = rows[later]
        if row.object == first.object and row.path.startswith(path) and row.cells:
            number = later
    return number


def widths_of(box: Box) -> Widths:
    """Return the widths in a box that has no more room than it needs."""
    labels = [_text(row.label) + _INDENT * row.depth for row in box.rows if row.label]
    start = _PAD + (max(labels) + 9 if labels else 0)
    apart: dict[Part, int] = {}
    for row in box.rows:
        if row.is_apart:
            apart[_array(row)] = max(_of_cells(row), apart.get(_array(row), 0))
    rooms = [_room(row, apart) for row in box.rows]
    title = _PAD * 2 + _text(box.title) + (14 + _small(box.note) if box.note else 0)
    whole = max([_LEAST_BOX, title, *(start + room + _PAD for room in rooms)])
    own = [
        room for row, room in zip(box.rows, rooms, strict=True) if not row.is_apart and row.cells
    ]
    alone = max((room for room in own if room <= _WIDEST_COLUMN), default=0)
    return Widths(start, whole, apart, alone)


def sized(box: Box, entered: Mapping[int, int], least: int = 0) -> Sized:
    """Return a box with its size.

    Args:
        box: The box.
        entered: The numbers of the rows that arrows enter from below, and the lanes of these arrows.
        least: How wide it is at least.
    """
    room = widths_of(box)
    whole = max(least, room.whole)
    room = room._replace(whole=whole)
    start = room.start
    rows = []
    y = TITLE + 2 if box.rows else TITLE
    for number, row in enumerate(box.rows):
        rows.append(_placed(row, y, room, entered.get(number, 0)))
        y = rows[-1].bottom
    height = y + _BOTTOM if box.rows else y
    return Sized(box, whole, height, tuple(rows), start, places_of(box))


def _placed(row: Row, y: int, room: Widths, arrows: int) -> SizedRow:
    top = y + (_CAPTION if any(cell.caption for cell in row.cells) else 0)
    count = len(row.cells)
    if row.is_apart:
        each = room.apart[_array(row)]
    else:
        each = room.whole - _PAD - room.start
        if row.label:
            each = min(each, max(room.alone, _WIDEST_BLANK, _room(row, room.apart)))
    spots = tuple(Spot(room.start + index * each, top, each, _CELL) for index in range(count))
    bottom = top + _ROW + (_STRIP + STRIP_LANE * (arrows - 1) if arrows else 0)
    return SizedRow(row, top + 15, spots, top + _CELL + _STRIP - 2, bottom)


def _array(row: Row) -> Part:
    """Return the array or struct that a row of several cells is a part of. Its cells have one width in all rows."""
    return row.object, _INDEX.sub("", row.path)


def _room(row: Row, apart: Mapping[Part, int]) -> int:
    if row.is_apart:
        return apart[_array(row)] * len(row.cells)
    if row.cells:
        return max(_LEAST_CELL + 8, _of_cells(row))
    return _small(row.note)


def _of_cells(row: Row) -> int:
    """Return the width of the widest cell of a row."""
    return max(
        _LEAST_CELL,
        *(_text(cell.text) + (28 if cell.pointer and cell.text else 12) for cell in row.cells),
        *(_small(cell.caption) + 6 for cell in row.cells),
    )


def _is_in_text(row: Row, pointer: Pointer) -> bool:
    """Whether a pointer leads to a character of a text that is one cell."""
    return len(row.cells) == 1 and row.cells[0].kind == "text" and pointer.path != row.path


def _character(row: SizedRow, pointer: Pointer) -> int:
    """Return where the character stands that a pointer leads to."""
    index = pointer.path.rpartition("[")[2].removesuffix("]")
    spot, text = row.spots[0], row.row.cells[0].text
    number = min(int(index), len(text)) if index.isdecimal() and len(index) < 6 else 0
    begin = spot.x + (spot.width - width(text) * _CHARACTER) / 2
    return round(min(begin + (number + 1.5) * _CHARACTER, spot.x + spot.width - 3))


def _text(text: str) -> int:
    return math.ceil(width(text) * _CHARACTER)


def _small(text: str) -> int:
    return math.ceil(width(text) * _SMALL)
