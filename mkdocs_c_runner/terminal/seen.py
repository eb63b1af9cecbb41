"""What a terminal shows of an output, cut after so many characters: control sequences act first, then it is counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .screen import Run, to_runs


class Seen(NamedTuple):
    """What is seen of an output.

    Attributes:
        runs: The text, cut if it is too long, less one final line feed.
        length: The characters of all of it, with its final line feed and without typed text.
    """

    runs: list[Run]
    length: int


def seen(pieces: Iterable[tuple[bytes, bool]], most: int | None = None) -> Seen:
    """Return what a terminal shows of output and typed text.

    Args:
        pieces: Bytes in the order in which they appeared, each with whether they were typed.
        most: How many characters are shown, without typed text; None for all.
    """
    pieces = list(pieces)
    runs = to_runs(pieces)
    length = sum(len(text) for text, style in runs if not style.typed)
    if pieces and not pieces[-1][1] and pieces[-1][0].endswith(b"\n"):
        length += 1
    return Seen(runs if most is None else cut(runs, most), length)


def cut(runs: list[Run], most: int) -> list[Run]:
    """Return the beginning of a text, with at most so many characters that were printed."""
    for index, (text, style) in enumerate(runs):
        if style.typed:
            continue
        if len(text) > most:
            return [*runs[:index], *([(text[:most], style)] if most else [])]
        most -= len(text)
    return runs
