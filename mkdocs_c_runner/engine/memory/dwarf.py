"""Reads debug information (DWARF 4) as a tree of entries. It trusts nothing in it, and counts all that it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ...bounds import MEMORY_ENTRIES
from .elf import NOWHERE, Elf, text_at
from .unreadable import Unreadable

_DEEPEST = 60
_LONGEST_NUMBER = 10
_MOST_UNITS = 256
_LARGEST = 16 << 20
_MOST_PLACES = 64

# The first bytes of places on the stack: DW_OP_breg6, DW_OP_fbreg.
_FRAME_POINTER_PLUS, _FRAME_BASE_PLUS = b"\x76", b"\x91"

COMPILE_UNIT = 0x11


class Expression(bytes):
    """The bytes of an expression that computes where something is."""


class Elsewhere(int):
    """The offset of a list in another section."""


class Reference(int):
    """The offset of another entry."""


Attribute = int | str | Expression | Elsewhere | Reference


class Entry(NamedTuple):
    """An entry.

    Attributes:
        offset: Its offset in the section, by which others refer to it.
        tag: Its kind.
        attributes: Its attributes. References are offsets in the section.
        children: The entries in it.
    """

    offset: int
    tag: int
    attributes: dict[int, Attribute]
    children: list[Entry]


_Abbreviations = dict[int, tuple[int, bool, list[tuple[int, int]]]]


class Reader:
    """Reads numbers from bytes.

    Args:
        content: The bytes.
        position: The offset at which it begins.
    """

    def __init__(self, content: bytes, position: int = 0) -> None:
        self._content = content
        self.position = position

    def take(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            Unreadable: If there are not so many.
        """
        end = self.position + size
        if size < 0 or end > len(self._content):
            raise Unreadable("the debug information ends too early")
        taken = self._content[self.position : end]
        self.position = end
        return taken

    def fixed(self, size: int) -> int:
        """Return the next number of a fixed size."""
        begin = self.position
        self.position = end = begin + size
        if end > len(self._content):
            raise Unreadable("the debug information ends too early")
        return int.from_bytes(self._content[begin:end], "little")

    def unsigned(self) -> int:
        """Return the next number of variable size."""
        first = self._content[self.position : self.position + 1]
        if first and first[0] < 0x80:  # as nearly all are
            self.position += 1
            return first[0]
        value = 0
        for index in range(_LONGEST_NUMBER):
            byte = self.fixed(1)
            value |= (byte & 0x7F) << 7 * index
            if byte < 0x80:
                return value
        raise Unreadable("a number is too long")

    def signed(self) -> int:
        """Return the next signed number of variable size."""
        begin = self.position
        value = self.unsigned()
        bits = 7 * (self.position - begin)
        return value - (1 << bits) if value >> bits - 1 else value

    def text(self) -> str:
        """Return the next text that ends in NUL."""
        end = self._content.find(b"\0", self.position)
        if end < 0:
            raise Unreadable("the debug information ends too early")
        text = self._content[self.position : end][:200].decode(errors="replace")
        self.position = end + 1
        return text


def units(elf: Elf) -> list[Entry]:
    """Return the compilation units of a program, with all that is in them.

    Raises:
        Unreadable: If they cannot be read, or there are too many entries.
    """
    return _Units(elf).read()


def on_stack(elf: Elf, at: Elsewhere) -> Expression | None:
    """Return the first place on the stack of a list of places, in which a compiler keeps something for good, or None.

    clang at times keeps the address of an array of variable length in a register.

    Raises:
        Unreadable: If the list ends too early.
    """
    reader = Reader(bytes(elf.sections.get(".debug_loc", NOWHERE).content[:_LARGEST]), at)
    for _ in range(_MOST_PLACES):
        begin, end = reader.fixed(8), reader.fixed(8)
        if begin == end == 0:
            break
        if begin == (1 << 64) - 1:  # a new base for what follows
            continue
        expression = reader.take(reader.fixed(2))
        if expression[:1] in (_FRAME_POINTER_PLUS, _FRAME_BASE_PLUS):
            return Expression(expression)
    return None


