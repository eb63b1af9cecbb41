"""Classic BPF, the language of seccomp filters: pieces of code that are put together.

All numbers come from the kernel's uapi headers, named where they stand.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

# An instruction of linux/bpf_common.h: operation, jump if true, jump if false, operand. Every piece
# returns on every path, so one can be put behind another.
Instruction = tuple[int, int, int, int]
Code = tuple[Instruction, ...]

_LOAD_WORD, _AND, _RETURN = 0x20, 0x54, 0x06
_JUMP_IF_EQUAL, _JUMP_IF_GREATER, _JUMP_IF_AT_LEAST, _JUMP_IF_ANY_BIT = 0x15, 0x25, 0x35, 0x45

# struct seccomp_data and the actions, from linux/seccomp.h.
NUMBER, ARCHITECTURE, _ARGUMENTS = 0, 4, 16
ALLOW: Code = ((_RETURN, 0, 0, 0x7FFF0000),)
KILL: Code = ((_RETURN, 0, 0, 0x80000000),)


def fail(error: int) -> Code:
    """Return from the filter: the call is skipped and fails with this error, or succeeds if it is 0."""
    return ((_RETURN, 0, 0, 0x00050000 | error),)


def load(offset: int) -> Instruction:
    """Load a word of struct seccomp_data."""
    return (_LOAD_WORD, 0, 0, offset)


def load_argument(index: int) -> Instruction:
    """Load the low half of an argument.

    The kernel takes the parameters that are judged here as ints, or looks at their low half alone.
    A filter that saw the high half could be talked past with it (CVE-2019-10063).
    """
    return load(_ARGUMENTS + 8 * index)


def mask(bits: int) -> Instruction:
    """Keep these bits of the loaded word alone."""
    return (_AND, 0, 0, bits)


def choose(values: Sequence[int], chosen: Code, otherwise: Code) -> Code:
    """Go on with one of two pieces, depending on whether the loaded word is among the values."""
    last = len(values) - 1
    return (
        *((_JUMP_IF_EQUAL, last - i + len(otherwise), 0, value) for i, value in enumerate(values)),
        *otherwise,
        *chosen,
    )


def if_any_bit(bits: int, then: Code, otherwise: Code) -> Code:
    """Go on with one of two pieces, depending on whether the loaded word has any of these bits."""
    return ((_JUMP_IF_ANY_BIT, 0, len(then), bits), *then, *otherwise)


def if_greater(limit: int, then: Code, otherwise: Code) -> Code:
    """Go on with one of two pieces, depending on whether the loaded word is above a limit."""
    return ((_JUMP_IF_GREATER, 0, len(then), limit), *then, *otherwise)


def search(ranges: Sequence[tuple[int, Code]]) -> Code:
    """Go on with the piece of the range that the loaded word lies in, by a binary search.

    Args:
        ranges: The first number of each range, in ascending order, with its piece. A conditional jump spans 255
            instructions, which is twice what the tables of system calls need.
    """
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = search(ranges[:middle]), search(ranges[middle:])
    return ((_JUMP_IF_AT_LEAST, len(below), 0, ranges[middle][0]), *below, *above)


def encode(code: Code) -> bytes:
    """Return an array of `struct sock_filter`, little endian."""
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)
