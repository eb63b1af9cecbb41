"""The memory that a program takes as soon as it is executed, for its code and its static variables."""

from __future__ import annotations

import struct

from .job import MEBIBYTE
from .result import Stage

# elf.h: the file header, and a program header with the place of its size in memory, by the bits of an address.
_LAYOUTS = {
    1: ("16sHHIIIIIHHHHHH", "IIIIIIII", 5),
    2: ("16sHHIQQQIHHHHHH", "IIQQQQQQ", 6),
}
_ORDERS = {1: "<", 2: ">"}
_LOADED = 1
_MAGIC = b"\x7fELF"

# The status with which the loader ends a program whose libraries it cannot load, and the memory that it and they take.
_NOT_LOADED = 127
_ROOM_FOR_LOADER = MEBIBYTE
_ROOM_FOR_LIBRARIES = 16 * MEBIBYTE


def did_not_fit(stage: Stage, program: bytes, memory: int) -> bool:
    """Return whether a program was ended because its static variables do not fit into the memory.

    The kernel has already given up the old program when it finds that there is no room for the new one. All that it
    can do then is to kill the process, with SIGSEGV. Where there is room for the program and not for its libraries,
    the loader ends it with status 127.
    """
    if stage.exit_code == _NOT_LOADED:
        return image_size(program) > memory - _ROOM_FOR_LIBRARIES
    is_killed = stage.signal in ("SIGSEGV", "SIGKILL") and stage.total_chars == 0
    return is_killed and image_size(program) > memory - _ROOM_FOR_LOADER


def image_size(program: bytes) -> int:
    """Return the bytes of memory that a program takes when it is executed; 0 if that is not known."""
    if not program.startswith(_MAGIC) or len(program) < 6:
        return 0
    layout, order = _LAYOUTS.get(program[4]), _ORDERS.get(program[5])
    if layout is None or order is None:
        return 0
    file_header, segment_header, place = layout
    elf, part = struct.Struct(order + file_header), struct.Struct(order + segment_header)
    if len(program) < elf.size:
        return 0
    header = elf.unpack_from(program)
    offset, size, count = header[5], header[9], header[10]
    if size != part.size or offset + size * count > len(program):
        return 0
    segments = (part.unpack_from(program, offset + size * number) for number in range(count))
    return sum(segment[place] for segment in segments if segment[0] == _LOADED)
