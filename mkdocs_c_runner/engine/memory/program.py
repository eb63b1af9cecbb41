"""A program as pictures need it: its functions and variables, and the lines of addresses."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .dwarf import Elsewhere, Entry, Expression, on_stack, units
from .elf import NOWHERE, Elf
from .stops import SECTION, Location, plain, stops
from .types import (
    ARTIFICIAL,
    DECL_FILE,
    DECL_LINE,
    DECLARATION,
    FRAME_BASE,
    HIGH,
    LOCATION,
    LOW,
    NAME,
    ORIGIN,
    SPECIFICATION,
    TYPE,
    Type,
    Types,
    whole,
)

_SUBPROGRAM, _LEXICAL_BLOCK, _PARAMETER, _VARIABLE = 0x2E, 0x0B, 0x05, 0x34

# The variables of a function, static variables, and lines.
_MOST_VARIABLES = 500
_MOST_LINES = 200_000


class Declared(NamedTuple):
    """A variable.

    Attributes:
        name: Its name.
        type: Its type.
        place: The expression for its address, or None if it has none that can be read.
        is_used: Whether it has a place at all. A compiler leaves out what is never used.
        declared: The place of its declaration.
        is_parameter: Whether it is a parameter.
        function: For a static variable, the function that it is in, else empty.
    """

    name: str
    type: Type
    place: Expression | None
    declared: Location
    is_parameter: bool = False
    function: str = ""
    is_used: bool = True


class Scope(NamedTuple):
    """A block of a function: the addresses of its code, and the variables in it."""

    low: int
    high: int
    variables: list[Declared]


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its name, the addresses of its code, the base of its variables, its blocks, the outermost first."""

    name: str
    low: int
    high: int
    base: Expression | None
    scopes: list[Scope]


