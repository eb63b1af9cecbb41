"""The parts of the stack that the last moments changed."""

from __future__ import annotations

# The moments that are remembered.
_MOST_MOMENTS = 4


class Touched:
    """The parts of the stack that the last moments changed.

    Attributes:
        moment: The number of the moment.
    """

    def __init__(self) -> None:
        self.moment = 0
        # For each moment, the last first, the end of the highest part, and the parts.
        self._moments: list[tuple[int, list[tuple[int, int]]]] = []

    def add(self, parts: list[tuple[int, int]]) -> None:
        """Begin with another moment, which changed these parts: from an address to another one."""
        self.moment += 1
        highest = max([end for _, end in parts], default=0)
        self._moments = [(highest, parts), *self._moments[: _MOST_MOMENTS - 1]]

    def may_have_changed(self, begin: int, end: int, since: int) -> bool:
        """Whether a part of the stack may have changed since a moment."""
        moments = self.moment - since
        if moments > len(self._moments):
            return True
        for highest, parts in self._moments[:moments]:
            if begin < highest:
                for low, high in parts:
                    if low < end and begin < high:
                        return True
        return False
