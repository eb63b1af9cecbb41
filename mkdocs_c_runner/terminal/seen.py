"""How much of an output a terminal shows: control sequences act first, then characters are counted and cut."""

from __future__ import annotations

from collections.abc import Iterable

from .screen import Run, acts, to_runs


def length(pieces: Iterable[tuple[bytes, bool]]) -> int:
    """Return how many characters a terminal shows of output, with its final line feed and without typed text.

    Args:
        pieces: Bytes in the order in which they appeared, each with whether they were typed.
    """
    pieces = list(pieces)
    if not acts(pieces):
        return sum(len(data) for data, typed in pieces if not typed)
    shown = sum(len(text) for text, style in to_runs(pieces) if not style.typed)
    data, typed = pieces[-1]
    return shown + (not typed and data.endswith(b"\n"))


def cut(runs: list[Run], most: int) -> list[Run]:
    """Return the beginning of a text, with at most so many characters that were printed."""
    for index, (text, style) in enumerate(runs):
        if style.typed:
            continue
        if len(text) > most:
            return [*runs[:index], *([(text[:most], style)] if most else [])]
        most -= len(text)
    return runs
