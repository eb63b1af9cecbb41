"""Reads what pictures need of a program file: sections, constant data, names of functions. It trusts nothing in it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from .unreadable import Unreadable

_MAGIC = b"\x7fELF\x02\x01\x01"
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SYMBOL = struct.Struct("<IBBHQQ")

_LOAD, _WRITABLE, _FUNCTION, _NO_BITS = 1, 2, 2, 8
_X86_64 = 62

_MOST_SECTIONS, _MOST_SEGMENTS, _MOST_SYMBOLS = 200, 64, 20_000
_LONGEST_NAME = 200
_MOST_NAMES = 1 << 20


class Section(NamedTuple):
    """A section: its address in the program, and its bytes, which are a part of the file and no copy."""

    address: int
    content: memoryview


NOWHERE = Section(0, memoryview(b""))


class Elf:
    """A program file for x86-64.

    Args:
        content: The bytes of the file.

    Attributes:
        sections: The sections by their names.
        constants: The parts of the program that it cannot change, in memory as in the file.

    Raises:
        Unreadable: If it is none.
    """

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        try:
            header = _HEADER.unpack_from(content)
            if not header[0].startswith(_MAGIC) or header[2] != _X86_64:
                raise Unreadable("not a program for x86-64")
            self.sections = self._sections(header[6], header[12], header[13])
            self.constants = self._constants(header[5], header[10])
        except (struct.error, OverflowError):
            raise Unreadable("the program file ends too early") from None

    def _sections(self, offset: int, count: int, names: int) -> dict[str, Section]:
        entries = [
            _SECTION.unpack_from(self._content, offset + index * _SECTION.size)
            for index in range(min(count, _MOST_SECTIONS))
        ]
        if names >= len(entries):
            raise Unreadable("the sections have no names")
        table = bytes(self._slice(entries[names][4], min(entries[names][5], _MOST_NAMES)))
        return {
            text_at(table, name): Section(
                address, self._slice(begin, 0 if kind == _NO_BITS else size)
            )
            for name, kind, _, address, begin, size, *_ in entries
        }

    def _constants(self, offset: int, count: int) -> list[Section]:
        entries = (
            _SEGMENT.unpack_from(self._content, offset + index * _SEGMENT.size)
            for index in range(min(count, _MOST_SEGMENTS))
        )
        return [
            Section(address, self._slice(begin, size))
            for kind, flags, begin, address, _, size, *_ in entries
            if kind == _LOAD and not flags & _WRITABLE
        ]

    @cached_property
    def functions(self) -> Mapping[int, str]:
        """The names of functions by their addresses. Few programs have pointers to functions."""
        table = self.sections.get(".symtab", NOWHERE).content
        names = bytes(self.sections.get(".strtab", NOWHERE).content[:_MOST_NAMES])
        size = min(len(table) // _SYMBOL.size, _MOST_SYMBOLS) * _SYMBOL.size
        return {
            value: text_at(names, name)
            for name, info, _, section, value, _ in _SYMBOL.iter_unpack(table[:size])
            if info & 15 == _FUNCTION and section
        }

    def _slice(self, begin: int, size: int) -> memoryview:
        return self._content[begin : begin + size]


def text_at(table: bytes, offset: int) -> str:
    """Return the text at an offset of a table of strings, at most a name of usual length."""
    end = table.find(b"\0", offset, offset + _LONGEST_NAME)
    return table[offset : end if end >= 0 else offset + _LONGEST_NAME].decode(errors="replace")
