"""What was made for one moment and serves the next one too: values of objects that have not changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .calls import Running
from .image import Both, HeapBlock, Image
from .pointers import Found, Pointers, Reached
from .reading import Values
from .snapshots import Block, Frame, Variable
from .targets import Object, Objects
from .types import Type
from .values import Value

# Larger objects are looked at anew each time.
_LARGEST = 4096
# The calls that ran at so many moments are remembered with their variables.
_MOST_OBJECTS = 200


_Trail = tuple[tuple[int, Type, Found], ...]


class _Entry(NamedTuple):
    """A value, and all that it was made from: the bytes of an object, and the places of the pointers in it."""

    object: Object
    both: Both
    value: Value
    trail: _Trail


class _Shown(NamedTuple):
    """A live block that was shown, what of it was seen, and the blocks that its pointers point into, nowhere else."""

    made: Block
    changes: int
    is_lost: bool
    type: Type | None
    reached: Sequence[Reached]


class _All(NamedTuple):
    """All blocks that were shown, whether there were no more, and what decides them: the heap, and pointers to it."""

    heap: int
    met: Sequence[int]
    blocks: tuple[Block, ...]
    is_all: bool


class Kept:
    """Values of objects, and what is made of them, as long as nothing changes.

    Args:
        image: The memory.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self._entries: dict[str, _Entry] = {}
        self._variables: dict[str, tuple[Object, Variable]] = {}
        self._frames: dict[int, tuple[Frame, Running, int, _Trail]] = {}
        self._blocks: dict[int, _Shown] = {}
        self._all: _All | None = None
        self._moment = 0
        self._objects: dict[tuple[int, ...], tuple[Objects, Sequence[Running]]] = {}

    def forget(self) -> None:
        """Forget all: from now on values are read in another way."""
        self._entries.clear()
        self._frames.clear()
        self._blocks.clear()
        self._all = None

    def next_moment(self) -> None:
        """Begin with the next moment."""
        self._moment += 1

    def objects(self, calls: Sequence[Running], statics: Sequence[Object]) -> Objects:
        """Return the variables of calls, and static ones, as objects."""
        key = (len(statics), *map(id, calls))
        known = self._objects.get(key)
        if known is None:
            placed = (item for call in calls for item in (*call.variables, *call.begun))
            own = [item.object for item in placed if item.object]
            known = (
                Objects([*statics, *own]),
                calls,
            )  # which keeps the calls, so that no other one has their ids
            if len(self._objects) == _MOST_OBJECTS:
                self._objects.clear()
            self._objects[key] = known
        return known[0]

    def value(self, placed: Object, values: Values, pointers: Pointers) -> Value:
        """Return the value of an object.

        Args:
            placed: The object.
            values: Reads it, if it has changed.
            pointers: Finds the places of the pointers in it.
        """
        is_small = 0 < placed.size <= _LARGEST
        both = self._image.read(placed.address, placed.size) if is_small else None
        entry = self._entries.get(placed.name)
        if (
            entry is not None
            and entry.object == placed
            and entry.both == both
            and all(pointers.find(at, kind) == found for at, kind, found in entry.trail)
        ):
            return entry.value
        pointers.trail = []
        values.begin()
        if placed.type is None:
            value = values.bytes_of(placed.address, placed.size)
        else:
            value = values.value(placed.type, placed.address, placed.length)
        if both is not None:
            self._entries[placed.name] = _Entry(placed, both, value, tuple(pointers.trail))
        return value

    def same_variable(self, placed: Object, value: Value) -> Variable | None:
        """Return the variable that was made of an object before, if it has the same value, or None."""
        known = self._variables.get(placed.name)
        return known[1] if known and known[0] is placed and known[1].value is value else None

    def variable(self, placed: Object, made: Variable) -> Variable:
        """Return an equal variable that was made before, or this one."""
        known = self._variables.get(placed.name)
        if known is not None and known[1].value is made.value and known[1] == made:
            made = known[1]
        self._variables[placed.name] = (placed, made)
        return made

    def frame(self, call: Running, pointers: Pointers, make: Callable[[], Frame]) -> Frame:
        """Return a call: that of the moment before, if nothing has changed in it, else a new one.

        Args:
            call: The call.
            pointers: Finds the places of the pointers in it.
            make: Makes it.
        """
        known = self._frames.get(call.cfa)
        if known is not None:
            frame, same, moment, trail = known
            if (
                same is call
                and moment == self._moment - 1
                and not self._image.has_touched(call.lowest, call.cfa)
                and (
                    not trail or all(pointers.find(at, kind) == found for at, kind, found in trail)
                )
            ):
                self._frames[call.cfa] = (frame, call, self._moment, trail)
                return frame
        frame = make()
        if call.is_plain:
            self._frames[call.cfa] = (frame, call, self._moment, self._trail(call))
        return frame

    def _trail(self, call: Running) -> _Trail:
        """Return the pointers in the variables of a call."""
        names = (item.object.name for item in call.variables if item.object)
        return tuple(
            step for name in names if name in self._entries for step in self._entries[name].trail
        )

    def blocks(
        self, pointers: Pointers, make: Callable[[], tuple[dict[int, Block], bool]]
    ) -> tuple[tuple[Block, ...], bool]:
        """Return all blocks that are shown, and whether there are no more: those of before, if none can have changed.

        Args:
            pointers: The pointers in variables, which have met the first of the blocks.
            make: Looks at all of them.
        """
        heap, met = self._image.heap, [block.number for block in pointers.order]
        known = self._all
        if known and known.heap == heap and known.met == met and not pointers.freed:
            return known.blocks, known.is_all
        made, is_all = make()
        blocks = tuple(made.values())
        kept = map(self._blocks.get, made)
        if all(item and item.made is block for item, block in zip(kept, blocks, strict=True)):
            self._all = _All(heap, met, blocks, is_all)
        return blocks, is_all

    def block(self, block: HeapBlock, pointers: Pointers, make: Callable[[], Block]) -> Block:
        """Return a block: as it was shown before, if nothing has changed in it, else a new one.

        Args:
            block: The block.
            pointers: Finds the places of the pointers in it.
            make: Makes it.
        """
        known = self._blocks.get(block.number)
        if (
            known is not None
            and known.changes == block.changes
            and block.is_live
            and known.is_lost == block.is_lost
            and known.type is block.type
            and all(other.is_live and other.type is kind for other, kind in known.reached)
        ):
            for other, _ in known.reached:
                pointers.meet(other)
            return known.made
        made = make()
        entry = self._entries.get(made.name)
        if block.is_live and entry and (reached := pointers.reached(entry.trail)) is not None:
            self._blocks[block.number] = _Shown(
                made, block.changes, block.is_lost, block.type, reached
            )
        return made
