"""The memory of a program, as its host sees it."""

from __future__ import annotations

import ctypes
from typing import Protocol


class Bounds(Exception):
    """The program named memory that it does not have."""


class Where(Protocol):
    """Where the memory of a program is now; it moves when it grows."""

    def __call__(self) -> tuple[int, int]:
        """Return the address of its first byte, and its size."""
        ...


class Memory:
    """Reads and writes the memory of a program; all addresses are the program's.

    Args:
        where: Where the memory is.
    """

    def __init__(self, where: Where) -> None:
        self._where = where
        self._known: tuple[int, int] | None = None

    def forget(self) -> None:
        """Look for the memory again: the program ran, and may have let it grow."""
        self._known = None

    def check(self, address: int, size: int) -> None:
        """Raise `Bounds` unless the program has this memory."""
        self._at(address, size)

    def read(self, address: int, size: int) -> bytes:
        """Return bytes."""
        return ctypes.string_at(self._at(address, size), size)

    def write(self, address: int, data: bytes) -> None:
        """Write bytes."""
        ctypes.memmove(self._at(address, len(data)), data, len(data))

    def number(self, address: int, size: int = 4) -> int:
        """Return an unsigned number of this many bytes."""
        return int.from_bytes(self.read(address, size), "little")

    def put(self, address: int, number: int, size: int = 4) -> None:
        """Write an unsigned number of this many bytes."""
        self.write(address, (number & (1 << 8 * size) - 1).to_bytes(size, "little"))

    def text(self, address: int, size: int) -> str:
        """Return a text."""
        return self.read(address, size).decode("utf-8", "surrogateescape")

    def string(self, address: int, most: int = 1000) -> str:
        """Return the text up to a zero."""
        _, end = self._found()
        data = self.read(address, max(0, min(most, end - (address & 0xFFFFFFFF))))
        return data.partition(b"\0")[0].decode("utf-8", "replace")

    def _at(self, address: int, size: int) -> int:
        """Return where an address is in our own memory."""
        base, end = self._found()
        address &= 0xFFFFFFFF
        if size < 0 or address + size > end:
            raise Bounds
        return base + address

    def _found(self) -> tuple[int, int]:
        if self._known is None:
            self._known = self._where()
        return self._known
