"""Asserts that a cost grows no faster than the length of what it is paid for."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Callable, Iterable
from math import log
from pathlib import Path
from typing import Any

HOSTILE_TEXTS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("hostile_texts.toml").read_text("utf-8")
)

# What is measured of an exponent beyond its true value.
TOLERANCE = 0.2
# An exponent beyond which a cost counts as more than proportional.
STEEPEST = 1 + TOLERANCE
# Lengths of hostile texts: at the first one an exponential expression is found, at the last one a quadratic one.
LENGTHS = (24, 400, 6000)
# CPU seconds that a linear expression never takes for the longest of them.
SUSPICIOUS = 0.02


def slope(cost: Callable[[int], float], short: int, long: int) -> float:
    """Return the exponent with which a cost grows between two lengths."""
    return log(max(cost(long), 1e-9) / max(cost(short), 1e-6)) / log(long / short)


def assert_linear(
    cost: Callable[[int], float], told: str, lengths: Iterable[int], exponent: float = 1
) -> None:
    """Fail if a cost grows faster than the length of what it is paid for; a busy machine gets several chances.

    Args:
        cost: Returns the CPU seconds that a length takes.
        told: What is measured, in words.
        lengths: The lengths to look at.
        exponent: Of the length, where a cost may grow faster.
    """
    gc.disable()
    try:
        for length in lengths:
            if cost(length) >= SUSPICIOUS:
                # An exponential cost is measured below, all others above, where they tell more.
                between = (length, 4 * length) if length > 1000 else (length // 4, length)
                slopes = (slope(cost, *between) for _ in range(4))
                steep = all(found > exponent + TOLERANCE for found in slopes)
                assert not steep, f"{told} grows too fast at {length}"
    finally:
        gc.enable()