class _Units:
    """Reads all compilation units."""

    def __init__(self, elf: Elf) -> None:
        sections = (".debug_info", ".debug_abbrev", ".debug_str")
        contents = (elf.sections.get(name, NOWHERE).content[:_LARGEST] for name in sections)
        self._info, self._abbrev, self._strings = map(bytes, contents)
        self._left = MEMORY_ENTRIES
        self._begin = 0

    def read(self) -> list[Entry]:
        found: list[Entry] = []
        reader = Reader(self._info)
        while reader.position < len(self._info) and len(found) < _MOST_UNITS:
            self._begin = reader.position
            length = reader.fixed(4)
            end = min(reader.position + length, len(self._info))
            version, abbreviations, size = reader.fixed(2), reader.fixed(4), reader.fixed(1)
            if version == 4 and size == 8:
                known = self._abbreviations(abbreviations)
                found += self._siblings(
                    Reader(self._info, reader.position), known, _DEEPEST, most=1
                )
            reader.position = max(end, reader.position)
        return found

    def _abbreviations(self, offset: int) -> _Abbreviations:
        reader = Reader(self._abbrev, offset)
        known: _Abbreviations = {}
        while code := reader.unsigned():
            self._count()
            tag, has_children = reader.unsigned(), reader.fixed(1) == 1
            forms: list[tuple[int, int]] = []
            while (pair := (reader.unsigned(), reader.unsigned())) != (0, 0):
                self._count()
                forms.append(pair)
            known[code] = (tag, has_children, forms)
        return known

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Unreadable("there is too much debug information")

    def _siblings(
        self, reader: Reader, known: _Abbreviations, depth: int, most: int = MEMORY_ENTRIES
    ) -> list[Entry]:
        """Return entries that follow each other, up to the end of their list."""
        if depth == 0:
            raise Unreadable("the debug information is nested too deep")
        found: list[Entry] = []
        while len(found) < most:
            offset = reader.position
            code = reader.unsigned()
            if code == 0:
                break
            self._count()
            if code not in known:
                raise Unreadable("the debug information has an entry of an unknown kind")
            tag, has_children, forms = known[code]
            attributes = {name: self._attribute(reader, form) for name, form in forms}
            children = self._siblings(reader, known, depth - 1) if has_children else []
            found.append(Entry(offset, tag, attributes, children))
        return found

    def _attribute(self, reader: Reader, form: int) -> Attribute:
        if form in _FIXED:
            return reader.fixed(_FIXED[form])
        if form in _REFERENCES:
            return Reference(self._begin + reader.fixed(_REFERENCES[form]))
        if form in _BLOCKS:
            return Expression(reader.take(reader.fixed(_BLOCKS[form])))
        if form == _STRING_ELSEWHERE:
            return text_at(self._strings, reader.fixed(4))
        if form in _OTHERS:
            return _OTHERS[form](reader)
        raise Unreadable(f"the debug information has a value of an unknown form, {form:#x}")


# The sizes of forms: of numbers (addr, data, flag, ref_sig8), of references in a unit, and of lengths of
# blocks.
_FIXED = {0x01: 8, 0x05: 2, 0x06: 4, 0x07: 8, 0x0B: 1, 0x0C: 1, 0x20: 8}
_REFERENCES = {0x11: 1, 0x12: 2, 0x13: 4, 0x14: 8}
_BLOCKS = {0x0A: 1, 0x03: 2, 0x04: 4}
_STRING_ELSEWHERE = 0x0E
_OTHERS: dict[int, Callable[[Reader], Attribute]] = {
    0x08: Reader.text,
    0x09: lambda reader: Expression(reader.take(reader.unsigned())),
    0x0D: Reader.signed,
    0x0F: Reader.unsigned,
    0x10: lambda reader: Reference(reader.fixed(4)),
    0x17: lambda reader: Elsewhere(reader.fixed(4)),
    0x18: lambda reader: Expression(reader.take(reader.unsigned())),
    0x19: lambda _: 1,
}
