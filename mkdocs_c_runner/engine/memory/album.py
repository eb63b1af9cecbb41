"""What is shown of one moment: calls, variables and blocks, with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain

from . import limits
from .block_objects import fits
from .calls import Calls, Placed, Running, place, unique
from .expressions import Surroundings
from .heap_block import HeapBlock
from .image import Image
from .program import Declared, Program
from .reading import Values
from .scenes import Scenes
from .snapshots import ARGUMENTS, Limit
from .stops import Location
from .targets import Object, is_same
from .trace import Moment, Trace
from .types import Type
from .unreadable import Unreadable
from .view import Asked, Shown, View

# What one look learns of types changes what the next one sees; it learns of each block once or twice.
_MOST_LOOKS = 4


class Album:
    """Shows the moments of a program, one after the other.

    Args:
        program: The program.
        image: Its memory, which changes from moment to moment.
        trace: Its trace.
        addresses: Whether the last digits of addresses are shown.
        order: The order of lines.

    """

    def __init__(
        self,
        program: Program,
        image: Image,
        trace: Trace,
        addresses: bool,  # noqa: FBT001 - one of the parameters of the job
        order: Callable[[Location], tuple[str, int]],
    ) -> None:
        self._program = program
        self._image = image
        self._base = trace.base
        self._many_blocks = trace.many_blocks
        self._addresses = addresses
        self._scenes = Scenes(Calls(program, image, trace.base, order))
        self._statics = sorted(
            self._placed_statics(),
            key=lambda item: (item.variable.function, order(item.variable.declared)),
        )
        self._declared = _declared(program)
        self._has_arguments = False
        self._view = View(image, self._function, self._statics)
        self._names: Sequence[str] = ()
        self._asked: Asked | None = None

    @property
    def values(self) -> Values:
        """What has been found out about values."""
        return self._view.values

    def guess(self, block: HeapBlock) -> None:
        """Guess the type of a new block: that of the pointer which the line that allocates it declares."""
        kind = self._declared.get(self._location(block.caller))
        with suppress(Unreadable):  # of types that nothing else may need
            if kind is not None and fits(block, kind):
                block.type, block.is_guess = kind, True

    def _placed_statics(self) -> Iterator[Placed]:
        around = Surroundings(self._base, self._image.number, self._image.own)
        names: dict[str, int] = {}
        for variable in self._program.statics:
            key = f"{variable.function}::{variable.name}"
            name = unique(names, key).rpartition("::")[2]
            names[key] = names.get(key, 0) + 1
            full = f"{variable.function}::{name}" if variable.function else name
            yield Placed(variable, name, place(variable, around, full))

    def shown(self, moment: Moment, names: Sequence[str], fill: int | None) -> Shown:
        """Return what is shown of a moment.

        Args:
            moment: The moment.
            names: The variables that are shown, or none for all.
            fill: The byte of memory without a value, if there is no second run to tell, else None.
        """
        scene = self._scenes.scene(moment, self._statics)
        if not self._has_arguments:
            self._find_arguments(scene.running)
            scene = self._scenes.scene(moment, self._statics)
        if self._asked is None or (fill, names) != (self._asked.fill, self._names):
            self._names = names
            self._asked = Asked(frozenset(names), fill, self._addresses, self._location)
        asked, pointers = self._asked, self._view.pointers
        for _ in range(_MOST_LOOKS):
            shown = self._view.shown(scene, asked)
            pointers.end_guesses()
            if not pointers.has_learned and pointers.begun <= asked.begun:
                break
            asked = asked._replace(begun=asked.begun | pointers.begun)
        left = set(shown.limits)
        calls = len(scene.running)
        if moment.depth > calls and calls >= limits.OUTER_CALLS + limits.INNER_CALLS:
            left.add(Limit.FRAMES)
        if self._many_blocks:
            left.add(Limit.BLOCKS)
        return shown._replace(limits=tuple(sorted(left))) if left else shown

    def _function(self, address: int) -> str | None:
        return self._program.elf.functions.get(address - self._base)

    def _location(self, address: int) -> Location:
        return self._program.location(address - self._base)

    def _find_arguments(self, running: Sequence[Running]) -> None:
        """Find the arguments of the program, where `main` has them."""
        if not running or running[0].function.name != "main":
            return
        parameters = [item for item in running[0].variables if item.variable.is_parameter]
        if len(parameters) < 2:
            self._has_arguments = True  # which it does not name
            return
        if any(item.object is None for item in parameters[:2]):
            return
        count, vector = (item.object for item in parameters[:2])
        number, address = self._number(count), self._number(vector)
        kind = vector.type.of if vector and vector.type and vector.type.kind == "pointer" else None
        if number is None or address is None or kind is None or kind.kind != "pointer":
            return
        made = Object(ARGUMENTS, address, 8 * (number + 1), kind, number + 1)
        declared = Declared(ARGUMENTS, kind, None, Location("", 0))
        self._has_arguments = True
        self._statics.append(Placed(declared, ARGUMENTS, made))

    def _number(self, found: Object | None) -> int | None:
        both = self._image.read(found.address, found.size) if found and found.size <= 8 else None
        return int.from_bytes(both.first, "little") if both and both.first == both.second else None


def _declared(program: Program) -> dict[Location, Type | None]:
    """Return the type that the pointers declared in a line point to, or None where they point to several."""
    found: dict[Location, Type | None] = {}
    for function in program.functions:
        for variable in chain.from_iterable(scope.variables for scope in function.scopes):
            if variable.type.kind == "pointer" and variable.declared.line:
                with suppress(Unreadable):
                    pointee = variable.type.of
                    known = found.setdefault(variable.declared, pointee)
                    if known is not None and not is_same(known, pointee):
                        found[variable.declared] = None
    return found
