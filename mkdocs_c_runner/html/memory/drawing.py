"""A layout as SVG: each box with its cells, and with the arrows that begin in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from ...markup import Markup, element, joined, void
from .contents import Kind, Part
from .kept import Kept
from .laid import Layout, Line, Placed, Point
from .rows import DANGLING
from .sizes import Sized, SizedRow, Spot

_PAD = 8
_INDENT = 14
_CORNER = 6
_TIP = 8

_KINDS: dict[Kind, str] = {
    "statics": "c-runner-box",
    "frame": "c-runner-box",
    "current": "c-runner-box c-runner-current",
    "block": "c-runner-box c-runner-block",
    "freed": "c-runner-box c-runner-freed",
    "lost": "c-runner-box c-runner-block c-runner-lost",
}


class Group(NamedTuple):
    """A box with all that is drawn with it.

    Attributes:
        key: The key of the box.
        x: Where it stands.
        y: Where it stands.
        pieces: Elements, in coordinates of its own.
    """

    key: str
    x: int
    y: int
    pieces: tuple[Markup, ...]


def groups(
    layout: Layout, changed: frozenset[Part] = frozenset(), kept: Kept | None = None
) -> Iterator[Group]:
    """Yield the boxes of a layout.

    Args:
        layout: The layout.
        changed: The parts to be marked.
        kept: What was made of other snapshots of the same program.
    """
    kept = kept or Kept()
    arrows = kept.of(layout.lines, partial(_arrows, layout), "drawn")
    plain = kept.each("pieces", [placed.sized for placed in layout.boxes.values()], _pieces)
    for (key, placed), as_before in zip(layout.boxes.items(), plain, strict=True):
        box, pieces = placed.sized, as_before
        if changed and not changed.isdisjoint(box.places):
            own = changed.intersection(box.places)
            pieces = kept.of(box, partial(_pieces, box, own), "changed", own)
        yield Group(key, placed.x, placed.y, pieces + arrows.get(key, ()))


def _arrows(layout: Layout) -> dict[str, tuple[Markup, ...]]:
    """Return the arrows that begin in each box."""
    found: dict[str, tuple[Markup, ...]] = {}
    for line in layout.lines:
        key = line.arrow.source
        found[key] = (*found.get(key, ()), _arrow(*_moved(line, layout.boxes[key])))
    return found


def moved(group: Group) -> Markup:
    """Return a group in its place."""
    return element("g", *group.pieces, transform=translation(group.x, group.y))


def translation(x: int, y: int) -> str:
    """Return the attribute that moves a group."""
    return f"translate({x} {y})"


def headings(layout: Layout, stack: str, heap: str) -> Markup:
    """Return the words above the stack and the heap."""
    words = [_text(1, 12, stack, "c-runner-side")]
    if layout.heap:
        words.append(_text(layout.heap, 12, heap, "c-runner-side"))
    return joined(words)


def _pieces(sized: Sized, changed: Collection[Part] = ()) -> tuple[Markup, ...]:
    return tuple(_box(sized, changed))


def _box(sized: Sized, changed: Collection[Part]) -> Iterator[Markup]:
    box, kind = sized.box, _KINDS[sized.box.kind]
    yield void(
        "rect",
        is_xml=True,
        class_=kind,
        width=str(sized.width),
        height=str(sized.height),
        rx="5",
    )
    freed = " c-runner-freed" if box.kind == "freed" else ""
    yield _text(_PAD, 16, box.title, f"c-runner-title{freed}")
    if box.note:
        state = " c-runner-lost" if box.kind == "lost" else freed
        yield _text(sized.width - _PAD, 16, box.note, f"c-runner-aside{state}")
    for row in sized.rows:
        yield from _row(row, sized.start, changed)


def _row(row: SizedRow, start: int, changed: Collection[Part]) -> Iterator[Markup]:
    content = row.row
    if content.label:
        yield _text(_PAD + _INDENT * content.depth, row.base, content.label, "c-runner-name")
    if content.note:
        yield _text(start, row.base, content.note, "c-runner-caption c-runner-words")
    for cell, spot in zip(content.cells, row.spots, strict=True):
        is_new = (content.object, cell.path) in changed
        classes = [f"c-runner-{cell.kind}"] if cell.kind else []
        classes += ["c-runner-new"] if is_new else []
        class_ = " ".join(classes) or None
        pieces = [_rectangle(spot, class_)]
        if cell.kind == "unknown":
            pieces.append(_path(f"M{spot.x} {spot.middle[1]}h{spot.width}", "c-runner-hatch"))
        if is_new:
            corner = f"M{spot.x + spot.width - 6} {spot.y}h6v6z"
            pieces.append(_path(corner, "c-runner-corner"))
        if cell.text:
            middle = spot.x + (spot.width - (18 if cell.pointer else 0)) // 2
            pieces.append(_text(middle, row.base, cell.text, class_))
        if cell.caption:
            middle = spot.middle[0]
            pieces.append(_text(middle, spot.y - 3, cell.caption, "c-runner-caption"))
        yield joined(pieces)


def _rectangle(spot: Spot, class_: str | None) -> Markup:
    return void(
        "rect",
        is_xml=True,
        class_=class_,
        x=str(spot.x),
        y=str(spot.y),
        width=str(spot.width),
        height=str(spot.height),
    )


def _moved(line: Line, placed: Placed) -> tuple[tuple[Point, ...], int, bool]:
    """Return an arrow in the coordinates of its box: its points, where it bends, whether it dangles."""
    left, top = placed.x, placed.y
    points = tuple([(x - left, y - top) for x, y in line.points])
    return points, line.bend, line.arrow.pointer.state in DANGLING


# From step to step most arrows stay as they are.
@lru_cache(maxsize=4096)
def _arrow(points: tuple[Point, ...], bend: int, dangling: bool) -> Markup:  # noqa: FBT001 - a key
    way = _bent([*points], bend) if bend >= 0 else _cornered([*points])
    class_ = "c-runner-arrow c-runner-dangling" if dangling else "c-runner-arrow"
    tip = "c-runner-tip c-runner-dangling" if dangling else "c-runner-tip"
    x, y = points[0]
    dot = f"M{x - 3} {y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
    return _path(way, class_) + _path(dot + _tip(points[-2], points[-1]), tip)


def _tip(before: Point, end: Point) -> str:
    """Return the head of an arrow."""
    (x, y), (from_x, from_y) = end, before
    if from_x == x:
        back = -_TIP if from_y < y else _TIP
        return f"M{x} {y}l-4 {back}h8z"
    back = -_TIP if from_x < x else _TIP
    return f"M{x} {y}l{back}-4v8z"


def _cornered(points: list[Point]) -> str:
    """Return a path with right angles and round corners, which ends before the head of the arrow."""
    points = _shortened(points)
    way = f"M{points[0][0]} {points[0][1]}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_CORNER, _length(before, corner) // 2, _length(corner, after) // 2)
        x, y = _toward(corner, before, radius)
        end_x, end_y = _toward(corner, after, radius)
        way += f"L{x} {y}Q{corner[0]} {corner[1]} {end_x} {end_y}"
    return f"{way}L{points[-1][0]} {points[-1][1]}"


def _bent(points: list[Point], bend: int) -> str:
    """Return a path of straight lines, but for one that bends."""
    if bend == len(points) - 2:
        x, y = points[-1]
        points = [*points[:-1], (x - (_TIP - 2 if points[-2][0] < x else 2 - _TIP), y)]
    else:
        points = [*points[:bend], *_shortened(points[bend:])]
    begin, end = points[bend], points[bend + 1]
    middle = (begin[0] + end[0]) // 2
    way = f"M{points[0][0]} {points[0][1]}H{begin[0]}"
    way += f"C{middle} {begin[1]} {middle} {end[1]} {end[0]} {end[1]}"
    return way + "".join(f"L{x} {y}" for x, y in points[bend + 2 :])


def _shortened(points: list[Point]) -> list[Point]:
    """Return points without those that are twice, so that the last line ends within the head."""
    kept = [point for index, point in enumerate(points) if not index or point != points[index - 1]]
    return [*kept[:-1], _toward(kept[-1], kept[-2], _TIP - 2)] if len(kept) > 1 else points


def _toward(point: Point, other: Point, length: int) -> Point:
    """Return a point so far on the way to another one, along an axis or nearly so."""
    whole = max(1, _length(point, other))
    length = min(length, whole)
    x, y = point
    return (
        x + round((other[0] - x) * length / whole),
        y + round((other[1] - y) * length / whole),
    )


def _length(point: Point, other: Point) -> int:
    return max(abs(point[0] - other[0]), abs(point[1] - other[1]))


def _path(way: str, class_: str) -> Markup:
    return void("path", is_xml=True, class_=class_, d=way)


def _text(x: int, y: int, text: str, class_: str | None) -> Markup:
    return element("text", text, class_=class_, x=str(x), y=str(y))
