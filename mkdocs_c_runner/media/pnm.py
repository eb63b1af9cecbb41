"""The PNM formats, which a program can print with `printf` alone: https://netpbm.sourceforge.net/doc/pnm.html."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .errors import NotAResult
from .png import check_size

# By the second byte: whether it is text, the samples of a pixel, and whether it is black and white.
FORMATS = {
    b"1": (True, 1, True),
    b"2": (True, 1, False),
    b"3": (True, 3, False),
    b"4": (False, 1, True),
    b"5": (False, 1, False),
    b"6": (False, 3, False),
}

_NUMBER = re.compile(rb"(?:\s++|#[^\n]*+\n)*+(\d{1,18})(?!\d)")
_COMMENT = re.compile(rb"#[^\n]*")


class Pixels(NamedTuple):
    """The pixels of a picture.

    Attributes:
        width: Its width.
        height: Its height.
        samples: One byte a sample, row by row.
        is_color: Whether a pixel has three samples, red, green and blue; else one, of gray.
    """

    width: int
    height: int
    samples: bytes
    is_color: bool


def read(data: bytes) -> Pixels:
    """Read a picture, `P1` to `P6`.

    Raises:
        NotAResult: If it is damaged or too large.
    """
    is_text, samples, is_bitmap = FORMATS[data[1:2]]
    width, position = _number(data, 2)
    height, position = _number(data, position)
    check_size(width, height)
    most, position = (1, position) if is_bitmap else _number(data, position)
    if not 0 < most < 65536:
        raise NotAResult(f"the largest value of its picture is {most}, not one of 1 to 65535")
    count = width * height * samples
    values: Sequence[int]
    if is_text:
        values = _written(data[position:], count, single=is_bitmap)
    elif is_bitmap:
        values = _bits(data[position + 1 :], width, height)
    else:
        values = _binary(data[position + 1 :], count, wide=most > 255)
    if len(values) < count:
        raise NotAResult(f"its picture of {width} x {height} ends too early")
    return Pixels(width, height, _bytes(values, most, is_bitmap=is_bitmap), samples == 3)


def _bytes(values: Sequence[int], most: int, *, is_bitmap: bool) -> bytes:
    """Return the samples scaled so that the largest possible one is 255."""
    if isinstance(values, bytes) and most == 255:
        return values
    if min(values) < 0:
        raise NotAResult("its picture has a value below 0")
    if max(values) > most:
        raise NotAResult(f"its picture has a value above {most}")
    scaled = [value * 255 // most for value in range(most + 1)]
    if is_bitmap:  # in which 1 is black
        scaled.reverse()
    return bytes(map(scaled.__getitem__, values))


def _number(data: bytes, position: int) -> tuple[int, int]:
    match = _NUMBER.match(data, position)
    if match is None:
        raise NotAResult("the header of its picture lacks numbers")
    return int(match[1]), match.end()


def _written(data: bytes, count: int, *, single: bool) -> list[int]:
    words = _COMMENT.sub(b"", data)
    found = re.findall(rb"[01]", words) if single else words.split(maxsplit=count)[:count]
    try:
        return [int(word) for word in found[:count]]
    except ValueError:
        raise NotAResult("its picture has something else among its numbers") from None


def _bits(data: bytes, width: int, height: int) -> list[int]:
    row = (width + 7) // 8
    lines = (data[row * y : row * (y + 1)] for y in range(height))
    return [
        line[x >> 3] >> (7 - (x & 7)) & 1
        for line in lines
        if len(line) == row
        for x in range(width)
    ]


def _binary(data: bytes, count: int, *, wide: bool) -> bytes | list[int]:
    if not wide:
        return data[:count]
    return [
        data[2 * index] << 8 | data[2 * index + 1] for index in range(min(count, len(data) // 2))
    ]
