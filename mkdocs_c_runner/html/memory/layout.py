"""A snapshot in numbers: where each box stands, and which points each arrow goes through. All numbers are pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from .contents import Box, Contents
from .heap import Band, Heap
from .kept import Kept
from .laid import Layout, Line, Placed, Point
from .lanes import Lanes
from .room import Sizes, room_of
from .routes import Arrow, Place, Route, Routes, arrows_of, in_lanes, owners_of, places_in
from .sizes import TITLE, Sized

# The line with the words above the stack and the heap.
HEADING = 22
_BETWEEN_CALLS, _BETWEEN_BANDS, _BETWEEN_COLUMNS = 12, 22, 44
_LANE, _BEFORE_LANES = 7, 11
_GUTTER = 58
_WIDEST_ROW = 480  # of blocks without arrows
_EDGE = 2  # half of the widest line


def layout(contents: Contents) -> Layout:
    """Return a snapshot in numbers."""
    kept = Kept()
    return Laid(contents, Sizes(room_of([contents], kept)), kept).with_heap(0)


class Laid:
    """A snapshot of which all is known but where the heap begins, which is the same place in all steps.

    Args:
        contents: Its boxes.
        sizes: Their sizes.
        kept: What was made of other snapshots of the same program.

    Attributes:
        heap: Where the heap begins at least; 0 if there is none.
    """

    def __init__(self, contents: Contents, sizes: Sizes, kept: Kept) -> None:
        self._boxes = boxes = sizes.of(contents)
        objects = kept.each("objects", contents.boxes, Box.objects)
        keys = list(boxes)
        owners = kept.again("owners", (keys, objects), partial(owners_of, keys, objects))
        arrows = tuple(in_lanes(arrows_of(boxes, owners, kept)))
        shapes = [(key, it.width, it.height, it.box.type) for key, it in boxes.items()]
        # From step to step other texts stand in the boxes, mostly, but they stand where they stood.
        self._laying = kept.again(
            "layout",
            (len(contents.stack), shapes, arrows),
            lambda: _Laying(boxes, contents, arrows, kept),
        )
        self.heap = self._laying.heap

    def with_heap(self, heap: int) -> Layout:
        """Return the layout, with the heap no further left than there."""
        found = self._laying.done(heap)
        places = {key: Placed(self._boxes[key], at.x, at.y) for key, at in found.boxes.items()}
        return found._replace(boxes=places)


class _Laying:
    """Lays out boxes of known sizes, step by step."""

    def __init__(
        self,
        boxes: Mapping[str, Sized],
        contents: Contents,
        arrows: Sequence[Arrow],
        kept: Kept,
    ) -> None:
        self._boxes = boxes
        self._stack_width = max((boxes[box.key].width for box in contents.stack), default=0)
        self._y: dict[str, int] = {}
        y = HEADING
        for box in contents.stack:
            self._y[box.key] = y
            y += boxes[box.key].height + _BETWEEN_CALLS
        self._bottom = y - _BETWEEN_CALLS
        blocks = {box.key: boxes[box.key] for box in contents.heap}
        edges = tuple(arrow.edge for arrow in arrows)
        shapes = tuple((key, box.height, box.box.type) for key, box in blocks.items())
        # Where blocks stand depends on nothing else.
        self._bands = kept.of(None, lambda: Heap(blocks, edges).bands(), "bands", shapes, edges)
        self._places = places_in(self._bands)
        self._wanted = self._heights_wanted(arrows)
        ends = {arrow.target for arrow in arrows} | {arrow.source for arrow in arrows}
        self._loose = {it for it, band in enumerate(self._bands) if not ends & set(band.stands)}
        self._shift: dict[int, int] = {}
        self._stand(Lanes())
        routes = Routes(self._places, self._y)
        self._routes = routes.of(arrows)
        self._lanes = routes.lanes
        self._stand(self._lanes)
        self._columns: list[list[int]] = []
        self._xs: dict[str, int] = {}
        self._widths: dict[Place, int] = {}
        self._drops: dict[tuple[str, str], int] = {}
        risers, self._exits = Lanes(), Lanes()
        self._ways = [(it, *self._risers(it, risers, self._exits)) for it in self._routes]
        hooks = _LANE * self._lanes.count("stack")
        self._start = self._stack_width + hooks + _GUTTER + _LANE * risers.count("gutter")
        self.heap = self._start if self._bands else 0
        self._done: Layout | None = None

    def _heights_wanted(self, arrows: Iterable[Arrow]) -> dict[str, int]:
        """Return where the first block of each band is straight beside the first pointer to it."""
        wanted: dict[str, int] = {}
        for arrow in arrows:
            if arrow.source not in self._places:
                y = self._y[arrow.source] + arrow.start[1] - TITLE // 2
                wanted.setdefault(arrow.target, y)
        return wanted

    def _stand(self, lanes: Lanes) -> None:
        """Put the bands one beneath the other."""
        y = HEADING
        for number, band in enumerate(self._bands):
            if number in self._loose:
                continue
            above = _channel(lanes.count((number, "above")))
            root = max(y + above - band.top, self._wanted.get(band.root, 0))
            for key, stand in band.stands.items():
                self._y[key] = root + stand.y
            y = root + band.bottom + _channel(lanes.count((number, "beneath"))) + _BETWEEN_BANDS
        self._heap_bottom = self._stand_loose(y) - _BETWEEN_BANDS

    def _stand_loose(self, y: int) -> int:
        """Put blocks without arrows side by side in rows, and return where the next row would be."""
        x, bottom = 0, y
        for number in sorted(self._loose):
            box = self._boxes[self._bands[number].root]
            if x and x + box.width > _WIDEST_ROW:
                x, y = 0, bottom
            self._y[box.box.key] = y
            self._shift[number] = x
            x += box.width + _BETWEEN_BANDS
            bottom = max(bottom, y + box.height + _BETWEEN_BANDS)
        return bottom

    def done(self, heap: int) -> Layout:
        """Return the layout, with the heap no further left than there: the same place whenever it is asked for."""
        if self._done is None:
            self._done = self._with_heap(max(self._start, heap))
        return self._done

    def _with_heap(self, start: int) -> Layout:
        self._heap_x = start
        self._columns = [
            self._columns_of(number, self._exits) for number in range(len(self._bands))
        ]
        self._xs = self._all_x()
        lines = tuple(self._line(route, riser, exit_) for route, riser, exit_ in self._ways)
        order = {key: index for index, key in enumerate(self._boxes)}
        lines = tuple(sorted(lines, key=lambda line: (order[line.arrow.source], line.arrow.start)))
        placed = {key: Placed(box, self._xs[key], self._y[key]) for key, box in self._boxes.items()}
        right = max((box.x + box.sized.width for box in placed.values()), default=0)
        right = max([right, *(x + 2 for line in lines for x, _ in line.points)])
        bottom = max([self._bottom, self._heap_bottom if self._bands else 0])
        return Layout(placed, lines, right + _EDGE, bottom + _EDGE, start if self._bands else 0)

    def _risers(self, route: Route, risers: Lanes, exits: Lanes) -> tuple[int, int]:
        """Return the lanes in which an arrow goes up or down: in the gutter, and beside its column."""
        arrow = route.arrow
        source, target = self._places.get(arrow.source), self._places.get(arrow.target)
        if route.course in ("hook", "direct"):
            return 0, 0
        begin = self._y[arrow.source] + arrow.start[1]
        channel = self._channel_y(route.channel, route.course, route.lane)
        exit_ = 0
        if source is not None:
            exit_ = exits.take((source.band, source.column), begin, channel)
        if source is not None and target is not None and source.band == target.band:
            return 0, exit_
        end = begin if source is None else self._y[arrow.target] + arrow.entry.y
        return risers.take("gutter", min(begin, end, channel), max(begin, end, channel)), exit_

    def _columns_of(self, number: int, exits: Lanes) -> list[int]:
        """Return where the columns of a band begin, and where the last one ends."""
        band = self._bands[number]
        widths: dict[int, int] = {}
        for key, stand in band.stands.items():
            widths[stand.column] = max(widths.get(stand.column, 0), self._boxes[key].width)
        self._widths |= {Place(number, column): width for column, width in widths.items()}
        x, columns = self._heap_x + self._shift.get(number, 0), []
        for column in range(len(widths)):
            columns.append(x)
            x += widths[column] + _BETWEEN_COLUMNS + _LANE * exits.count((number, column))
        return [*columns, x]

    def _all_x(self) -> dict[str, int]:
        """Return where each box begins."""
        columns = self._columns
        blocks = {key: columns[band][column] for key, (band, column) in self._places.items()}
        return dict.fromkeys(self._boxes, 1) | blocks

    def _right_of(self, place: Place) -> int:
        """Return where the column of a block ends."""
        return self._columns[place.band][place.column] + self._widths[place]

    def _channel_y(self, band: int, course: str, lane: int) -> int:
        """Return the height of a lane of a channel."""
        ground: Band = self._bands[band]
        root = self._y[ground.root] - ground.stands[ground.root].y
        if course == "above":
            return root + ground.top - _BEFORE_LANES - _LANE * lane
        return root + ground.bottom + _BEFORE_LANES + _LANE * lane

    def _line(self, route: Route, riser: int, exit_: int) -> Line:
        arrow = route.arrow
        x, y = self._xs[arrow.source] + arrow.start[0], self._y[arrow.source] + arrow.start[1]
        source = self._places.get(arrow.source)
        if route.course == "hook":
            lane = 1 + self._stack_width + 10 + _LANE * route.lane
            end = self._end_at_stack(arrow)
            return Line(arrow, ((x, y), (lane, y), (lane, end[0][1]), *end))
        edge = 1 + self._stack_width if source is None else self._right_of(source)
        if route.course == "direct":
            end = self._end_from_left(arrow)
            return Line(arrow, ((x, y), (edge, y), *end), 1)
        gutter = self._heap_x - 16 - _LANE * riser
        channel = self._channel_y(route.channel, route.course, route.lane)
        out = gutter if source is None else edge + 10 + _LANE * exit_
        points = [(x, y), (out, y), (out, channel)]
        target = self._places.get(arrow.target)
        if source is not None and (target is None or target.band != source.band):
            points.append((gutter, channel))
        if target is None:
            end = self._end_at_stack(arrow)
            return Line(arrow, (*points, (gutter, end[0][1]), *end))
        if route.last >= 0:
            course = "above" if route.course == "beneath" else "beneath"
            channel = self._channel_y(route.last, course, route.last_lane)
            points.append((gutter, channel))
            return Line(arrow, (*points, *self._end_from_channel(arrow, course, channel)))
        if target.column == 0 and points[-1][0] == gutter and source is not None:
            end = self._end_from_left(arrow)
            return Line(arrow, (*points, (gutter, end[0][1]), *end))
        return Line(arrow, (*points, *self._end_from_channel(arrow, route.course, channel)))

    def _end_at_stack(self, arrow: Arrow) -> list[Point]:
        """Return the last points of an arrow that comes to the stack from the right."""
        x, y, entry = 1, self._y[arrow.target], arrow.entry
        if entry.strip:
            strip = y + entry.strip
            return [(x + entry.x, strip), (x + entry.x, y + entry.y)]
        return [(x + entry.x, y + entry.y)]

    def _end_from_left(self, arrow: Arrow) -> list[Point]:
        """Return the last points of an arrow that comes to a block from the left."""
        x, y, entry = self._xs[arrow.target], self._y[arrow.target], arrow.entry
        if entry.strip:
            strip = y + entry.strip
            return [(x, strip), (x + entry.x, strip), (x + entry.x, y + entry.y)]
        return [(x, y + entry.y)]

    def _end_from_channel(self, arrow: Arrow, course: str, channel: int) -> list[Point]:
        """Return the last points of an arrow that comes to a block from above or beneath its band."""
        x, y = self._xs[arrow.target], self._y[arrow.target]
        if arrow.leads_to_all and self._is_open(arrow.target, course):
            count = self._drops.get((arrow.target, course), 0)
            self._drops[arrow.target, course] = count + 1
            drop = x + min(16 + 10 * count, self._boxes[arrow.target].width - 8)
            edge = y if course == "above" else y + self._boxes[arrow.target].height
            return [(drop, channel), (drop, edge)]
        end = self._end_from_left(arrow)
        beside = x - 14
        return [(beside, channel), (beside, end[0][1]), *end]

    def _is_open(self, key: str, course: str) -> bool:
        """Whether no other block stands between a block and a channel of its band."""
        place = self._places[key]
        own = self._y[key]
        others = [
            self._y[other] for other, at in self._places.items() if at == place and other != key
        ]
        return (
            all(other > own for other in others)
            if course == "above"
            else all(other < own for other in others)
        )


def _channel(lanes: int) -> int:
    """Return the height of a channel."""
    return _BEFORE_LANES + _LANE * lanes if lanes else 0
