"""The binary format of WebAssembly, as far as modules are changed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_HEAD = b"\0asm\1\0\0\0"


def sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each section of a module."""
    position = len(_HEAD)
    while position < len(module):
        size, start = number(module, position + 1)
        yield module[position], module[start : start + size]
        position = start + size


def joined(parts: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a module of sections, each with its kind and its content."""
    return _HEAD + b"".join(bytes([kind]) + encoded(len(body)) + body for kind, body in parts)


def named(data: bytes, position: int) -> tuple[bytes, int]:
    """Return a name, and the position behind it."""
    size, start = number(data, position)
    return data[start : start + size], start + size


def number(data: bytes, position: int) -> tuple[int, int]:
    """Return an unsigned LEB128 number, and the position behind it."""
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


def encoded(value: int) -> bytes:
    """Return a number as unsigned LEB128."""
    made = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        made.append(low | (0x80 if value else 0))
        if not value:
            return bytes(made)
