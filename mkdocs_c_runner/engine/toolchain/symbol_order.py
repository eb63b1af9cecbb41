"""The order in which a linker writes the symbols of a program.

GNU ld keeps all symbols in a table, and writes them in the order of their places there. The place of a symbol follows
from its name and from the size of the table, which grows with the number of symbols. So a program that was linked with
few symbols is the same as one that was linked with many, if the table had the same size. Only the order of symbols with
one place is another: it depends on the sizes that the table had before.
"""

from __future__ import annotations

import functools
import struct
from typing import NamedTuple

# The sizes that the table has when it grows, and can have from the beginning.
SIZES = (8191, 16381, 32749)

# elf.h.
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_MAGIC = b"\x7fELF\x02\x01\x01"
_SYMBOLS, _SECTION_NAME, _FILE_NAME, _LOCAL = 2, 3, 4, 0

# Symbols of a small program, and signs of a name. A larger program may make the table grow.
MOST, _LONGEST = 400, 200

_WORD = (1 << 64) - 1


class Names(NamedTuple):
    """The names of a program's symbols, in their order.

    Attributes:
        exported: Those of its global symbols.
        local: The others.
    """

    exported: list[str]
    local: list[str]


def names_of(program: bytes) -> Names | None:
    """Return the names of a program's symbols, or None if it has none, or too many."""
    try:
        header = _HEADER.unpack_from(program)
        if not header[0].startswith(_MAGIC):
            return None
        offset, count = header[6], header[12]
        sections = [
            _SECTION.unpack_from(program, offset + number * _SECTION.size)
            for number in range(count)
        ]
        table = next((section for section in sections if section[1] == _SYMBOLS), None)
        if table is None or table[5] > MOST * _SYMBOL.size:
            return None
        begin, size = sections[table[6]][4:6]
        strings = program[begin : begin + size]
        symbols = _SYMBOL.iter_unpack(program[table[4] : table[4] + table[5]])
        names = Names([], [])
        for name, info, *_ in symbols:
            if name and info & 15 not in (_SECTION_NAME, _FILE_NAME):
                end = strings.index(b"\0", name, name + _LONGEST)
                names[info >> 4 == _LOCAL].append(strings[name:end].decode())
    except (struct.error, ValueError, IndexError, OverflowError):
        return None
    return names


def is_certain(names: Names, size: int) -> bool:
    """Return whether the size of the table alone decides the order of these names."""
    places = [place(name, size) for name in (*names.exported, *names.local)]
    return len(set(places)) == len(places)


def size_of_table(names: Names) -> int | None:
    """Return the size of the table that gave names their order, or None if it is none of `SIZES`."""
    for size in SIZES:
        places = [place(name, size) for name in names.exported]
        if places == sorted(places):
            return size
    return None


def place(name: str, size: int) -> int:
    """Return the place of a symbol in a table of this size."""
    return _hash(name) % size


@functools.lru_cache(4096)
def _hash(name: str) -> int:
    """Return the hash value of a name, as BFD (the library beneath GNU ld) calculates it."""
    # The symbol of a library has its version behind two signs, however the program shows it.
    text = name.replace("@@", "@").replace("@", "@@").encode()
    value = 0
    for number in (*text, len(text)):
        value = (value + number + (number << 17)) & _WORD
        value ^= value >> 2
    return value
