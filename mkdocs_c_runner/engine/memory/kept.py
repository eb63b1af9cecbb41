"""What was made for one moment and serves the next one too: values of objects that have not changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .calls import Placed, Running
from .heap_block import HeapBlock
from .image import Both, Image
from .kept_blocks import KeptBlocks
from .pointers import Pointers, Step, Trail
from .reading import Values
from .snapshots import Block, Frame, Variable
from .targets import Object, Objects
from .values import NotShown, Value

# Larger objects are looked at anew each time.
_LARGEST = 4096


@dataclass(slots=True, eq=False)
class _Made:
    """Something that was made: the places that the pointers in it lead to, and when they did so for the last time.

    It changes in place, since something is made anew at most moments.

    Attributes:
        trail: The pointers, with the places that were found.
        blocks: The blocks of the heap among these; None if one of them may change while nothing else does.
        moment: The moment.
        objects: The variables of that moment.
        layout: The layout of the heap then.
        stack_pointer: The stack pointer then.
    """

    trail: Trail = ()
    blocks: Sequence[HeapBlock] | None = None
    moment: int = 0
    objects: Objects | None = None
    layout: int = 0
    stack_pointer: int = 0


@dataclass(slots=True, eq=False)
class _Value(_Made):
    """A value, and all that it was made from: the bytes of an object, and the places of the pointers in it."""

    object: Object | None = None
    both: Both | None = None
    value: Value = NotShown()  # noqa: RUF009 - it is frozen


@dataclass(slots=True, eq=False)
class _Frame(_Made):
    """A call that was shown, and all that it was made from: its variables, and the places of the pointers in them."""

    frame: Frame | None = None
    variables: Sequence[Placed] = ()


class Kept:
    """Values of objects, and what is made of them, as long as nothing changes.

    Args:
        image: The memory.

    Attributes:
        blocks: The same for the blocks of the heap.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self._values: dict[str, _Value] = {}
        self._variables: dict[str, tuple[Object, Variable]] = {}
        self._frames: dict[int, _Frame] = {}
        self.blocks = KeptBlocks(image)
        self._objects = Objects(())

    def forget(self) -> None:
        """Forget all: from now on values are read in another way."""
        self._values.clear()
        self._frames.clear()
        self.blocks.forget()

    def begin(self, objects: Objects) -> None:
        """Begin with a moment at which these variables are visible."""
        self._objects = objects

    def value(
        self, placed: Object, values: Values, pointers: Pointers, block: HeapBlock | None = None
    ) -> Value:
        """Return the value of an object.

        Args:
            placed: The object.
            values: Reads it, if it has changed.
            pointers: Finds the places of the pointers in it.
            block: The block that it is, or None.
        """
        image, address = self._image, placed.address
        known = self._values.get(placed.name)
        if (
            known is not None
            and known.object is placed
            and not image.may_have_changed(address, address + placed.size, known.moment)
            and self._is_still(known, pointers)
        ):
            return known.value
        if block is not None:
            both = image.content(block)
        else:
            both = image.read(address, placed.size) if 0 < placed.size <= _LARGEST else None
        if (
            known is not None
            and known.object == placed
            and known.both == both
            and self._is_again(known, pointers)
        ):
            return known.value
        pointers.trail = []
        values.begin(address, both)
        if placed.type is None:
            value = values.bytes_of(address, placed.size)
        else:
            value = values.value(placed.type, address, placed.length)
        if both is not None:
            if known is None:
                known = self._values[placed.name] = _Value()
            known.object, known.both, known.value = placed, both, value
            self._note(known, tuple(pointers.trail))
        return value

    def _note(self, made: _Made, trail: Trail) -> None:
        """Note the places of the pointers in something that was made."""
        made.trail, made.blocks = trail, Pointers.blocks_of(trail) if trail else ()
        self._note_moment(made)

    def _note_moment(self, made: _Made) -> None:
        made.moment = self._image.moment
        made.objects = self._objects
        made.layout = self._image.layout
        made.stack_pointer = self._image.stack_pointer

    def _is_still(self, made: _Made, pointers: Pointers) -> bool:
        """Whether pointers lead where they did, because nothing has changed that could decide it."""
        if made.trail:
            if (
                made.blocks is None
                or made.objects is not self._objects
                or made.layout != self._image.layout
                or made.stack_pointer != self._image.stack_pointer
                or pointers.has_begun
            ):
                return False
            for block in made.blocks:
                pointers.meet(block)
        made.moment = self._image.moment
        return True

    def _is_again(self, made: _Made, pointers: Pointers) -> bool:
        """Whether pointers that have not changed lead to the same places as before."""
        for address, kind, found in made.trail:
            if pointers.find(address, kind) != found:
                return False
        self._note_moment(made)
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

    def frame(self, call: Running, pointers: Pointers) -> Frame | None:
        """Return a call as it was shown before, or None if something may have changed in it."""
        known = self._frames.get(call.cfa)
        if (
            known is None
            or known.variables is not call.variables
            or not call.is_plain
            or self._image.may_have_changed(call.lowest, call.cfa, known.moment)
            or not (self._is_still(known, pointers) or self._is_again(known, pointers))
        ):
            return None
        frame, location = known.frame, call.location
        if frame and (frame.line, frame.file, frame.name) != (
            location.line,
            location.file,
            call.name,
        ):
            known.frame = frame = Frame(
                call.name, call.function.name, location.file, location.line, frame.variables
            )
        return frame

    def new_frame(self, call: Running, frame: Frame) -> Frame:
        """Keep a call that was made anew, and return it."""
        if call.is_plain and (trail := self._trail(call)) is not None:
            known = self._frames.get(call.cfa)
            if known is None:
                known = self._frames[call.cfa] = _Frame()
            known.frame, known.variables = frame, call.variables
            self._note(known, trail)
        return frame

    def _trail(self, call: Running) -> Trail | None:
        """Return the pointers in the variables of a call, or None if one of these has none that are known."""
        steps: list[Step] = []
        for item in call.variables:
            if item.object:
                known = self._values.get(item.object.name)
                if known is None or known.object is not item.object:
                    return None
                steps += known.trail
        return tuple(steps)

    def block(self, block: HeapBlock, made: Block) -> Block:
        """Keep a block that was made anew, and return it."""
        known = self._values.get(made.name)
        if block.is_live and known:
            self.blocks.keep(block, made, Pointers.reached(known.trail))
        return made
