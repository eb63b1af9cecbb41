"""The size of a drawing once everything is drawn that its elements refer to.

A dozen elements that each show the next one ten times come to a trillion in a browser.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .errors import NotAResult

_MOST_DRAWN = 100_000


class _Group:
    """An element that has an id, or the whole drawing, less the groups within it; or all elements of one id.

    Attributes:
        elements: The number of its elements.
        shows: The ids that they refer to, with how often.
        within: The groups directly within it.
    """

    __slots__ = ("elements", "shows", "within")

    def __init__(self) -> None:
        self.elements = 0
        self.shows: Counter[str] = Counter()
        self.within: list[_Group] = []


class References:
    """Counts the elements of a drawing, and notes which refers to which."""

    def __init__(self) -> None:
        self._root = _Group()
        self._open = [self._root]  # for each open element, the group that it is in
        self._named: defaultdict[str, _Group] = defaultdict(_Group)

    def start(self, name: str | None, uses: Iterable[str]) -> None:
        """Note the start of an element.

        Args:
            name: Its id, if it has one.
            uses: The ids that it refers to.
        """
        group = self._open[-1]
        if name is not None:
            group.within.append(group := _Group())
            self._named[name].within.append(group)
        self._open.append(group)
        group.elements += 1
        group.shows.update(uses)

    def end(self) -> None:
        """Note the end of the element that began last."""
        self._open.pop()

    def check(self) -> None:
        """Raise NotAResult if the whole drawing is too large, or shows an element within itself."""
        drawn: dict[_Group, int] = {}
        begun = {self._root}
        waiting = [(self._root, self._reached(self._root))]
        while waiting:
            group, reached = waiting[-1]
            following = next(reached, None)
            if following is None:
                waiting.pop()
                begun.discard(group)
                # Larger numbers tell nothing more, and would grow without end.
                drawn[group] = min(self._size(group, drawn), _MOST_DRAWN + 1)
            elif following in begun:
                raise NotAResult("its SVG shows something within itself")
            elif following not in drawn:
                begun.add(following)
                waiting.append((following, self._reached(following)))
        if drawn[self._root] > _MOST_DRAWN:
            raise NotAResult(f"its SVG comes to more than {_MOST_DRAWN:,} elements")

    def _reached(self, group: _Group) -> Iterator[_Group]:
        """Yield the groups that are drawn where one is."""
        yield from group.within
        for name in group.shows:
            if name in self._named:
                yield self._named[name]

    def _size(self, group: _Group, drawn: dict[_Group, int]) -> int:
        """Return how many elements a group comes to, given that of those within it and of those that it shows."""
        within = sum(drawn[inner] for inner in group.within)
        shown = sum(
            count * drawn[self._named[name]]
            for name, count in group.shows.items()
            if name in self._named
        )
        return group.elements + within + shown
