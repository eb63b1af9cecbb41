"""Pictures that a program prints, as files that a browser shows: PNG, and formats that can become PNG."""

from __future__ import annotations

from typing import NamedTuple

from ..markup import Markup, line, void
from . import png, pnm
from .errors import NotAResult
from .kind import Canvas, Reading


class Picture(NamedTuple):
    """A picture.

    Attributes:
        content: The file.
        suffix: The end of its name, such as `.png`.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    content: bytes
    suffix: str
    width: int
    height: int


def decode(data: bytes, reading: Reading) -> Picture:  # noqa: ARG001 - the signature of all kinds
    """Read a picture; see `picture_of`."""
    return picture_of(data)


def picture_of(data: bytes) -> Picture:
    """Read a picture: PNG as it is, less the parts that no browser needs; the PNM formats as PNG.

    Raises:
        NotAResult: If it is none of these, is damaged, or too large.
    """
    if data.startswith(png.SIGNATURE):
        width, height, content = png.checked(data)
    elif data[:1] == b"P" and data[1:2] in pnm.FORMATS:
        pixels = pnm.read(data)
        width, height = pixels.width, pixels.height
        content = png.encoded(width, height, pixels.samples, is_color=pixels.is_color)
    else:
        raise NotAResult("it printed neither PNG nor a PNM picture (P1 to P6)")
    return Picture(content, ".png", width, height)


def draw(picture: Picture, canvas: Canvas) -> Markup:
    """Publish a picture, and return the HTML that shows it."""
    image = void(
        "img",
        src=canvas.publish(picture.suffix, picture.content),
        alt=canvas.alt or canvas.labels["picture"],
        width=str(picture.width),
        height=str(picture.height),
    )
    exclude = not canvas.search
    return line("p", image, data_search_exclude=exclude, class_="c-runner-picture")
