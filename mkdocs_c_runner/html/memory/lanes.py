"""Lanes in the channels between boxes: arrows that run side by side in a channel have a lane each."""

from __future__ import annotations

from collections.abc import Hashable


class Lanes:
    """The lanes of all channels. An arrow takes the first lane that is free where it runs."""

    def __init__(self) -> None:
        self._taken: dict[Hashable, list[list[tuple[int, int]]]] = {}

    def take(self, channel: Hashable, begin: int, end: int) -> int:
        """Return the number of a lane that is free between two places, and take it."""
        begin, end = min(begin, end), max(begin, end)
        lanes = self._taken.setdefault(channel, [])
        for number, taken in enumerate(lanes):
            if all(end < other_begin or other_end < begin for other_begin, other_end in taken):
                taken.append((begin, end))
                return number
        lanes.append([(begin, end)])
        return len(lanes) - 1

    def count(self, channel: Hashable) -> int:
        """Return how many lanes of a channel are taken."""
        return len(self._taken.get(channel, ()))
