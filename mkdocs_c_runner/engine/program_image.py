"""The memory that a program takes as soon as it is executed, for its code and its static variables."""

from __future__ import annotations

import struct

# elf.h: the file header, and a program header, of 64-bit programs.
_ELF = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_LOADED = 1
_64_BIT_LITTLE_ENDIAN = b"\x7fELF\x02\x01"


def image_size(program: bytes) -> int:
    """Return the bytes of memory that a program takes when it is executed; 0 if that is not known."""
    if not program.startswith(_64_BIT_LITTLE_ENDIAN) or len(program) < _ELF.size:
        return 0
    header = _ELF.unpack_from(program)
    offset, size, count = header[5], header[9], header[10]
    if size != _SEGMENT.size or offset + size * count > len(program):
        return 0
    segments = (_SEGMENT.unpack_from(program, offset + size * number) for number in range(count))
    return sum(segment[6] for segment in segments if segment[0] == _LOADED)
