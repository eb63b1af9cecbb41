"""The room that boxes take in all steps of a program, so that they keep their size and their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from ...engine.memory.values import Pointer
from .contents import Box, Contents
from .kept import Kept
from .routes import owners_of
from .sizes import Sized, rows_entered, sized, widths_of

_LEAST_STACK = 124


class Room(NamedTuple):
    """The room that boxes take in other steps too, so that they keep their place.

    Attributes:
        widths: How wide each box is at least.
        entered: The rows of each box that arrows enter from below, and the lanes of these arrows.
    """

    widths: Mapping[str, int] = {}
    entered: Mapping[str, Mapping[int, int]] = {}


def room_of(all_contents: Iterable[Contents], kept: Kept) -> Room:
    """Return the room that the boxes of some snapshots need."""
    widths = {"": _LEAST_STACK}
    entered: dict[str, dict[int, int]] = {}
    seen: dict[tuple[int, int], object] = {}
    for contents in all_contents:
        boxes = contents.boxes
        keys = [box.key for box in boxes]
        pointers = kept.each("pointers", boxes, Box.pointers)
        objects = kept.each("objects", boxes, Box.objects)
        needed = kept.each("widths", boxes, widths_of)
        into = kept.again(
            "into", (keys, objects, pointers), partial(_into, keys, objects, pointers)
        )
        for index, box in enumerate(boxes):
            own = into.get(box.key, ())
            if (id(box), id(own)) in seen:
                continue
            seen[id(box), id(own)] = box, own  # so that no others get their identities
            rows = rows_entered(box, own) if own else {}
            key = "" if index < len(contents.stack) else box.key
            widths[key] = max(needed[index].whole, widths.get(key, 0))
            known = entered.setdefault(box.key, {})
            for row, lanes in rows.items():
                known[row] = max(lanes, known.get(row, 0))
    return Room(widths, entered)


def _into(
    keys: Sequence[str],
    objects: Sequence[Sequence[str]],
    pointers: Sequence[Sequence[Pointer]],
) -> Mapping[str, Sequence[Pointer]]:
    """Return the pointers that lead into each box."""
    owners = owners_of(keys, objects)
    found: dict[str, list[Pointer]] = {}
    for pointer in chain.from_iterable(pointers):
        found.setdefault(owners.get(pointer.target, ""), []).append(pointer)
    return found


class Sizes:
    """The sizes of boxes that have so much room.

    Args:
        room: The room.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._known: dict[int, Sized] = {}

    def of(self, contents: Contents) -> dict[str, Sized]:
        """Return the boxes of a snapshot with their sizes, by their keys."""
        known, found = self._known, {}
        for index, box in enumerate(contents.boxes):
            made = known.get(id(box))
            if made is None:
                key = "" if index < len(contents.stack) else box.key
                least, rows = self._room.widths.get(key, 0), self._room.entered.get(box.key, {})
                # Which keeps the box, so that no other one gets its identity.
                made = known[id(box)] = sized(box, rows, least)
            found[box.key] = made
        return found
