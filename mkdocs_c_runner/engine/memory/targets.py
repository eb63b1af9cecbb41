"""The objects that pointers can point to at one moment, and how C names a part of one."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import NamedTuple

from . import limits
from .scalars import text
from .types import Type


class Object(NamedTuple):
    """An object in memory.

    Attributes:
        name: The name by which pointers name it.
        address: Its address.
        size: Its bytes.
        type: Its type, or None for bytes.
        length: If it is an array of a length that the type does not tell: its elements, else None.
    """

    name: str
    address: int
    size: int
    type: Type | None
    length: int | None = None


class Objects:
    """Objects by their addresses.

    Args:
        objects: The objects; of those at one address, the first counts.
    """

    def __init__(self, objects: Iterable[Object]) -> None:
        self._objects = sorted(objects, key=lambda item: item.address)
        self._addresses = [item.address for item in self._objects]

    def at(self, address: int) -> Object | None:
        """Return the object that an address is in."""
        index = bisect.bisect_right(self._addresses, address) - 1
        # An object may lie inside of another one: a member of the heap, or an element that overlaps.
        for found in reversed(self._objects[max(0, index - 3) : index + 1]):
            if address < found.address + max(found.size, 1):
                return found
        return None

    def ending_at(self, address: int) -> Object | None:
        """Return the object that ends where an address is."""
        index = bisect.bisect_left(self._addresses, address) - 1
        for found in reversed(self._objects[max(0, index - 3) : index + 1]):
            if found.size and address == found.address + found.size:
                return found
        return None


def path(found: Object, address: int, pointee: Type | None) -> str:
    """Return the part of an object at an address, as C writes it behind the name of the object.

    Args:
        found: The object.
        address: The address.
        pointee: The type of what the pointer points to, which tells how deep to go, or None.
    """
    offset = address - found.address
    if found.type is None:
        return f"[{offset}]" if offset else ""
    if found.length is not None:
        size = found.type.size or 1
        is_name = is_same(found.type, pointee) or not _holds(found.type, pointee)
        if offset == 0 and is_name:
            return ""
        index, rest = divmod(offset, size)
        return f"[{index}]{_inside(found.type, rest, pointee, limits.DEPTH)}"
    return _inside(found.type, offset, pointee, limits.DEPTH)


def _inside(
    kind: Type, offset: int, pointee: Type | None, depth: int, *, is_element: bool = False
) -> str:
    """Return the path to a part: as short as possible for the whole, and down to the type that is pointed to."""
    if depth == 0 or (offset == 0 and (pointee is None or is_same(kind, pointee))):
        return ""
    if kind.kind == "array" and (size := kind.of.size):
        index, rest = divmod(offset, size)
        is_name = is_same(kind.of, pointee) and not is_element
        if offset == 0 and (is_name or not _holds(kind.of, pointee)):
            return ""  # the name of an array is a pointer to its first element
        return f"[{index}]{_inside(kind.of, rest, pointee, depth - 1, is_element=True)}"
    if kind.kind in ("struct", "union"):
        for field in kind.fields[: limits.MEMBERS]:
            if field.offset <= offset < field.offset + max(field.type.size, 1):
                if offset == 0 and not _holds(field.type, pointee):
                    return ""
                inner = _inside(field.type, offset - field.offset, pointee, depth - 1)
                return f".{field.name}{inner}" if field.name else inner
        last = kind.fields[-1] if kind.fields else None
        if last and last.type.kind == "array" and offset >= last.offset and last.type.of.size:
            index, rest = divmod(offset - last.offset, last.type.of.size)
            return f".{last.name}[{index}]{_inside(last.type.of, rest, pointee, depth - 1)}"
    return "" if offset == 0 else f" + {offset}"


def is_same(kind: Type, other: Type | None) -> bool:
    """Whether two types are the same but for words that do not change what they are."""
    return other is kind or (
        other is not None
        and kind.kind == other.kind
        and kind.size == other.size
        and kind.bare_name == other.bare_name
    )


def _holds(kind: Type, wanted: Type | None, depth: int = limits.DEPTH) -> bool:
    """Whether a value of a type begins with one of another."""
    if wanted is None or depth == 0:
        return False
    if is_same(kind, wanted):
        return True
    if kind.kind == "array":
        return _holds(kind.of, wanted, depth - 1)
    if kind.kind == "struct" and kind.fields:
        return _holds(kind.fields[0].type, wanted, depth - 1)
    if kind.kind == "union":
        return any(_holds(field.type, wanted, depth - 1) for field in kind.fields[:4])
    return False


def quoted(content: bytes) -> str:
    """Return a text as a literal; one that is long ends in an ellipsis."""
    shown, end, _ = content.partition(b"\0")
    is_whole = bool(end) and len(shown) <= limits.TEXT
    return f'"{text(shown[: limits.TEXT])}"' + ("" if is_whole else "…")