class Program:
    """A program.

    Args:
        content: The bytes of its file.
        files: For each of its sources the names of files, by their numbers in the debug information.

    Attributes:
        elf: Its file.
        statics: Its variables that live as long as the program.
        functions: Its functions, by their addresses.

    Raises:
        Unreadable: If the file cannot be read.
    """

    def __init__(self, content: bytes, files: Sequence[Mapping[int, str]]) -> None:
        self.elf = Elf(content)
        self.statics: list[Declared] = []
        self._files = [{number: plain(name) for number, name in names.items()} for names in files]
        self._locations: dict[int, Location] = {}
        self.functions: list[Function] = []
        found = units(self.elf)
        entries = {entry.offset: entry for entry in _all(found)}
        self._types = Types(entries)
        for number, unit in enumerate(found[: len(files)]):
            self._read_unit(unit, files[number])
        self.functions.sort(key=lambda function: function.low)
        self._starts = [function.low for function in self.functions]
        section = self.elf.sections.get(SECTION, NOWHERE)
        table = bytes(section.content[: 12 * _MOST_LINES])
        self._stops = sorted(stops(table, section.address))
        self._addresses = [address for address, *_ in self._stops]

    def function_at(self, address: int) -> Function | None:
        """Return the function that has code at an address below the base of the program."""
        index = bisect.bisect_right(self._starts, address) - 1
        function = self.functions[index] if index >= 0 else None
        return function if function and address <= function.high else None

    def location(self, address: int) -> Location:
        """Return the line that the code before an address belongs to; line 0 if it is not the author's."""
        known = self._locations.get(address)
        if known is None:
            if len(self._locations) == _MOST_LINES:
                self._locations.clear()
            known = self._locations[address] = self._location(address)
        return known

    def _location(self, address: int) -> Location:
        index = bisect.bisect_right(self._addresses, address) - 1
        if index < 0 or self.function_at(address) is None:
            return Location("", 0)
        _, source, file, line = self._stops[index]
        names = self._files[source] if source < len(self._files) else {}
        return Location(names.get(file, ""), line)

    def first_stop(self, address: int) -> int:
        """Return the address of the first line that begins behind an address, or 0."""
        index = bisect.bisect_right(self._addresses, address)
        return self._addresses[index] if index < len(self._addresses) else 0

    def _read_unit(self, unit: Entry, files: Mapping[int, str]) -> None:
        for entry in unit.children:
            if entry.tag == _VARIABLE:
                self._add_static(entry, files, "")
            elif entry.tag == _SUBPROGRAM:
                self._add_function(entry, files)

    def _add_static(self, entry: Entry, files: Mapping[int, str], function: str) -> None:
        variable = self._variable(entry, files, function)
        if variable and variable.place is not None and len(self.statics) < _MOST_VARIABLES:
            self.statics.append(variable)

    def _add_function(self, entry: Entry, files: Mapping[int, str]) -> None:
        low, high = _range(entry)
        name = _plain_name(self._attribute(entry, NAME))
        if high <= low or not name:
            return
        base = entry.attributes.get(FRAME_BASE)
        scopes: list[Scope] = []
        self._add_scopes(entry, files, name, scopes)
        self.functions.append(
            Function(name, low, high, base if isinstance(base, Expression) else None, scopes)
        )

    def _add_scopes(
        self, entry: Entry, files: Mapping[int, str], function: str, scopes: list[Scope]
    ) -> None:
        variables: list[Declared] = []
        scopes.append(Scope(*_range(entry), variables))
        for child in entry.children:
            if child.tag in (_VARIABLE, _PARAMETER):
                if _is_static(child):
                    self._add_static(child, files, function)
                elif (variable := self._variable(child, files, "")) and self._has_room(scopes):
                    variables.append(variable)
            elif child.tag == _LEXICAL_BLOCK:
                self._add_scopes(child, files, function, scopes)
            elif child.tag == _SUBPROGRAM:
                self._add_function(child, files)
        if any(isinstance(child.attributes.get(LOCATION), Elsewhere) for child in entry.children):
            # clang tells of arrays of variable length last.
            variables.sort(key=lambda variable: (not variable.is_parameter, variable.declared))

    @staticmethod
    def _has_room(scopes: Sequence[Scope]) -> bool:
        return (
            len(scopes) < _MOST_VARIABLES
            and sum(len(item.variables) for item in scopes) < _MOST_VARIABLES
        )

    def _variable(self, entry: Entry, files: Mapping[int, str], function: str) -> Declared | None:
        """Return a variable, or None if it is none of the author's."""
        name = _plain_name(self._attribute(entry, NAME))
        if not name or entry.attributes.get(ARTIFICIAL):
            return None
        if entry.attributes.get(DECLARATION):
            return None
        place = entry.attributes.get(LOCATION)
        if isinstance(place, Elsewhere):
            place = on_stack(self.elf, place)
        line = whole(self._attribute(entry, DECL_LINE))
        file = plain(files.get(whole(self._attribute(entry, DECL_FILE)), ""))
        if not file and not line:
            return None
        return Declared(
            name,
            self._types.of(self._with(entry, TYPE)),
            place if isinstance(place, Expression) else None,
            Location(file, line),
            entry.tag == _PARAMETER,
            function,
            LOCATION in entry.attributes,
        )

    def _with(self, entry: Entry, attribute: int) -> Entry:
        """Return the entry that has an attribute: an entry itself, or the declaration that it completes."""
        for name in (SPECIFICATION, ORIGIN):
            reference = entry.attributes.get(name)
            if attribute not in entry.attributes and isinstance(reference, int):
                return self._types.entries.get(reference, entry)
        return entry

    def _attribute(self, entry: Entry, attribute: int) -> object:
        return self._with(entry, attribute).attributes.get(attribute)


def _plain_name(name: object) -> str:
    """Return a name as C has names, or nothing if there is none."""
    text = name if isinstance(name, str) else ""
    return "".join(sign if sign.isalnum() or sign in "_$." else "?" for sign in text)


def _all(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)


def _range(entry: Entry) -> tuple[int, int]:
    """Return the addresses of the code of an entry; all, if it does not tell."""
    if LOW not in entry.attributes:
        return (0, 1 << 63) if entry.tag == _LEXICAL_BLOCK else (0, 0)
    low, high = whole(entry.attributes[LOW]), whole(entry.attributes.get(HIGH))
    return low, high if high > low else low + high


def _is_static(entry: Entry) -> bool:
    """Whether a variable of a function has one place for ever."""
    place = entry.attributes.get(LOCATION)
    return isinstance(place, Expression) and (
        place[:1] == b"\x03" or place[-1:] in (b"\x9b", b"\xe0")
    )
