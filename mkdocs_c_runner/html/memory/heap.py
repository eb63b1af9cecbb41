"""Where the blocks of the heap stand: lists from left to right in a row, trees opened, what hangs on nodes beside them.

Blocks that hang together make a band, and bands stand one beneath the other. A band has columns: what a block of one
column points to first stands in the next one. So an arrow to the next column has nothing in its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .sizes import TITLE, Sized

# The pointers of a node of a list that leads both ways.
_BOTH_WAYS = 2

_GAP = 20


class Edge(NamedTuple):
    """A pointer from one box to another.

    Attributes:
        source: The key of the box that it is in.
        height: How far beneath the top of that box it is.
        target: The key of the box that it leads to.
    """

    source: str
    height: int
    target: str


class Stand(NamedTuple):
    """The place of a block in its band: the column, and the height above or below the first block of the band."""

    column: int
    y: int


class Band(NamedTuple):
    """Blocks that hang together.

    Attributes:
        root: The first of them.
        stands: The place of each.
        top: The height of the highest, which may be above the first.
        bottom: The end of the lowest.
    """

    root: str
    stands: Mapping[str, Stand]
    top: int
    bottom: int


class _Outline:
    """A block with all that follows it, and the end of each column above and below.

    Columns are counted from the last one, so that a block in front of a long list costs no more than one column.
    """

    def __init__(self, key: str, height: int) -> None:
        self.key = key
        self.tops = [0]
        self.bottoms = [height]
        self._parts: list[tuple[_Outline, int]] = []

    def room_below(self, other: _Outline) -> int:
        """Return how far another one, a column further right, has to be moved down to stand beneath what is there."""
        pairs = zip(self.bottoms[-2::-1], reversed(other.tops), strict=False)
        return max((bottom + _GAP - top for bottom, top in pairs), default=-(10**6))

    def room_above(self, other: _Outline) -> int:
        """Return how far another one has to be moved to stand above what is there."""
        pairs = zip(self.tops[-2::-1], reversed(other.bottoms), strict=False)
        return min((top - _GAP - bottom for top, bottom in pairs), default=0)

    def add(self, other: _Outline, y: int = 0) -> None:
        """Take another one in, a column further right, and moved down. It is not asked any more."""
        self._parts.append((other, y))
        if y:
            other.tops = [top + y for top in other.tops]
            other.bottoms = [bottom + y for bottom in other.bottoms]
        if len(self.tops) == 1:
            other.tops += self.tops
            other.bottoms += self.bottoms
            self.tops, self.bottoms = other.tops, other.bottoms
            return
        missing = len(other.tops) - len(self.tops) + 1
        if missing > 0:
            self.tops = other.tops[:missing] + self.tops
            self.bottoms = other.bottoms[:missing] + self.bottoms
        for column in range(1, len(other.tops) + 1):
            self.tops[-1 - column] = min(self.tops[-1 - column], other.tops[-column])
            self.bottoms[-1 - column] = max(self.bottoms[-1 - column], other.bottoms[-column])

    def center(self, targets: Sequence[str]) -> None:
        """Put the block halfway between the first and the last of these, and move all so that it stands at 0."""
        heights = {part.key: y for part, y in self._parts}
        middle = (heights[targets[0]] + heights[targets[-1]]) // 2
        self._parts = [(part, y - middle) for part, y in self._parts]
        self.tops = [*(top - middle for top in self.tops[:-1]), self.tops[-1]]
        self.bottoms = [*(bottom - middle for bottom in self.bottoms[:-1]), self.bottoms[-1]]

    def stands(self) -> dict[str, Stand]:
        """Return the place of each block."""
        found: dict[str, Stand] = {}
        waiting = [(self, 0, 0)]
        while waiting:
            outline, column, y = waiting.pop()
            found[outline.key] = Stand(column, y)
            waiting += [(part, column + 1, y + down) for part, down in reversed(outline._parts)]
        return found


class Heap:
    """Places blocks.

    Args:
        blocks: The blocks, in the order in which they were allocated.
        edges: The pointers, those of the stack first, from top to bottom.
    """

    def __init__(self, blocks: Mapping[str, Sized], edges: Iterable[Edge]) -> None:
        self._blocks = blocks
        self._out: dict[str, list[Edge]] = {key: [] for key in blocks}
        self._roots: list[str] = []
        inner = set()
        for edge in edges:
            if edge.target not in blocks:
                continue
            if edge.source in blocks:
                self._out[edge.source].append(edge)
                if edge.source != edge.target:
                    inner.add(edge.target)
            else:
                self._roots.append(edge.target)
        begins = [key for key in self._roots if key not in inner]
        others = [key for key in blocks if key not in inner]
        self._order = dict.fromkeys([*begins, *self._roots, *others, *blocks])
        self._done: set[str] = set()
        self._numbers = {key: number for number, key in enumerate(blocks)}

    def bands(self) -> list[Band]:
        """Return all bands, from top to bottom."""
        return [self._band(key) for key in self._order if key not in self._done]

    def _band(self, key: str) -> Band:
        outline = self._outline(key)
        return Band(key, outline.stands(), min(outline.tops), max(outline.bottoms))

    def _outline(self, key: str, parent: str = "") -> _Outline:
        """Return a block with all that follows it and has no place yet."""
        self._done.add(key)
        block = self._blocks[key]
        outline = _Outline(key, block.height)
        found: dict[Edge, _Outline] = {}
        for edge in self._first_ways(key):
            if edge.target not in self._done:  # not even by the ones before it
                found[edge] = self._outline(edge.target, key)
        parts = [(edge, found[edge]) for edge in self._out[key] if edge in found]
        alike = [edge for edge, _ in parts if self._is_alike(key, edge.target)]
        if len(alike) == 1:
            self._in_a_row(outline, parts, alike[0])
        elif not alike and len(parts) == 1 and parent and self._is_alike(parent, key):
            # The last node of a list: what hangs on it stands as with the others.
            part = parts[0][1]
            outline.add(part, -part.bottoms[-1] - _GAP)
        else:
            self._fanned(outline, parts)
            if len(alike) > 1:
                outline.center([edge.target for edge in alike])
        return outline

    def _first_ways(self, key: str) -> Sequence[Edge]:
        """Return the pointers in a block: those that are gone along first come first.

        Where a list is a ring that leads both ways, its nodes stand in the order in which they were allocated.
        """
        edges = self._out[key]
        if len(edges) == _BOTH_WAYS:
            ways = [[back.target for back in self._out[edge.target]] for edge in edges]
            if all(len(way) == _BOTH_WAYS for way in ways) and ways[0][1] == ways[1][0] == key:
                return sorted(edges, key=lambda edge: self._numbers[edge.target])
        return edges

    def _is_alike(self, key: str, target: str) -> bool:
        """Whether two blocks are of one type, as the nodes of a list or a tree are."""
        mine, its = self._blocks[key].box, self._blocks[target].box
        return bool(mine.type) and mine.type == its.type

    def _in_a_row(
        self, outline: _Outline, parts: Sequence[tuple[Edge, _Outline]], next_: Edge
    ) -> None:
        """Put the next node beside a node, and all else above or beneath it as its pointers stand."""
        index = [edge for edge, _ in parts].index(next_)
        outline.add(parts[index][1])
        for _, part in reversed(parts[:index]):
            outline.add(part, outline.room_above(part))
        for edge, part in parts[index + 1 :]:
            outline.add(part, max(outline.room_below(part), edge.height - TITLE // 2))

    def _fanned(self, outline: _Outline, parts: Sequence[tuple[Edge, _Outline]]) -> None:
        """Put what a block points to one beneath the other, each beside its pointer if there is room."""
        for edge, part in parts:
            wanted = edge.height - TITLE // 2 if len(parts) > 1 else 0
            outline.add(part, max(outline.room_below(part), wanted))
