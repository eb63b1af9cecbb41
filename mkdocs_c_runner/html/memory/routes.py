"""The kinds of ways that arrows take, chosen before anything has its final place.

Where arrows run decides how much room there must be between the boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from ...engine.memory.values import Pointer
from .contents import Part
from .heap import Band, Edge
from .kept import Kept
from .lanes import Lanes
from .sizes import MOST_IN_STRIP, STRIP_LANE, TITLE, Entry, Sized

# How an arrow runs: beside the stack; straight to the next column; through a channel above or beneath a band.
Course = Literal["hook", "direct", "above", "beneath"]


class Arrow(NamedTuple):
    """A pointer that is drawn.

    Attributes:
        part: The cell that it is in.
        pointer: The pointer.
        source: The key of the box of that cell.
        start: The middle of the cell, from the corner of the box.
        target: The key of the box that it leads to.
        entry: Where it ends, from the corner of that box.
    """

    part: Part
    pointer: Pointer
    source: str
    start: tuple[int, int]
    target: str
    entry: Entry

    @property
    def leads_to_all(self) -> bool:
        """Whether it leads to a block and not to a part of it."""
        return self.entry.y == TITLE // 2 and not self.entry.strip

    @property
    def edge(self) -> Edge:
        """The arrow as the heap sees it."""
        return Edge(self.source, self.start[1], self.target)


class Route(NamedTuple):
    """The way of an arrow.

    Attributes:
        arrow: The arrow.
        course: How it runs.
        lane: Its lane beside the stack, or in the channel.
        channel: The number of the band whose channel it takes, or -1.
        last: The number of the band whose channel it takes before its end, or -1 if that is the same.
        last_lane: Its lane there.
    """

    arrow: Arrow
    course: Course
    lane: int = 0
    channel: int = -1
    last: int = -1
    last_lane: int = 0


class Place(NamedTuple):
    """The place of a block: its band and its column."""

    band: int
    column: int


def owners_of(keys: Sequence[str], objects: Iterable[Sequence[str]]) -> Mapping[str, str]:
    """Return the key of the box of each object, from the keys of boxes and the objects in each."""
    owners = {name: key for key, names in zip(keys, objects, strict=True) for name in names}
    return owners | dict(zip(keys, keys, strict=True))


def arrows_of(boxes: Mapping[str, Sized], owners: Mapping[str, str], kept: Kept) -> Iterator[Arrow]:
    """Yield all arrows, those of the stack first, from top to bottom."""
    starts_of = kept.each("starts", boxes.values(), _starts)
    for box, starts in zip(boxes.values(), starts_of, strict=True):
        if starts:
            keys = [owners.get(pointer.target) for _, pointer, _ in starts]
            targets = [boxes[key] if key else None for key in keys]
            make = partial(_arrows, box, starts, targets)
            yield from kept.of(box, make, "arrows", *map(id, targets))


_Start = tuple[Part, Pointer, tuple[int, int]]


def _arrows(
    box: Sized, starts: Iterable[_Start], targets: Iterable[Sized | None]
) -> tuple[Arrow, ...]:
    """Return the arrows from a box to others."""
    return tuple(
        Arrow(part, pointer, box.box.key, start, target.box.key, target.entry(pointer))
        for (part, pointer, start), target in zip(starts, targets, strict=True)
        if target is not None
    )


def _starts(box: Sized) -> list[_Start]:
    """Return where arrows begin in a box."""
    found = []
    for row in box.rows:
        for cell, spot in zip(row.row.cells, row.spots, strict=True):
            if cell.pointer is not None:
                x, y = spot.middle
                # The word stands before the arrow.
                start = (spot.x + spot.width - 9 if cell.text else x, y)
                found.append(((row.row.object, cell.path), cell.pointer, start))
    return found


def in_lanes(arrows: Iterable[Arrow]) -> list[Arrow]:
    """Return arrows so that those which enter one row from below have a lane each, the leftmost the lowest."""
    found = list(arrows)
    ends: dict[tuple[str, int], set[int]] = {}
    for arrow in found:
        if arrow.entry.strip:
            ends.setdefault((arrow.target, arrow.entry.strip), set()).add(arrow.entry.x)
    lanes = {
        (*row, x): min(lane, MOST_IN_STRIP - 1) * STRIP_LANE
        for row, xs in ends.items()
        for lane, x in enumerate(sorted(xs, reverse=True))
    }
    return [
        _lowered(arrow, lane)
        if (lane := lanes.get((arrow.target, arrow.entry.strip, arrow.entry.x)))
        else arrow
        for arrow in found
    ]


def _lowered(arrow: Arrow, lane: int) -> Arrow:
    return arrow._replace(entry=arrow.entry._replace(strip=arrow.entry.strip + lane))


def places_in(bands: Iterable[Band]) -> Mapping[str, Place]:
    """Return the place of each block."""
    return {
        key: Place(number, stand.column)
        for number, band in enumerate(bands)
        for key, stand in band.stands.items()
    }


class Routes:
    """Chooses ways.

    Args:
        places: The places of the blocks.
        heights: Where boxes stand, as far as that is known before channels have their room.
    """

    def __init__(self, places: Mapping[str, Place], heights: Mapping[str, int]) -> None:
        self._places = places
        self._heights = heights
        self.lanes = Lanes()

    def of(self, arrows: Iterable[Arrow]) -> list[Route]:
        """Return the ways of all arrows; short hooks are nearer to the stack than long ones."""
        waiting = sorted(arrows, key=lambda arrow: abs(self._begin(arrow) - self._end(arrow)))
        return [self._route(arrow) for arrow in waiting]

    def _begin(self, arrow: Arrow) -> int:
        return self._heights[arrow.source] + arrow.start[1]

    def _end(self, arrow: Arrow) -> int:
        return self._heights[arrow.target] + (arrow.entry.strip or arrow.entry.y)

    def _route(self, arrow: Arrow) -> Route:
        source, target = self._places.get(arrow.source), self._places.get(arrow.target)
        if source is None and target is None:
            top, bottom = sorted((self._begin(arrow), self._end(arrow)))
            lane = self.lanes.take("stack", top - 4, bottom + 4)
            return Route(arrow, "hook", lane)
        if source is None and target is not None:
            if target.column == 0:
                return Route(arrow, "direct")
            # A channel beneath the band, unless the arrow comes from above: then it crosses none to the first column.
            course: Course = "above" if self._begin(arrow) < self._end(arrow) else "beneath"
            return self._through(arrow, course, target.band, -1, 2 * target.column)
        if source is not None and target is not None and source.band == target.band:
            if target.column == source.column + 1:
                return Route(arrow, "direct")
            begin = 2 * source.column + 1
            return self._through(arrow, "beneath", source.band, begin, 2 * target.column)
        return self._between(arrow, source or Place(0, 0), target)

    def _through(self, arrow: Arrow, course: Course, band: int, begin: int, end: int) -> Route:
        lane = self.lanes.take((band, course), begin, end)
        return Route(arrow, course, lane, band)

    def _between(self, arrow: Arrow, source: Place, target: Place | None) -> Route:
        """Return a way out of a band, along the gutter beside the stack, and to another band or a call."""
        course: Course = "beneath" if self._begin(arrow) < self._end(arrow) else "above"
        route = self._through(arrow, course, source.band, -1, 2 * source.column + 1)
        if target is None or target.column == 0:
            return route
        other: Course = "above" if course == "beneath" else "beneath"
        lane = self.lanes.take((target.band, other), -1, 2 * target.column)
        return route._replace(last=target.band, last_lane=lane)
