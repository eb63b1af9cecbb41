"""What was made for one moment and serves the next one too: values of objects that have not changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .calls import Placed, Running
from .heap_block import HeapBlock
from .image import Both, Image
from .kept_blocks import KeptBlocks
from .pointers import Pointers, Step, Trail
from .reading import Values
from .snapshots import Block, Frame, Variable
from .targets import Object, Objects
from .values import Value

# Larger objects are looked at anew each time.
_LARGEST = 4096
# The calls that ran at so many moments are remembered with their variables.
_MOST_OBJECTS = 200


@dataclass(slots=True, eq=False)
class _Pointed:
    """The places that the pointers in something lead to, and when they did so for the last time.

    Attributes:
        trail: The pointers, with the places that were found.
        blocks: The blocks of the heap among these; None if one of them may change while nothing else does.
        moment: The moment.
        objects: The variables of that moment.
        layout: The layout of the heap then.
        stack_pointer: The stack pointer then.
    """

    trail: Trail
    blocks: Sequence[HeapBlock] | None
    moment: int
    objects: Objects
    layout: int
    stack_pointer: int


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """A value, and all that it was made from: the bytes of an object, and the places of the pointers in it."""

    object: Object
    both: Both
    value: Value
    pointed: _Pointed


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """A call that was shown, and all that it was made from: its variables, and the places of the pointers in them."""

    frame: Frame
    variables: Sequence[Placed]
    pointed: _Pointed


class Kept:
    """Values of objects, and what is made of them, as long as nothing changes.

    Args:
        image: The memory.

    Attributes:
        blocks: The same for the blocks of the heap.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self._entries: dict[str, _Entry] = {}
        self._variables: dict[str, tuple[Object, Variable]] = {}
        self._frames: dict[int, _Frame] = {}
        self.blocks = KeptBlocks(image)
        self._moment = 0
        self._known_objects: dict[tuple[int, ...], tuple[Objects, object]] = {}
        self._objects = Objects(())

    def forget(self) -> None:
        """Forget all: from now on values are read in another way."""
        self._entries.clear()
        self._frames.clear()
        self.blocks.forget()

    def next_moment(self) -> None:
        """Begin with the next moment."""
        self._moment += 1

    def objects(self, calls: Sequence[Running], statics: Sequence[Object]) -> Objects:
        """Return the variables of calls, and static ones, as objects: the same as before, if they are the same."""
        parts = [part for call in calls for part in (call.variables, call.begun, call.others)]
        key = (len(statics), *map(id, parts))
        known = self._known_objects.get(key)
        if known is None:
            placed = (item for call in calls for item in (*call.variables, *call.begun))
            own = [item.object for item in placed if item.object]
            # It keeps the parts, so that no other ones have their ids.
            known = (Objects([*statics, *own]), parts)
            if len(self._known_objects) == _MOST_OBJECTS:
                self._known_objects.clear()
            self._known_objects[key] = known
        self._objects = known[0]
        return self._objects

    def value(self, placed: Object, values: Values, pointers: Pointers) -> Value:
        """Return the value of an object.

        Args:
            placed: The object.
            values: Reads it, if it has changed.
            pointers: Finds the places of the pointers in it.
        """
        image, address = self._image, placed.address
        entry = self._entries.get(placed.name)
        if (
            entry is not None
            and entry.object is placed
            and not image.may_have_changed(address, address + placed.size)
            and self._is_still(entry.pointed, pointers)
        ):
            return entry.value
        both = image.read(address, placed.size) if 0 < placed.size <= _LARGEST else None
        if (
            entry is not None
            and entry.object == placed
            and entry.both == both
            and self._is_again(entry.pointed, pointers)
        ):
            return entry.value
        pointers.trail = []
        values.begin()
        if placed.type is None:
            value = values.bytes_of(address, placed.size)
        else:
            value = values.value(placed.type, address, placed.length)
        if both is not None:
            pointed = self._pointed(tuple(pointers.trail), pointers)
            self._entries[placed.name] = _Entry(placed, both, value, pointed)
        return value

    def _pointed(self, trail: Trail, pointers: Pointers) -> _Pointed:
        image = self._image
        blocks = pointers.blocks_of(trail)
        return _Pointed(
            trail, blocks, self._moment, self._objects, image.layout, image.stack_pointer
        )

    def _is_still(self, pointed: _Pointed, pointers: Pointers) -> bool:
        """Whether pointers lead where they did a moment before, because nothing has changed that could decide it."""
        if (
            pointed.blocks is None
            or pointed.moment < self._moment - 1
            or pointed.objects is not self._objects
            or pointed.layout != self._image.layout
            or pointed.stack_pointer != self._image.stack_pointer
            or pointers.has_begun
        ):
            return False
        for block in pointed.blocks:
            pointers.meet(block)
        pointed.moment = self._moment
        return True

    def _is_again(self, pointed: _Pointed, pointers: Pointers) -> bool:
        """Whether pointers that have not changed lead to the same places as before."""
        for address, kind, found in pointed.trail:
            if pointers.find(address, kind) != found:
                return False
        pointed.moment = self._moment
        pointed.objects = self._objects
        pointed.layout = self._image.layout
        pointed.stack_pointer = self._image.stack_pointer
        return True

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
        if (
            known is not None
            and known.variables is call.variables
            and known.pointed.moment >= self._moment - 1
            and call.is_plain
            and not self._image.may_have_changed(call.lowest, call.cfa)
            and (self._is_still(known.pointed, pointers) or self._is_again(known.pointed, pointers))
        ):
            return self._at_its_line(known, call)
        frame = make()
        if call.is_plain and (trail := self._trail(call)) is not None:
            self._frames[call.cfa] = _Frame(frame, call.variables, self._pointed(trail, pointers))
        return frame

    def _at_its_line(self, known: _Frame, call: Running) -> Frame:
        """Return a call with the variables of before."""
        frame, location = known.frame, call.location
        if (frame.line, frame.file, frame.name) == (location.line, location.file, call.name):
            return frame
        made = Frame(call.name, call.function.name, location.file, location.line, frame.variables)
        self._frames[call.cfa] = _Frame(made, known.variables, known.pointed)
        return made

    def _trail(self, call: Running) -> Trail | None:
        """Return the pointers in the variables of a call, or None if one of these has none that are known."""
        steps: list[Step] = []
        for item in call.variables:
            if item.object:
                entry = self._entries.get(item.object.name)
                if entry is None or entry.object is not item.object:
                    return None
                steps += entry.pointed.trail
        return tuple(steps)

    def block(self, block: HeapBlock, made: Block, pointers: Pointers) -> Block:
        """Keep a block that was made anew, and return it."""
        entry = self._entries.get(made.name)
        if block.is_live and entry:
            self.blocks.keep(block, made, pointers.reached(entry.pointed.trail))
        return made
