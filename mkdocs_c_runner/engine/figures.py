"""Figures of a run: processor time and memory, rounded, so that a run that is like the last one has the same."""

from __future__ import annotations

import math
from typing import NamedTuple

from .artifacts import FIGURES
from .job import MEBIBYTE
from .result import Artifact, Measured, Result

# What takes less is not told apart: to start a program takes some of it.
LEAST_TIME = 0.01
LEAST_MEMORY = 4 * MEBIBYTE


class Figures(NamedTuple):
    """What a program used, where that was measured; 0 stands for less than can be told.

    Attributes:
        cpu_time: Seconds of processor time.
        memory: The most bytes that one of its processes held.
    """

    cpu_time: float | None = None
    memory: int | None = None


def artifact_of(measured: Measured) -> Artifact:
    """Return the figures of a run as an artifact, which records keep, too."""
    lines = []
    if measured.cpu_time is not None:
        lines.append(f"cpu_time {_time(measured.cpu_time):g}\n")
    if measured.max_rss is not None:
        lines.append(f"memory {_memory(measured.max_rss)}\n")
    return Artifact(FIGURES, "".join(lines).encode())


def figures_of(result: Result) -> Figures:
    """Return the figures in a result; what is no number there is not known."""
    texts = [artifact.text for artifact in result.artifacts if artifact.name == FIGURES]
    pairs = [line.split(b" ", 1) for line in texts[0].split(b"\n")] if texts else []
    found = {pair[0]: _number(pair[1]) for pair in pairs if len(pair) == 2}
    memory = found.get(b"memory")
    return Figures(found.get(b"cpu_time"), None if memory is None else int(memory))


def _time(seconds: float) -> float:
    """Round to one digit below a second, and to two above."""
    if seconds < LEAST_TIME:
        return 0.0
    return _rounded(seconds, 1 if seconds < 1 else 2)


def _memory(size: int) -> int:
    """Round to whole mebibytes, and to two digits."""
    if size < LEAST_MEMORY:
        return 0
    return round(_rounded(round(size / MEBIBYTE), 2)) * MEBIBYTE


def _rounded(value: float, digits: int) -> float:
    return round(value, digits - 1 - math.floor(math.log10(value)))


def _number(text: bytes) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < 1e15 else None
