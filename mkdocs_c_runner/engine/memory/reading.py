"""Makes the values of a picture of bytes and types."""

from __future__ import annotations

from collections.abc import Callable

from . import limits, scalars
from .image import Both, Image
from .types import Field, Type
from .values import (
    Array,
    Ending,
    Member,
    NotShown,
    Record,
    Scalar,
    Text,
    Unknown,
    Value,
)

# The bytes of a value that is neither an array nor a struct: a complex long double.
_LARGEST_SINGLE = 32

_UNKNOWN, _NOT_SHOWN = Unknown(), NotShown()
_NOTHING = Both(b"", b"")

PointerReader = Callable[[int, Type], Value]
"""Returns the value of a pointer, from its address and the type that it points to."""


class Values:
    """Reads values from the memory of a program.

    Args:
        image: The memory.
        pointer: Makes the value of a pointer.

    Attributes:
        fill: The byte of memory without a value, if the second run does not tell what has none, else None.
        differs: Whether a value was not the same in both runs.
        is_odd: Whether one differed in other bits than those of memory without a value.
        cells: The values that were read.
    """

    def __init__(self, image: Image, pointer: PointerReader) -> None:
        self._image = image
        self._pointer = pointer
        self.fill: int | None = None
        self.differs = self.is_odd = False
        self.cells = 0
        self._most = 0
        self._begin = self._end = 0
        self._whole = _NOTHING
        self._is_known = False

    def begin(self, address: int, whole: Both | None) -> None:
        """Begin with another variable or block.

        Args:
            address: Its address.
            whole: All bytes of it, or None if they are not known.
        """
        self._most = self.cells + limits.CELLS
        self._begin = self._end = address
        if whole is not None:
            self._whole = whole
            self._end += len(whole.first)
            self._is_known = whole.first == whole.second

    def _read(self, address: int, size: int) -> Both | None:
        """Return the bytes at a place, or None if they are not recorded."""
        begin, end = address - self._begin, address + size
        if begin < 0 or end > self._end:
            return self._image.read(address, size)
        if begin == 0 and end == self._end:
            return self._whole
        return _part(self._whole, begin, begin + size)

    def value(
        self, kind: Type, address: int, count: int | None = None, depth: int = limits.DEPTH
    ) -> Value:
        """Return the value of a type at an address.

        Args:
            kind: The type; of the elements, if there is a count.
            address: The address.
            count: The elements of an array whose type does not tell, or None.
            depth: How deep it may be nested.
        """
        self.cells += 1
        if depth == 0 or self.cells > self._most or kind.is_opaque:
            return _NOT_SHOWN
        if count is not None:
            return self._array(kind, address, count, depth)
        if kind.kind == "array":
            length = kind.count
            return (
                self._array(kind.of, address, length, depth)
                if isinstance(length, int)
                else _NOT_SHOWN
            )
        if kind.kind in ("struct", "union"):
            return self._record(kind, address, depth)
        return self._single(kind, address)

    def bytes_of(self, address: int, size: int) -> Value:
        """Return the value of bytes of which no type is known, or none where they may hold an address."""
        shown = min(size, limits.BYTES)
        found = self._read(address, shown)
        if found is None:
            return _NOT_SHOWN
        for begin in range(0, shown - 7, 8):
            if self._image.is_address(int.from_bytes(found.first[begin : begin + 8], "little")):
                return _NOT_SHOWN
        digits = [
            "??" if self.is_unknown(_part(found, index, index + 1)) else f"{found.first[index]:02x}"
            for index in range(shown)
        ]
        if digits and set(digits) == {"??"}:
            return _UNKNOWN
        return Scalar(" ".join(digits) + (" …" if size > shown else ""))

    def is_unknown(self, both: Both, mask: int | None = None) -> bool:
        """Whether bytes, or the bits of them in a mask, hold something that was never initialized."""
        if self.fill is not None:
            return both.first == bytes([self.fill]) * len(both.first)
        if both.first == both.second:
            return False
        first, second = (int.from_bytes(part, "little") for part in both)
        different = first ^ second
        if mask is not None and not different & mask:
            return False
        self.differs = True
        self.is_odd |= different != (1 << 8 * len(both.first)) - 1
        return True

    def _single(self, kind: Type, address: int) -> Value:
        size = scalars.meaningful(kind)
        if not 0 < size <= _LARGEST_SINGLE:
            return _NOT_SHOWN
        begin = address - self._begin
        if begin >= 0 and address + size <= self._end:
            content = self._whole.first[begin : begin + size]
            second = content if self._is_known else self._whole.second[begin : begin + size]
        else:
            both = self._image.read(address, size)
            if both is None:
                return _NOT_SHOWN
            content, second = both
        if content != second or self.fill is not None:
            unused = scalars.padding(kind)
            mask = (1 << 8 * size) - 1 - unused if unused else None
            if self.is_unknown(Both(content, second), mask):
                return _UNKNOWN
        if kind.kind == "pointer":
            return self._pointer(int.from_bytes(content, "little"), kind.of)
        if kind.kind == "enum":
            return Scalar(scalars.enumerator(kind, content))
        if kind.size == 8 and kind.encoding in (5, 7) and self._is_address(address):
            return _NOT_SHOWN  # a number that is an address differs from machine to machine
        if kind.kind != "base":
            return _NOT_SHOWN
        text = scalars.base(kind, content.ljust(kind.size, b"\0"))
        return _NOT_SHOWN if text is None else Scalar(text)

    def _array(self, kind: Type, address: int, count: int, depth: int) -> Value:
        if kind.is_character:
            return self._text(address, count)
        shown = min(count, limits.ELEMENTS)
        if shown and self._is_all_unknown(address, kind.size * count):
            return _UNKNOWN
        items = (
            self.value(kind, address + index * kind.size, depth=depth - 1) for index in range(shown)
        )
        return Array(tuple(items), count - shown)

    def _is_all_unknown(self, address: int, size: int) -> bool:
        """Whether no bit of some memory was ever initialized."""
        both = self._read(address, size) if size <= 4096 else None
        if both is None:
            return False
        if self.fill is not None:
            return both.first == bytes([self.fill]) * size
        return bytes(byte ^ 0xFF for byte in both.first) == both.second and size > 0

    def _text(self, address: int, count: int) -> Value:
        shown = min(count, limits.TEXT + 1)
        both = self._read(address, shown)
        if both is None:
            return _NOT_SHOWN
        if self.fill is None and both.first == both.second:
            end = both.first.find(0, 0, limits.TEXT)
            if end >= 0:
                return Text(scalars.text(both.first[:end]), count)
        for index in range(min(shown, limits.TEXT)):
            if self.is_unknown(_part(both, index, index + 1)):
                if index == 0 and self._is_all_unknown(address, min(count, 4096)):
                    return _UNKNOWN
                return Text(scalars.text(both.first[:index]), count, Ending.UNKNOWN)
            if both.first[index] == 0:
                return Text(scalars.text(both.first[:index]), count)
        text = scalars.text(both.first[: limits.TEXT])
        return Text(text, count, Ending.NONE if count <= limits.TEXT else Ending.CUT)

    def _record(self, kind: Type, address: int, depth: int) -> Value:
        fields = kind.fields
        members = tuple([self._member(field, address, depth) for field in fields[: limits.MEMBERS]])
        if kind.kind == "union" and self._is_address(address):
            members = tuple(
                Member(name, _NOT_SHOWN if isinstance(value, Scalar | Text) else value)
                for name, value in members
            )
        more = max(0, len(fields) - limits.MEMBERS)
        return Record("union" if kind.kind == "union" else "struct", kind.name, members, more)

    def _is_address(self, address: int) -> bool:
        """Whether 8 bytes are an address."""
        both = self._read(address, 8)
        return both is not None and self._image.is_address(int.from_bytes(both.first, "little"))

    def _member(self, field: Field, address: int, depth: int) -> Member:
        if field.bits:
            name = f"{field.name}:{field.bits}"
            return Member(name, self._bits(field, address + field.offset))
        if field.type.kind == "array" and field.type.count in (None, 0):
            return Member(field.name, self._flexible(field, address, depth))
        return Member(field.name, self.value(field.type, address + field.offset, depth=depth - 1))

    def _flexible(self, field: Field, address: int, depth: int) -> Value:
        """Return an array at the end of a struct that takes all that is left of a block."""
        block = self._image.live_at(address)
        size = field.type.of.size
        if block is None or not size:
            return _NOT_SHOWN
        left = block.address + block.size - address - field.offset
        return self._array(field.type.of, address + field.offset, max(0, left // size), depth - 1)

    def _bits(self, field: Field, address: int) -> Value:
        both = self._read(address, (field.shift + field.bits + 7) // 8)
        if both is None:
            return _NOT_SHOWN
        mask = (1 << field.bits) - 1
        if self.is_unknown(both, mask << field.shift):
            return _UNKNOWN
        number = int.from_bytes(both.first, "little") >> field.shift & mask
        if field.type.kind == "enum":
            return Scalar(scalars.enumerator(field.type, number.to_bytes(8, "little")))
        if field.type.encoding == 2:
            return Scalar("true" if number else "false")
        is_negative = field.type.encoding in (5, 6) and number >> field.bits - 1
        return Scalar(str(number - (1 << field.bits) if is_negative else number))


def _part(both: Both, begin: int, end: int) -> Both:
    return Both(both.first[begin:end], both.second[begin:end])
