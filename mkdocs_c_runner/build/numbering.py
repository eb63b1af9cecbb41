"""Tells fences apart that are equal, by their order in the documents that are rendered."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar
from weakref import WeakKeyDictionary

from markdown import Markdown

Found = TypeVar("Found")


class Numbering:
    """The numbers of the fences that each instance of Markdown has rendered so far."""

    def __init__(self) -> None:
        self._rendered: WeakKeyDictionary[Markdown, Counter[object]] = WeakKeyDictionary()
        self._named: WeakKeyDictionary[Markdown, Counter[str]] = WeakKeyDictionary()

    def next(self, md: Markdown, key: object) -> int:
        """Return how many equal fences were rendered before: these are told apart by their order on the page.

        Args:
            md: The instance that renders it.
            key: What it has in common with equal ones.
        """
        seen = self._rendered.setdefault(md, Counter())
        seen[key] += 1
        return seen[key] - 1

    def name(self, md: Markdown, page: str, source: str) -> str:
        """Return a name for the tabs and texts of a fence: the same in each rendering of its page, and on each host.

        A document may show several pages, as the index of a blog does. What a host says of the options of a fence
        depends on its version, so that only the source tells fences apart, and their order where sources are equal.

        Args:
            md: The instance that renders it.
            page: Its page.
            source: Its code.
        """
        seen = self._named.setdefault(md, Counter())
        seen[source] += 1
        fence = (page, source, seen[source])
        return f"c-runner-{hashlib.sha256(repr(fence).encode()).hexdigest()[:10]}"

    def take_back(self, md: Markdown, source: str) -> None:
        """Let the fence that was named last be named again."""
        self._named[md][source] -= 1


def one_of(same: Sequence[Found], number: int) -> Found | None:
    """Return the fence that has so many equal ones before it, or the last of them; None if there is none."""
    return same[min(number, len(same) - 1)] if same else None
