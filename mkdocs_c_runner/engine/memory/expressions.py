"""Computes where a variable is, from the expression in the debug information."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .dwarf import Expression, Reader

_MOST_STEPS, _MOST_VALUES = 64, 32
_64_BITS = (1 << 64) - 1
_FRAME_POINTER = 6


class Surroundings(NamedTuple):
    """What an expression may refer to.

    Attributes:
        base: The address of the beginning of the program.
        read: Returns the number of 8 bytes at an address, or None.
        own: The address of the variables that each thread has for itself.
        cfa: The address behind the return address of the call, or None outside of functions.
        frame_base: The expression of the function for the base of its variables.
    """

    base: int
    read: Callable[[int], int | None]
    own: int = 0
    cfa: int | None = None
    frame_base: Expression | None = None


def evaluate(expression: Expression, around: Surroundings) -> int | None:
    """Return the value of an expression, an address or a number, or None if it is not of the usual kinds.

    Raises:
        Unreadable: If it ends too early.
    """
    return _evaluate(expression, around, is_base=False)


def _evaluate(expression: Expression, around: Surroundings, *, is_base: bool) -> int | None:
    reader = Reader(expression)
    values: list[int] = []
    for _ in range(_MOST_STEPS):
        if reader.position == len(expression):
            return values[-1] & _64_BITS if values else None
        operation = reader.fixed(1)
        value = _constant(operation, reader)
        if value is None:
            value = _place(operation, reader, around, is_base=is_base)
        if value is None:
            value = _computed(operation, reader, values, around)
        if value is None or len(values) == _MOST_VALUES:
            return None
        values.append(value)
    return None


def _constant(operation: int, reader: Reader) -> int | None:
    """Return the value of an operation that is a constant."""
    if 0x30 <= operation <= 0x4F:
        return operation - 0x30
    if operation in _CONSTANTS:
        size, is_signed = _CONSTANTS[operation]
        return int.from_bytes(reader.take(size), "little", signed=is_signed)
    if operation == 0x10:
        return reader.unsigned()
    return reader.signed() if operation == 0x11 else None


def _place(operation: int, reader: Reader, around: Surroundings, *, is_base: bool) -> int | None:
    """Return the value of an operation that names a place in the program or in the call."""
    match operation:
        case 0x03:  # DW_OP_addr
            return reader.fixed(8) + around.base
        case 0x9C:  # DW_OP_call_frame_cfa
            return around.cfa
        case 0x91 if not is_base and around.frame_base is not None:  # DW_OP_fbreg
            offset = reader.signed()
            base = _evaluate(around.frame_base, around, is_base=True)
            return None if base is None else base + offset
        case 0x56 | 0x76 if around.cfa is not None:  # DW_OP_reg6, DW_OP_breg6
            offset = reader.signed() if operation == 0x70 + _FRAME_POINTER else 0
            return around.cfa - 16 + offset
    return None


def _computed(
    operation: int, reader: Reader, values: list[int], around: Surroundings
) -> int | None:
    """Return the value that an operation computes of others, which it removes."""
    if not values:
        return None
    last = values.pop() & _64_BITS
    match operation:
        case 0x06:  # DW_OP_deref
            return around.read(last)
        case 0x9B | 0xE0:  # DW_OP_form_tls_address, DW_OP_GNU_push_tls_address
            return around.own + last if around.own else None
        case 0x23:  # DW_OP_plus_uconst
            return last + reader.unsigned()
    if not values:
        return None
    first = values.pop() & _64_BITS
    match operation:
        case 0x22:  # DW_OP_plus
            return first + last
        case 0x1C:  # DW_OP_minus
            return first - last
        case 0x1E:  # DW_OP_mul
            return first * last
        case 0x1A:  # DW_OP_and
            return first & last
    return None


_CONSTANTS = {
    0x08: (1, False),
    0x09: (1, True),
    0x0A: (2, False),
    0x0B: (2, True),
    0x0C: (4, False),
    0x0D: (4, True),
    0x0E: (8, False),
    0x0F: (8, True),
}
