"""Values that are made of others, and kept: from step to step most of a program's memory is the same object."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """Keeps what was made of an object for as long as it is asked with that object."""

    def __init__(self) -> None:
        self._made: dict[tuple[Hashable, ...], tuple[object, Any]] = {}
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

    def again(self, what: str, source: object, make: Callable[[], Made]) -> Made:
        """Return what was made last of its kind, if it was made of something equal, or make it."""
        known = self._last.get(what)
        if known is None or known[0] != source:
            known = self._last[what] = (source, make())
        made: Made = known[1]
        return made
