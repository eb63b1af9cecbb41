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

    def next(self, md: Markdown, key: object, same: Sequence[Found]) -> Found | None:
        """Return a fence as the scan saw it; equal ones are told apart by their order on the page.

        Args:
            md: The instance that renders it.
            key: What it has in common with equal ones.
            same: The equal ones, in the order of the page.
        """
        seen = self._rendered.setdefault(md, Counter())
        number = seen[key]
        seen[key] += 1
        return same[min(number, len(same) - 1)] if same else None

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
