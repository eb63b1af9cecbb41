"""The size of a drawing once everything is drawn that its elements refer to.

A dozen elements that each show the next one ten times come to a trillion in a browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .errors import NotAResult

_MOST_DRAWN = 100_000

_ROOT = ""


class References:
    """Counts the elements of a drawing, and notes which refers to which."""

    def __init__(self) -> None:
        self._open: list[str | None] = [_ROOT]
        self._elements: Counter[str] = Counter({_ROOT: 0})
        self._uses: dict[str, Counter[str]] = {}

    def start(self, name: str | None, uses: Iterable[str]) -> None:
        """Note the start of an element.

        Args:
            name: Its id, if it has one.
            uses: The ids that it refers to.
        """
        self._open.append(name)
        uses = list(uses)
        for around in {name for name in self._open if name is not None}:
            self._elements[around] += 1
            if uses:
                self._uses.setdefault(around, Counter()).update(uses)

    def end(self) -> None:
        """Note the end of the element that began last."""
        self._open.pop()

    def check(self) -> None:
        """Raise NotAResult if the whole drawing is too large, or shows an element within itself."""
        drawn: dict[str, int] = {}
        waiting = [_ROOT]
        begun: set[str] = set()
        while waiting:
            name = waiting[-1]
            uses = self._uses.get(name, Counter())
            missing = [used for used in uses if used in self._elements and used not in drawn]
            if name in drawn or not missing:
                waiting.pop()
                begun.discard(name)
                further = sum(drawn.get(used, 0) * count for used, count in uses.items())
                drawn[name] = self._elements[name] + further
            elif begun.intersection(missing):
                raise NotAResult("its SVG shows something within itself")
            else:
                begun.add(name)
                waiting += missing
        if drawn[_ROOT] > _MOST_DRAWN:
            raise NotAResult(f"its SVG comes to more than {_MOST_DRAWN:,} elements")
