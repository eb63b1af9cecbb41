"""A snapshot that has been laid out: the places of its boxes, and the points of its arrows. All numbers are pixels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .routes import Arrow
from .sizes import Sized

Point = tuple[int, int]


class Placed(NamedTuple):
    """A box in its place."""

    sized: Sized
    x: int
    y: int


class Line(NamedTuple):
    """An arrow with the points that it goes through.

    Attributes:
        arrow: The arrow.
        points: The points, from the cell to the edge of the target.
        bend: The number of the point from which it bends to the next one; -1 if it has right angles alone.
    """

    arrow: Arrow
    points: tuple[Point, ...]
    bend: int = -1


class Layout(NamedTuple):
    """A snapshot in numbers.

    Attributes:
        boxes: The boxes by their keys.
        lines: The arrows.
        width: The width of all.
        height: Its height.
        heap: Where the heap begins; 0 if there is none.
    """

    boxes: Mapping[str, Placed]
    lines: tuple[Line, ...]
    width: int
    height: int
    heap: int
