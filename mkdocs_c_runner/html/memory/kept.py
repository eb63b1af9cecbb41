"""Values that are made of others, and kept: from step to step most of a program's memory is the same object."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

Made = TypeVar("Made")
Source = TypeVar("Source")


class Kept:
    """Keeps what was made of an object for as long as it is asked with that object."""

    def __init__(self) -> None:
        self._made: dict[tuple[Hashable, ...], tuple[object, Any]] = {}
        self._each: dict[str, dict[int, tuple[object, Any]]] = {}
        self._last: dict[str, tuple[object, Any]] = {}

    def of(self, source: object, make: Callable[[], Made], *more: Hashable) -> Made:
        """Return what was made of an object, or make it.

        Args:
            source: The object, which never changes.
            make: Makes it.
            more: What else decides it.
        """
        key = (id(source), *more)
        known = self._made.get(key)
        if known is None:
            # The object is kept too, so that no other one gets its identity.
            known = self._made[key] = (source, make())
        made: Made = known[1]
        return made

    def each(
        self, what: str, sources: Iterable[Source], make: Callable[[Source], Made]
    ) -> list[Made]:
        """Return what was made of each of some objects, or make it.

        Args:
            what: A name for what is made.
            sources: The objects, which never change.
            make: Makes it of one.
        """
        made = self._each.setdefault(what, {})
        found: list[Made] = []
        for source in sources:
            known = made.get(id(source))
            if known is None:
                known = made[id(source)] = (source, make(source))
            found.append(known[1])
        return found

    def again(self, what: str, source: object, make: Callable[[], Made]) -> Made:
        """Return what was made last of its kind, if it was made of something equal, or make it."""
        known = self._last.get(what)
        if known is None or known[0] != source:
            known = self._last[what] = (source, make())
        made: Made = known[1]
        return made
