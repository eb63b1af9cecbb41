"""Pictures that a program prints, as files that a browser shows: PNG, and what can be made into it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from . import png, pnm
from .errors import NotAResult


class Picture(NamedTuple):
    """A picture.

    Attributes:
        content: The file.
        suffix: What its name ends in.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    content: bytes
    suffix: str
    width: int
    height: int


# A page asks twice: whether it is one, and to show it.
@lru_cache(maxsize=8)
def picture_of(data: bytes) -> Picture:
    """The picture in some output: PNG as it is, less what no browser needs; the PNM formats as PNG.

    Raises:
        NotAResult: If it is none of these, is damaged, or too large.
    """
    if data.startswith(png.SIGNATURE):
        width, height, content = png.checked(data)
    elif data[:1] == b"P" and data[1:2] in pnm.FORMATS:
        pixels = pnm.read(data)
        width, height = pixels.width, pixels.height
        content = png.encoded(width, height, pixels.samples, colour=pixels.colour)
    else:
        raise NotAResult("it printed neither PNG nor a PNM picture (P1 to P6)")
    return Picture(content, ".png", width, height)
