"""The blocks that were shown at one moment, and serve the next one too, as long as nothing in them changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .heap_block import HeapBlock
from .image import Image
from .pointers import Pointers, Reached
from .snapshots import Block

Look = Callable[[], tuple[dict[int, Block], bool]]
"""Looks at all blocks: returns those that are shown, by their numbers, and whether there are no more."""


@dataclass(slots=True, eq=False)
class _Shown:
    """A live block that was shown.

    Attributes:
        made: The block.
        changes: How often it had changed.
        reached: The blocks that its pointers point into. They point nowhere else.
        layout: The layout of the heap when these were the same for the last time.
    """

    made: Block
    changes: int
    reached: Sequence[Reached]
    layout: int


class _All(NamedTuple):
    """All blocks that were shown, whether there were no more, and what decides them: the heap, and pointers to it."""

    heap: int
    layout: int
    met: Sequence[int]
    blocks: dict[int, Block]
    is_all: bool


class KeptBlocks:
    """Blocks that were shown.

    Args:
        image: The memory.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self._blocks: dict[int, _Shown] = {}
        self._all: _All | None = None

    def forget(self) -> None:
        """Forget all: from now on values are read in another way."""
        self._blocks.clear()
        self._all = None

    def all(
        self, pointers: Pointers, look: Look, one: Callable[[HeapBlock], Block]
    ) -> tuple[tuple[Block, ...], bool]:
        """Return all blocks that are shown, and whether there are no more.

        Those of before serve, if none can have changed, or with those that have.

        Args:
            pointers: The pointers in variables, which have met the first of the blocks.
            look: Looks at all of them.
            one: Looks at one of them.
        """
        image = self._image
        met = [block.number for block in pointers.order]
        known = self._all
        if known and known.met == met and known.layout == image.layout and not pointers.freed:
            if known.heap == image.heap:
                return tuple(known.blocks.values()), known.is_all
            if blocks := self._with_changes(known, pointers, one):
                self._keep_all(_All(image.heap, image.layout, met, blocks, known.is_all))
                return tuple(blocks.values()), known.is_all
        made, is_all = look()
        shown = map(self._blocks.get, made)
        if all(
            item and item.made is block for item, block in zip(shown, made.values(), strict=True)
        ):
            self._keep_all(_All(image.heap, image.layout, met, made, is_all))
        return tuple(made.values()), is_all

    def _keep_all(self, known: _All) -> None:
        self._all = known
        self._image.changed.clear()

    def _with_changes(
        self, known: _All, pointers: Pointers, one: Callable[[HeapBlock], Block]
    ) -> dict[int, Block] | None:
        """Return blocks of which some have changed, or None if they lead to others now."""
        blocks = dict(known.blocks)
        before = len(pointers.order)
        for number in self._image.changed & blocks.keys():
            old = self._blocks[number]
            blocks[number] = one(self._image.blocks[number])
            new = self._blocks.get(number)
            if new is None or new.made is not blocks[number] or new.reached != old.reached:
                pointers.forget_from(before)
                return None
        return blocks

    def known(self, block: HeapBlock, pointers: Pointers) -> Block | None:
        """Return a block as it was shown before, or None if something may have changed in it."""
        known = self._blocks.get(block.number)
        if known is None or known.changes != block.changes or not block.is_live:
            return None
        if known.layout != self._image.layout:
            for other, kind in known.reached:
                if not other.is_live or other.type is not kind:
                    return None
            known.layout = self._image.layout
        for other, _ in known.reached:
            pointers.meet(other)
        return known.made

    def keep(self, block: HeapBlock, made: Block, reached: Sequence[Reached] | None) -> None:
        """Note that a block was shown, and the blocks that its pointers point into; None if one points elsewhere."""
        if reached is not None:
            self._blocks[block.number] = _Shown(made, block.changes, reached, self._image.layout)
