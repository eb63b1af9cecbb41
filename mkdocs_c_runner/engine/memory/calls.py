"""The calls that run at one moment, with those of their variables that have been declared, and where these are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from .expressions import Surroundings, evaluate
from .image import Image
from .program import Declared, Function, Program
from .stops import Location
from .targets import Object
from .trace import Call
from .types import Bound
from .unreadable import Unreadable

_LONGEST_ARRAY = 1 << 24

# Calls with their variables that are remembered.
_MOST_KNOWN = 10_000

Progress = Literal["next", "begun", "over"]
"""How much of the line of a call has been executed: nothing, a part that called something, or as much as ever is."""


class Placed(NamedTuple):
    """A variable with its place.

    Attributes:
        variable: The variable.
        name: Its name, which is no other's in the call.
        object: It as an object, or None if its place cannot be read.
        is_new: Whether the line that declares it comes next, so that it exists only if it has a value.
    """

    variable: Declared
    name: str
    object: Object | None
    is_new: bool = False


@dataclass(frozen=True)
class Running:
    """A call that runs.

    Attributes:
        name: Its name.
        function: The function.
        location: Its line.
        cfa: The address behind its return address.
        variables: Its variables that have been declared.
        begun: Those that its line declares, which has begun: each may have its value, or not yet.
        others: The places of its other variables: of blocks that have ended.
    """

    name: str
    function: Function
    location: Location
    cfa: int
    variables: tuple[Placed, ...]
    begun: tuple[Placed, ...]
    others: tuple[Object, ...]

    @cached_property
    def lowest(self) -> int:
        """The lowest address of its variables."""
        return min(
            (item.object.address for item in self.variables if item.object), default=self.cfa
        )

    @cached_property
    def is_fixed(self) -> bool:
        """Whether the places of its variables depend on no memory."""
        return not any(_is_variable(item) for item in self.variables)

    @cached_property
    def is_plain(self) -> bool:
        """Whether what is shown of it depends on nothing but its memory, whose places do not change."""
        return self.is_fixed and not self.begun and not any(item.is_new for item in self.variables)


class Calls:
    """Finds the variables of calls.

    Args:
        program: The program.
        image: Its memory.
        base: The address of its beginning.
        order: The order of lines, in which a line that is shown and one that is hidden can be compared.
    """

    def __init__(
        self,
        program: Program,
        image: Image,
        base: int,
        order: Callable[[Location], tuple[str, int]],
    ) -> None:
        self._program = program
        self._image = image
        self._base = base
        self._order = order
        self._known: dict[tuple[Call, Progress], Running | None] = {}
        self._objects: dict[Object, Object] = {}
        self._variables_of: dict[tuple[Placed, ...], tuple[Placed, ...]] = {}

    def running(self, call: Call, progress: Progress) -> Running | None:
        """Return a call, or None if its function is not one of the author's.

        Args:
            call: The call.
            progress: How much of its line has been executed.
        """
        key = (call, progress)
        if key in self._known:
            return self._known[key]
        function = self._program.function_at(call.entry - self._base)
        made = self._running(call, function, progress) if function else None
        if len(self._known) + len(self._objects) > _MOST_KNOWN:
            for known in (self._known, self._objects, self._variables_of):
                known.clear()
        if made is None or made.is_fixed:
            self._known[key] = made
        return made

    def _running(self, call: Call, function: Function, progress: Progress) -> Running:
        location = self._program.location(call.line - self._base)
        around = Surroundings(
            self._base, self._image.number, self._image.own, call.cfa, function.base
        )
        name = function.name if call.ordinal == 1 else f"{function.name}#{call.ordinal}"
        placed: list[Placed] = []
        begun: list[Placed] = []
        others: list[Object] = []
        for variable, is_visible, is_new in self._variables(
            function, call.line - self._base, location
        ):
            made = self._placed(variable, around, name, [*placed, *begun], is_new=is_new)
            if is_visible or (is_new and progress == "over"):
                placed.append(made)
            elif is_new and progress == "begun":
                begun.append(made)
            elif made.object:
                others.append(made.object)
        # From line to line most variables stay the same: what was made of the same objects is found by their identity.
        variables = self._variables_of.setdefault(tuple(placed), tuple(placed))
        return Running(name, function, location, call.cfa, variables, tuple(begun), tuple(others))

    def _variables(
        self, function: Function, pc: int, location: Location
    ) -> Iterator[tuple[Declared, bool, bool]]:
        """Yield all variables of a function: whether each is visible at an address, and declared by its line."""
        now = self._order(location)
        for scope in function.scopes:
            is_inside = scope.low <= pc <= scope.high
            for variable in scope.variables:
                declared = self._order(variable.declared)
                is_here = declared == now
                is_new = is_here and is_inside and not variable.is_parameter
                # The head of a loop is passed again, behind the beginning of its block; and a function may end on the
                # line on which it begins.
                is_loop = is_new and pc != self._program.first_stop(scope.low)
                is_past = variable.is_parameter or declared[0] != now[0] or declared[1] < now[1]
                yield variable, is_inside and (is_past or is_loop), is_new

    def _placed(
        self,
        variable: Declared,
        around: Surroundings,
        call: str,
        before: list[Placed],
        *,
        is_new: bool,
    ) -> Placed:
        same = sum(item.variable.name == variable.name for item in before)
        name = f"{variable.name}#{same + 1}" if same else variable.name
        made = place(variable, around, f"{call}.{name}")
        if made is not None:
            made = self._objects.setdefault(made, made)
        return Placed(variable, name, made, is_new)


def place(variable: Declared, around: Surroundings, name: str) -> Object | None:
    """Return a variable as an object, or None if its place cannot be read."""
    if variable.place is None:
        return None
    try:
        address = evaluate(variable.place, around)
        if address is None:
            return None
        kind = variable.type
        if kind.kind == "array" and not all(isinstance(count, int) for count in kind.counts):
            lengths = [_length(count, around) for count in kind.counts]
            count, *inner = [length for length in lengths if length is not None] or [0]
            if len(inner) + 1 != len(lengths):
                return None
            element = kind.element(inner)
            return Object(name, address, count * element.size, element, count)
    except Unreadable:
        return None
    return Object(name, address, kind.size, kind)


def _length(bound: int | Bound | None, around: Surroundings) -> int | None:
    """Return the elements of one dimension of an array of variable length."""
    if isinstance(bound, int):
        return bound
    if bound is None:
        return None
    found = evaluate(bound.expression, around)
    if found is None:
        return None
    if bound.is_place:
        number = around.read(found)
        return number if number is not None and number <= _LONGEST_ARRAY else None
    length = found + 1 & (1 << 64) - 1
    return length if length <= _LONGEST_ARRAY else None


def _is_variable(placed: Placed) -> bool:
    """Whether the place of a variable depends on memory."""
    return placed.object is None or placed.object.length is not None


def unique(names: Mapping[str, int], name: str) -> str:
    """Return a name that is no other's."""
    return f"{name}#{names[name] + 1}" if name in names else name
