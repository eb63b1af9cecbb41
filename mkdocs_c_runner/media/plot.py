"""How an author wants numbers to be drawn."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Kind = Literal["line", "scatter", "bar"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Plot(NamedTuple):
    """How numbers are to be drawn.

    Attributes:
        kind: As lines, points or bars.
        log_x: Whether equal steps along are equal factors.
        log_y: Whether equal steps up are.
    """

    kind: Kind = "line"
    log_x: bool = False
    log_y: bool = False


def plot_of(text: str) -> Plot:
    """Reads how numbers are to be drawn: `bar`, `line logy`.

    Raises:
        ValueError: If a word is none of those there are.
    """
    words = text.split()
    kinds = [word for word in words if word in KINDS]
    if len(kinds) > 1 or not words or not set(words) <= {*KINDS, "logx", "logy"}:
        raise ValueError(f"must be one of {', '.join(KINDS)}, perhaps with logx or logy")
    kind: Kind = kinds[0] if kinds else "line"
    return Plot(kind, "logx" in words, "logy" in words)
