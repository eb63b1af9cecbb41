"""The room that a page has for code of other blocks: whole programs, and the former lines of what has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from weakref import WeakKeyDictionary

from markdown import Markdown

# The characters of each kind of code, by block.
_Taken = dict[tuple[str, str], int]


class Room:
    """The code that the blocks of each page show so far."""

    def __init__(self) -> None:
        self._taken: WeakKeyDictionary[Markdown, _Taken] = WeakKeyDictionary()

    def of(self, md: Markdown, block: str) -> Callable[[str, int], int]:
        """Return what notes that a block shows code of a kind, and says how much of it there is on the page by then.

        Args:
            md: The instance that renders the page.
            block: A name for the block, which no other one of the page has.
        """
        return partial(_noted, self._taken.setdefault(md, {}), block)


def _noted(taken: _Taken, block: str, kind: str, length: int) -> int:
    """Note the length of some code; a block may be asked for more than once."""
    taken[block, kind] = length
    total = 0
    for (name, other), characters in taken.items():
        total += characters if other == kind else 0
        if name == block and other == kind:
            break
    return total
