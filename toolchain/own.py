"""Lets the library call its own functions, also where a program has one with the same name.

A program may have a `read` or a `strlen` of its own, of any type, as long as it does not use that of the library. The
parts of the library call by other names what programs may define, and what they call is there a second time, under that
name. Only functions that keep nothing between two calls can be there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from split import encoded, named, number, sections

# What stands before the names by which the library calls its own functions.
_PREFIX = b"__own_"

# Of the format of objects: sections, the parts of the one for the linker, kinds of symbols, and what they may be.
_CUSTOM, _IMPORTS = 0, 2
_SYMBOLS = 8
_FUNCTION, _DATA, _SECTION = 0, 1, 3
_IS_WEAK, _IS_LOCAL, _IS_UNDEFINED, _HAS_NAME = 1, 2, 0x10, 0x40
_SEGMENTS = 5

# Bytes of an object up to which it may be there twice.
_SMALL = 8 << 10

Part = tuple[str, bytes]


class _Symbol(NamedTuple):
    """A symbol of an object.

    Attributes:
        kind: What it is.
        flags: What is said of it.
        index: Its number among those of its kind, as it is written; nothing of data.
        name: Its name, or nothing.
        rest: What follows.
    """

    kind: int
    flags: int
    index: bytes
    name: bytes
    rest: bytes

    @property
    def is_global(self) -> bool:
        """Whether others can see that it is defined here."""
        return bool(self.name) and not self.flags & (_IS_UNDEFINED | _IS_LOCAL)


def with_own(archives: dict[str, Sequence[Part]], wrapped: Sequence[str]) -> dict[str, list[Part]]:
    """Return the parts of libraries, by the names of these, with the functions that they have for themselves.

    Args:
        archives: The parts of each library.
        wrapped: Functions that others stand before; these are called as before.
    """
    parts = [part for archive in archives.values() for part in archive]
    calls = [
        symbol
        for _, content in parts
        for symbol in symbols(content)
        if symbol.kind == _FUNCTION and symbol.flags & _IS_UNDEFINED
    ]
    # What is called only where it is linked for another reason has one name.
    optional = {symbol.name for symbol in calls if symbol.flags & _IS_WEAK}
    called = {symbol.name for symbol in calls} - optional
    twice = {
        symbol.name
        for _, content in parts
        if len(content) <= _SMALL and not _has_variables(content)
        for symbol in symbols(content)
        if symbol.kind == _FUNCTION and symbol.is_global and symbol.name in called
    }
    twice -= {name.encode() for name in wrapped}
    twice = {name for name in twice if not name.startswith((b"_", b"main"))}
    return {name: list(_parts(archive, twice)) for name, archive in archives.items()}


def _parts(archive: Sequence[Part], twice: set[bytes]) -> Iterator[Part]:
    def own(symbol: _Symbol) -> bool:
        is_called = symbol.flags & (_IS_UNDEFINED | _HAS_NAME) == _IS_UNDEFINED
        return is_called and symbol.name in twice

    for name, content in archive:
        yield name, _renamed(content, own)
        if any(symbol.is_global and symbol.name in twice for symbol in symbols(content)):
            yield f"own.{name}", _renamed(content, lambda item: item.is_global or own(item))


def _renamed(content: bytes, which: Callable[[_Symbol], bool]) -> bytes:
    """Return an object in which some symbols have their own names."""
    if not any(symbol.name and which(symbol) for symbol in symbols(content)):
        return content
    made = bytearray(content[:8])
    for kind, body in sections(content):
        changed = _relinked(content, body, which) if _is_for_linker(kind, body) else body
        changed = _imported_anew(content, body, which) if kind == _IMPORTS else changed
        made += bytes([kind]) + encoded(len(changed)) + changed
    return bytes(made)


def _imported_anew(content: bytes, section: bytes, which: Callable[[_Symbol], bool]) -> bytes:
    """Return the section of imports in which some functions have their own names: it names what is not defined."""
    own = {
        number(symbol.index, 0)[0]
        for symbol in symbols(content)
        if symbol.kind == _FUNCTION and symbol.flags & _IS_UNDEFINED and which(symbol)
    }
    made, position = b"", 0
    for index, (begin, end, name) in enumerate(_imported(section)):
        if index in own:
            made += section[position:begin] + encoded(len(_PREFIX + name)) + _PREFIX + name
            position = end
    return made + section[position:]


def _relinked(content: bytes, body: bytes, which: Callable[[_Symbol], bool]) -> bytes:
    """Return the section for the linker in which some symbols have their own names."""
    _, position = named(body, 0)
    _, position = number(body, position)
    made = bytearray(body[:position])
    while position < len(body):
        kind = body[position]
        size, start = number(body, position + 1)
        position = start + size
        table = body[start:position]
        if kind == _SYMBOLS:
            found = list(symbols(content))
            table = encoded(len(found)) + b"".join(
                _written(item, _PREFIX if item.name and which(item) else b"") for item in found
            )
        made += bytes([kind]) + encoded(len(table)) + table
    return bytes(made)


def _written(symbol: _Symbol, prefix: bytes) -> bytes:
    name = prefix + symbol.name
    text = encoded(len(name)) + name if _is_named(symbol.kind, symbol.flags) else b""
    return bytes([symbol.kind]) + encoded(symbol.flags) + symbol.index + text + symbol.rest


def _is_named(kind: int, flags: int) -> bool:
    """Whether the table has the name of a symbol. That of a function which is not defined stands with the imports."""
    is_import = flags & (_IS_UNDEFINED | _HAS_NAME) == _IS_UNDEFINED
    return kind == _DATA or (kind != _SECTION and not is_import)


def symbols(content: bytes) -> Iterator[_Symbol]:
    """Yield the symbols of an object."""
    imported = [
        name
        for kind, body in sections(content)
        if kind == _IMPORTS
        for _, _, name in _imported(body)
    ]
    for table in _tables(content, _SYMBOLS):
        count, position = number(table, 0)
        for _ in range(count):
            kind = table[position]
            flags, position = number(table, position + 1)
            index, name, rest = b"", b"", b""
            if kind != _DATA:
                begin = position
                which, position = number(table, position)
                index = table[begin:position]
            if _is_named(kind, flags):
                name, position = named(table, position)
            elif kind == _FUNCTION:
                name = imported[which]
            if kind == _DATA and not flags & _IS_UNDEFINED:
                begin = position
                for _ in ("segment", "offset", "size"):
                    _, position = number(table, position)
                rest = table[begin:position]
            yield _Symbol(kind, flags, index, name, rest)


def _has_variables(content: bytes) -> bool:
    """Whether an object has data that can change."""
    for table in _tables(content, _SEGMENTS):
        count, position = number(table, 0)
        for _ in range(count):
            name, position = named(table, position)
            for _ in ("alignment", "flags"):
                _, position = number(table, position)
            if not name.startswith(b".rodata"):
                return True
    return False


def _tables(content: bytes, wanted: int) -> Iterator[bytes]:
    """Yield the parts of one kind of the section for the linker."""
    for kind, body in sections(content):
        if _is_for_linker(kind, body):
            _, position = named(body, 0)
            _, position = number(body, position)
            while position < len(body):
                size, start = number(body, position + 1)
                if body[position] == wanted:
                    yield body[start : start + size]
                position = start + size


def _is_for_linker(kind: int, body: bytes) -> bool:
    return kind == _CUSTOM and named(body, 0)[0] == b"linking"


def _imported(section: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield where the name of each function that an object imports begins and ends, and the name."""
    count, position = number(section, 0)
    for _ in range(count):
        _, position = named(section, position)
        begin = position
        name, position = named(section, position)
        kind = section[position]
        if kind == _FUNCTION:
            yield begin, position, name
        position += 1
        if kind == _FUNCTION:
            _, position = number(section, position)
        elif kind == 3:  # a global: its type, and whether it changes
            position += 2
        elif kind == 4:  # a tag
            _, position = number(section, position + 1)
        else:  # a table has the type of its elements; it, or a memory, has limits
            position += kind == 1
            has_most = section[position] & 1
            _, position = number(section, position + 1)
            if has_most:
                _, position = number(section, position)
