"""Lets one instance of the compiler serve call after call, each as if it were the first.

What a call leaves behind is its memory, which its host can put back, and its variables, which it can if they are
exported. But a memory never shrinks, and `sbrk` gives what follows its end: it would grow with each call. So the end of
what was given becomes a variable, too, and the memory grows only where that is beyond its end.
"""

from __future__ import annotations

import re

from wasm_format import encoded, joined, named, number, sections

_MEMORY, _GLOBALS, _EXPORTS, _CODE, _DATA = 5, 6, 7, 10, 11

# An exported variable, and one that is a number of 32 bits and changes.
_EXPORTED, _VARIABLE = 3, b"\x7f\1"
_STACK, _END = 0, 1
_PAGE = 64 << 10

# `sbrk` of wasi-libc, without its size. Local 0 is what is asked for, in bytes; 0 asks for the end of the memory. What
# is no number of pages, or negative, ends the program. Where the memory cannot grow, `errno` is set and -1 returned.
_SBRK = re.compile(
    rb"\0\x02\x40\x20\0\x0d\0\x3f\0\x41\x10\x74\x0f\x0b"
    rb"\x02\x40(?P<refused>\x20\0\x41\xff\xff\x03\x71\x0d\0\x20\0\x41\x7f\x4c\x0d\0)"
    rb"\x02\x40\x20\0\x41\x10\x76\x40\0\x22\0\x41\x7f\x47\x0d\0"
    rb"(?P<failed>\x41\0\x41\x30\x36\x02[\x80-\xff]*[\0-\x7f]\x41\x7f\x0f)"
    rb"\x0b\x20\0\x41\x10\x74\x0f\x0b\0\x0b",
    re.DOTALL,
)


def renewable(module: bytes) -> bytes:
    """Return the compiler so that its host can make an instance as it was before a call.

    Args:
        module: The compiler. It has one memory, and one variable: the end of its stack.

    Raises:
        ValueError: If it has other variables, or if `sbrk` is not what it was: it is another version.
    """
    parts = dict(sections(module))
    count, position = number(parts[_GLOBALS], 0)
    if count != 1:
        raise ValueError(f"the compiler has {count} variables instead of one")
    pages, _ = number(parts[_MEMORY], 2)
    end = _VARIABLE + b"\x41" + _signed(pages * _PAGE) + b"\x0b"
    changed = {
        _GLOBALS: encoded(2) + parts[_GLOBALS][position:] + end,
        _EXPORTS: _exporting_both(parts[_EXPORTS]),
        _CODE: _with_end(parts[_CODE]),
    }
    return joined((parts | changed).items())


def first_written(module: bytes) -> int:
    """Return the address from which on a program writes its data. What the linker puts before is constant.

    Args:
        module: The compiler, whose constants are one piece of data, and all else another.

    Raises:
        ValueError: If there are other pieces, or one has no fixed address.
    """
    section = dict(sections(module))[_DATA]
    count, position = number(section, 0)
    addresses = []
    for _ in range(count):
        if section[position : position + 2] != b"\0\x41":
            raise ValueError("data of the compiler have no fixed address")
        address, end = number(section, position + 2)
        size, start = number(section, end + 1)
        addresses.append(address)
        position = start + size
    if count != 2 or addresses != sorted(addresses):
        raise ValueError(
            f"the data of the compiler are in {count} pieces, not its constants and the others"
        )
    return addresses[1]


def _exporting_both(section: bytes) -> bytes:
    """Return the exports of a module with both variables among them."""
    names = [(_STACK, b"stack"), (_END, b"end")]
    count, begin = number(section, 0)
    position = begin
    for _ in range(count):
        _, position = named(section, position)
        kind, (which, position) = section[position], number(section, position + 1)
        names = [each for each in names if (kind, which) != (_EXPORTED, each[0])]
    made = encoded(count + len(names)) + section[begin:]
    for which, name in names:
        made += encoded(len(name)) + name + bytes([_EXPORTED]) + encoded(which)
    return made


def _with_end(code: bytes) -> bytes:
    """Return the code of a module with an `sbrk` that begins at the end of what was given."""
    bodies = []
    count, position = number(code, 0)
    for _ in range(count):
        size, start = number(code, position)
        position = start + size
        bodies.append(code[start:position])
    found = [(at, match) for at, body in enumerate(bodies) if (match := _SBRK.fullmatch(body))]
    if len(found) != 1:
        raise ValueError("`sbrk` of the compiler is not what it was")
    [(at, match)] = found
    bodies[at] = _sbrk(match["refused"], match["failed"])
    return encoded(count) + b"".join(encoded(len(body)) + body for body in bodies)


def _sbrk(refused: bytes, failed: bytes) -> bytes:
    """Return the body of `sbrk`: local 1 is the end that follows from what is asked for."""
    one_number, block, end = b"\1\1\x7f", b"\x02\x40", b"\x0b"
    leave, wrong = b"\x0d\0", b"\0"
    add = b"\x23\1\x20\0\x6a\x21\1"
    is_beyond_all = b"\x20\1\x23\1\x49" + b"\x04\x40" + failed + end
    pages, has = b"\x20\1\x41\x10\x76", b"\x3f\0"
    fits = pages + has + b"\x4d" + leave
    grows = pages + has + b"\x6b\x40\0" + b"\x41\x7f\x47" + leave
    gives = b"\x23\1\x20\1\x24\1\x0f"
    checks = refused + add + is_beyond_all + block + fits + grows + failed + end
    return one_number + block + checks + gives + end + wrong + end


def _signed(value: int) -> bytes:
    """Return a number that is not negative as signed LEB128."""
    made = encoded(value)
    return made if made[-1] < 0x40 else made[:-1] + bytes([made[-1] | 0x80, 0])
