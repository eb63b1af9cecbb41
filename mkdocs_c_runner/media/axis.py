"""An axis of a chart: the places of numbers along it, and the round numbers to write there."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

# Relative distance below which two numbers differ by rounding alone.
_NOTHING = 1e-12


class Axis(NamedTuple):
    """An axis.

    Attributes:
        low: The number at its beginning.
        high: The number at its end.
        ticks: The numbers to write along it.
        is_log: Whether it is logarithmic.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    is_log: bool = False

    @classmethod
    def over(cls, numbers: Iterable[float], *, is_log: bool = False, zero: bool = False) -> Axis:
        """Return an axis that covers all of these numbers.

        Args:
            numbers: Finite numbers; all above 0 if `is_log`.
            is_log: Whether it is logarithmic.
            zero: Whether it must cover 0 too.
        """
        covered = [*numbers, *([0.0] if zero and not is_log else [])] or [0.0, 1.0]
        low, high = min(covered), max(covered)
        if is_log:
            least, most = math.floor(math.log10(low)), math.ceil(math.log10(high))
            most = max(most, least + 1)
            powers = range(least, most + 1, max(1, (most - least) // 6))
            return cls(10.0**least, 10.0**most, tuple(10.0**power for power in powers), is_log=True)
        if high - low <= _NOTHING * max(abs(low), abs(high)):
            low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
        step = _round_step((high - low) / 5)
        first, last = math.floor(low / step), math.ceil(high / step)
        ticks = tuple(_clean(number * step, step) for number in range(first, last + 1))
        return cls(ticks[0], ticks[-1], ticks)

    def place(self, number: float) -> float:
        """Return the place of a number, from 0 at the beginning to 1 at the end."""
        if self.is_log:
            return math.log10(number / self.low) / math.log10(self.high / self.low)
        return (number - self.low) / (self.high - self.low)


def _round_step(rough: float) -> float:
    """Return the least of 1, 2, 5, 10, 20 … that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def _clean(number: float, step: float) -> float:
    """Return a multiple of the step without the last digits that binary fractions add."""
    return round(number, max(0, 2 - math.floor(math.log10(step))))
