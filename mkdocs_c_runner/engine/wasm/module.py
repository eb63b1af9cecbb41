"""A program as a file of WebAssembly: its sections, and which of them readers get."""

from __future__ import annotations

from collections.abc import Iterator

_HEAD = b"\0asm\1\0\0\0"
_CUSTOM = 0

# The custom sections that lead a crash to its function and line.
_KEPT = {b"name", b".debug_line"}


def published(module: bytes) -> bytes:
    """Return a module without what only debuggers need."""
    kept = [whole for kind, name, whole in _sections(module) if kind != _CUSTOM or name in _KEPT]
    return b"".join([_HEAD, *kept])


def _sections(module: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the kind, the name if it is a custom one, and all of each section."""
    position = len(_HEAD)
    while position < len(module):
        kind = module[position]
        size, start = _number(module, position + 1)
        length, begin = _number(module, start) if kind == _CUSTOM else (0, start)
        yield kind, module[begin : begin + length], module[position : start + size]
        position = start + size


def _number(data: bytes, position: int) -> tuple[int, int]:
    """Return an unsigned LEB128 number, and the position behind it."""
    number = shift = 0
    while True:
        byte = data[position]
        position += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, position
