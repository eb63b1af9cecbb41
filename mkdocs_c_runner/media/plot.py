"""The option `plot`: how an author wants numbers to be drawn."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Shape = Literal["line", "scatter", "bar"]
SHAPES: tuple[Shape, ...] = get_args(Shape)


class Plot(NamedTuple):
    """The drawing that an author wants of numbers.

    Attributes:
        shape: As lines, points or bars.
        log_x: Whether the horizontal axis is logarithmic.
        log_y: Whether the vertical axis is logarithmic.
    """

    shape: Shape = "line"
    log_x: bool = False
    log_y: bool = False


def plot_of(text: str) -> Plot:
    """Read the value of the option: `bar`, `line logy`.

    Raises:
        ValueError: If it has an unknown word, or more than one shape.
    """
    words = text.split()
    shapes = [word for word in words if word in SHAPES]
    if len(shapes) > 1 or not words or not set(words) <= {*SHAPES, "logx", "logy"}:
        raise ValueError(f"must be one of {', '.join(SHAPES)}, perhaps with logx or logy")
    shape: Shape = shapes[0] if shapes else "line"
    return Plot(shape, "logx" in words, "logy" in words)
