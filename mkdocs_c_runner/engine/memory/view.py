"""One look at a moment: the calls, variables and blocks that are shown, with their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from . import limits
from .block_objects import as_object, type_of
from .calls import Running
from .heap_block import HeapBlock
from .image import Image
from .kept import Kept
from .pointers import Pointers
from .program import Declared
from .reading import Values
from .snapshots import ARGUMENTS, Block, Frame, Limit, Variable
from .stops import Location
from .targets import Object
from .values import NotShown, Unknown, Value


class Shown(NamedTuple):
    """What is shown of a moment: the calls, the static variables, the blocks, and what is left out."""

    frames: tuple[Frame, ...]
    statics: tuple[Variable, ...]
    blocks: tuple[Block, ...]
    limits: tuple[Limit, ...]


class Static(NamedTuple):
    """A static variable with its place."""

    variable: Declared
    name: str
    object: Object | None


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


class View:
    """One look at a moment.

    Args:
        image: The memory.
        functions: The names of functions by their addresses.
        running: The calls that are shown.
        statics: The static variables.
        asked: How it is looked at.
        kept: What was made for moments before.
    """

    def __init__(
        self,
        image: Image,
        functions: dict[int, str],
        running: Sequence[Running],
        statics: Sequence[Static],
        asked: Asked,
        kept: Kept,
    ) -> None:
        self._image = image
        self._running = running
        self._statics = statics
        self._asked = asked
        self._kept = kept
        objects = kept.objects(running, [item.object for item in statics if item.object])
        others = [found for call in running for found in call.others]
        begun = [item.object for call in running for item in call.begun if item.object]
        self.pointers = Pointers(image, functions, objects, others, begun)
        self.values = Values(image, self.pointers.value, asked.fill)
        self._limits: set[Limit] = set()

    def shown(self) -> Shown:
        """Return what is shown."""
        frames = tuple(self._frame(call) for call in self._running)
        if self._asked.names:
            frames = tuple(frame for frame in frames if frame.variables)
        statics = self._limited(
            [(item.name, item.variable, item.object, False) for item in self._statics]
        )
        blocks, is_all = self._kept.blocks.all(self.pointers, self._blocks, self._block)
        if not is_all:
            self._limits.add(Limit.BLOCKS)
        return Shown(frames, statics, blocks, tuple(self._limits))

    def _frame(self, call: Running) -> Frame:
        return self._kept.frame(call, self.pointers, lambda: self._new_frame(call))

    def _new_frame(self, call: Running) -> Frame:
        location = call.location
        begun = [
            item for item in call.begun if item.object and item.object.name in self._asked.begun
        ]
        variables = self._limited(
            [
                (item.name, item.variable, item.object, item.is_new and item not in begun)
                for item in (*call.variables, *begun)
            ]
        )
        return Frame(call.name, call.function.name, location.file, location.line, variables)

    def _limited(
        self, found: Sequence[tuple[str, Declared, Object | None, bool]]
    ) -> tuple[Variable, ...]:
        """Return variables, as many as are shown, of those that are wanted."""
        names = self._asked.names
        wanted = [item for item in found if not names or {item[0], f"*{item[0]}"} & names]
        if len(wanted) > limits.VARIABLES:
            self._limits.add(Limit.VARIABLES)
        made = [
            self._variable(name, variable, placed)
            for name, variable, placed, is_new in wanted[: limits.VARIABLES]
            if not (is_new and self._has_no_value(placed)) and not self._has_ended(placed)
        ]
        # Of a name with a star only what it points to is shown.
        return tuple(item for item in made if not names or item.name in names)

    def _has_ended(self, placed: Object | None) -> bool:
        """Whether the memory of an array of variable length has been given back."""
        return (
            placed is not None and placed.length is not None and self._image.is_left(placed.address)
        )

    def _has_no_value(self, placed: Object | None) -> bool:
        return placed is None or isinstance(self._value(placed), Unknown)

    def _variable(self, name: str, variable: Declared, placed: Object | None) -> Variable:
        nowhere = NotShown() if variable.is_used else Unknown()
        value = nowhere if placed is None else self._value(placed)
        if isinstance(value, NotShown) and placed is not None and placed.size > limits.LARGEST:
            self._limits.add(Limit.MEMORY)
        known = self._kept.same_variable(placed, value) if placed else None
        if known is not None:
            return known
        kind = variable.type.name
        if placed is not None and placed.length is not None and placed.type is not None:
            length = str(placed.length) if placed.name != ARGUMENTS else ""
            kind = placed.type.declared(f"[{length}]")
        address = self._digits(placed.address) if placed else ""
        made = Variable(name, kind, value, address, variable.function)
        return self._kept.variable(placed, made) if placed else made

    def _value(self, placed: Object) -> Value:
        return self._kept.value(placed, self.values, self.pointers)

    def _digits(self, address: int) -> str:
        return f"{address % 16**limits.DIGITS:0{limits.DIGITS}x}" if self._asked.addresses else ""

    def _blocks(self) -> tuple[dict[int, Block], bool]:
        """Return the blocks that are reached, then others, as many as are shown; and whether these are all."""
        made: dict[int, Block] = {}
        met = self.pointers.met
        for block in self.pointers.order:  # pointers in a block lead to further ones
            made[block.number] = self._block(block)
            if len(made) == limits.BLOCKS:
                break
        others = [] if self._asked.names else self._image.live
        for block in others:
            if block.number not in made:
                if len(made) == limits.BLOCKS:
                    break
                self.pointers.used.add(block.number)
                made[block.number] = self._block(block)
        hidden = met.keys() - made.keys()
        is_all = not hidden and (len(made) < limits.BLOCKS or len(others) <= len(made))
        made |= {number: self._block(block) for number, block in self.pointers.freed.items()}
        return {number: made[number] for number in sorted(made)}, is_all

    def _block(self, block: HeapBlock) -> Block:
        known = self._kept.blocks.known(block, self.pointers)
        return known or self._kept.block(block, self._new_block(block), self.pointers)

    def _new_block(self, block: HeapBlock) -> Block:
        found = as_object(block)
        location = self._asked.location(block.caller)
        value = self._value(found) if block.is_live else None
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
