"""One look at a moment: the calls, variables and blocks that are shown, with their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from . import limits
from .block_objects import as_object, type_of
from .calls import Placed, Running
from .heap_block import HeapBlock
from .image import Image
from .kept import Kept
from .pointers import Pointers
from .reading import Values
from .scenes import Scene
from .snapshots import ARGUMENTS, Block, Frame, Limit, Variable
from .stops import Location
from .values import NotShown, Unknown, Value


class Shown(NamedTuple):
    """What is shown of a moment: the calls, the static variables, the blocks, and what is left out."""

    frames: tuple[Frame, ...]
    statics: tuple[Variable, ...]
    blocks: tuple[Block, ...]
    limits: tuple[Limit, ...]


class Asked(NamedTuple):
    """How a moment is looked at.

    Attributes:
        names: The variables that are shown, or none for all.
        fill: The byte of memory without a value, if no second run tells what has none, else None.
        addresses: Whether the last digits of addresses are shown.
        location: Returns the line of an address.
        begun: The variables of lines that have begun to which something points, so that they have a value.
    """

    names: frozenset[str]
    fill: int | None
    addresses: bool
    location: Callable[[int], Location]
    begun: frozenset[str] = frozenset()


_ASKED = Asked(frozenset(), None, addresses=False, location=lambda _: Location("", 0))


class View:
    """Looks at moments, one after the other.

    Args:
        image: The memory.
        function: Returns the name of the function at an address, or None.
        statics: The static variables.

    Attributes:
        pointers: What is found out about pointers in the last look.
        values: What has been found out about values.
    """

    def __init__(
        self, image: Image, function: Callable[[int], str | None], statics: Sequence[Placed]
    ) -> None:
        self._image = image
        self._statics = statics
        self._asked = _ASKED
        self._kept = Kept(image)
        self.pointers = Pointers(image, function)
        self.values = Values(image, self.pointers.value)
        self._limits: set[Limit] = set()

    def shown(self, scene: Scene, asked: Asked) -> Shown:
        """Return what is shown of a moment.

        Args:
            scene: The calls that are shown.
            asked: How it is looked at.
        """
        if (asked.fill, asked.names) != (self._asked.fill, self._asked.names):
            self._kept.forget()
        self._asked, self._limits = asked, set()
        self._kept.begin(scene.objects)
        self.pointers.begin(scene)
        self.values.fill = asked.fill
        frames = [self._frame(call) for call in scene.running]
        if asked.names:
            frames = [frame for frame in frames if frame.variables]
        statics = self._limited(self._statics) if self._statics else ()
        blocks, is_all = self._kept.blocks.all(
            self.pointers, () if self._asked.names else self._image.live, self._block
        )
        if not is_all:
            self._limits.add(Limit.BLOCKS)
        return Shown(tuple(frames), statics, blocks, tuple(self._limits))

    def _frame(self, call: Running) -> Frame:
        known = self._kept.frame(call, self.pointers)
        return known or self._kept.new_frame(call, self._new_frame(call))

    def _new_frame(self, call: Running) -> Frame:
        location, items = call.location, call.variables
        if call.begun:
            begun = self._asked.begun
            pointed = [item for item in call.begun if item.object and item.object.name in begun]
            items = (*items, *(item._replace(is_new=False) for item in pointed))
        variables = self._limited(items)
        return Frame(call.name, call.function.name, location.file, location.line, variables)

    def _limited(self, found: Sequence[Placed]) -> tuple[Variable, ...]:
        """Return variables, as many as are shown, of those that are wanted."""
        names = self._asked.names
        if names:
            found = [item for item in found if {item.name, f"*{item.name}"} & names]
        if len(found) > limits.VARIABLES:
            self._limits.add(Limit.VARIABLES)
        made = []
        for item in found[: limits.VARIABLES]:
            placed = item.object
            value = self._kept.value(placed, self.values, self.pointers) if placed else None
            if item.is_new and (value is None or isinstance(value, Unknown)):
                continue
            if placed and placed.length is not None and self._image.is_left(placed.address):
                continue  # the memory of an array of variable length has been given back
            known = None
            if placed and value is not None:
                known = self._kept.same_variable(placed, value)
                if placed.size > limits.LARGEST and isinstance(value, NotShown):
                    self._limits.add(Limit.MEMORY)
            made.append(known or self._variable(item, value))
        if names:  # of a name with a star only what it points to is shown
            made = [item for item in made if item.name in names]
        return tuple(made)

    def _variable(self, item: Placed, value: Value | None) -> Variable:
        """Return a variable, which has not been shown before with a value, or None if it has no place."""
        name, variable, placed = item.name, item.variable, item.object
        kind, function = variable.type.name, variable.function
        if placed is None or value is None:
            value = NotShown() if variable.is_used else Unknown()
            return Variable(name, kind, value, "", function)
        if placed.length is not None and placed.type is not None:
            length = str(placed.length) if placed.name != ARGUMENTS else ""
            kind = placed.type.declared(f"[{length}]")
        address = self._digits(placed.address)
        return self._kept.variable(placed, Variable(name, kind, value, address, function))

    def _digits(self, address: int) -> str:
        return f"{address % 16**limits.DIGITS:0{limits.DIGITS}x}" if self._asked.addresses else ""

    def _block(self, block: HeapBlock) -> Block:
        """Return a block that is not shown as it was before."""
        return self._kept.block(block, self._new_block(block))

    def _new_block(self, block: HeapBlock) -> Block:
        found = as_object(block)
        location = self._asked.location(block.caller)
        value = None
        if block.is_live:
            value = self._kept.value(found, self.values, self.pointers, block)
        return Block(
            name=found.name,
            size=block.size,
            file=location.file,
            line=location.line,
            type=type_of(found),
            value=value,
            state="freed" if not block.is_live else "lost" if block.is_lost else "live",
            reused=not block.is_live and self._image.is_reused(block),
            address=self._digits(block.address),
        )
