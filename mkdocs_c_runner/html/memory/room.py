"""The room that boxes take in all steps of a program, so that they keep their size and their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...engine.memory.values import Pointer
from .contents import Box, Contents
from .kept import Kept
from .routes import owners_of
from .sizes import Sized, rows_entered, sized

_LEAST_STACK = 124


class Room(NamedTuple):
    """The room that boxes take in other steps too, so that they keep their place.

    Attributes:
        widths: How wide each box is at least.
        entered: The rows of each box that arrows enter from below, and the lanes of these arrows.
        heap: Where the heap begins at least.
    """

    widths: Mapping[str, int] = {}
    entered: Mapping[str, Mapping[int, int]] = {}
    heap: int = 0


def room_of(contents: Contents, kept: Kept | None = None) -> Room:
    """Return the room that the boxes of a snapshot need."""
    kept = kept or Kept()
    owners = owners_of(contents.boxes)
    pointers: dict[str, list[Pointer]] = {}
    for box in contents.boxes:
        for pointer in kept.of(box, box.pointers, "pointers"):
            pointers.setdefault(owners.get(pointer.target, ""), []).append(pointer)
    entered, widths = {}, {}
    for box in contents.boxes:
        rows = rows_entered(box, pointers[box.key]) if box.key in pointers else {}
        entered[box.key] = rows
        widths[box.key] = sized_in(box, rows, 0, kept).width
    stack = max((widths[box.key] for box in contents.stack), default=0)
    return Room(widths | {"": max(stack, _LEAST_STACK)}, entered)


def sized_in(box: Box, entered: Mapping[int, int], least: int, kept: Kept) -> Sized:
    """Return a box with its size, or the same one as in an earlier snapshot."""
    return kept.of(
        box, lambda: sized(box, entered, least), "sized", least, *sorted(entered.items())
    )


def united(rooms: Iterable[Room]) -> Room:
    """Return the room that the boxes of all steps need."""
    widths: dict[str, int] = {}
    entered: dict[str, dict[int, int]] = {}
    for room in rooms:
        for key, width in room.widths.items():
            widths[key] = max(width, widths.get(key, 0))
        for key, rows in room.entered.items():
            known = entered.setdefault(key, {})
            for row, lanes in rows.items():
                known[row] = max(lanes, known.get(row, 0))
    return Room(widths, entered)
