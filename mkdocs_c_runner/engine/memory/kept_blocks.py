"""The blocks that were shown at one moment, and serve the next one too, as long as nothing in them changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from . import limits
from .heap_block import HeapBlock
from .image import Image
from .pointers import Pointers, Reached
from .snapshots import Block

Make = Callable[[HeapBlock], Block]
"""Makes a block that is not shown as it was before."""


@dataclass(slots=True, eq=False)
class _Shown:
    """A live block that was shown.

    Attributes:
        made: The block.
        changes: How often it had changed.
        reached: The blocks that its pointers point into. They point nowhere else.
        shape: The shape of the heap when these were the same for the last time.
    """

    made: Block
    changes: int
    reached: Sequence[Reached]
    shape: int


class _All(NamedTuple):
    """All blocks that were shown, and what decides them.

    Attributes:
        blocks: The blocks, by their numbers.
        is_all: Whether there were no more.
        met: The blocks to which variables pointed.
        heap: The content of the heap.
        layout: Its layout.
        shape: Its shape.
        next: The number of the next block.
    """

    blocks: dict[int, Block]
    is_all: bool
    met: Sequence[int]
    heap: int
    layout: int
    shape: int
    next: int


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
        self, pointers: Pointers, live: Sequence[HeapBlock], make: Make
    ) -> tuple[tuple[Block, ...], bool]:
        """Return all blocks that are shown, and whether there are no more.

        Those of before serve, if none can have changed, or with those that have.

        Args:
            pointers: The pointers in variables, which have met the first of the blocks.
            live: The blocks that are shown, as far as there is room, though no pointer leads to them.
            make: Makes one that has changed.
        """
        image, known = self._image, self._all
        met = [block.number for block in pointers.order]
        if known and known.shape == image.shape and not pointers.freed:
            # As long as there is room for all, the ways to them do not matter.
            is_room = known.is_all and 0 < len(live) <= limits.BLOCKS
            if is_room or (known.met == met and known.layout == image.layout):
                if known.heap == image.heap:
                    return tuple(known.blocks.values()), known.is_all
                if blocks := self._with_changes(known, pointers, make, is_room=is_room):
                    self._keep_all(blocks, met, is_all=known.is_all)
                    return tuple(blocks.values()), known.is_all
        made, is_all = self._look(pointers, live, make)
        if all(map(self._is_kept, made, made.values())):
            self._keep_all(made, met, is_all=is_all)
        return tuple(made.values()), is_all

    def _keep_all(self, blocks: dict[int, Block], met: Sequence[int], *, is_all: bool) -> None:
        image = self._image
        self._all = _All(
            blocks, is_all, met, image.heap, image.layout, image.shape, image.next_number
        )
        image.changed.clear()

    def _with_changes(
        self, known: _All, pointers: Pointers, make: Make, *, is_room: bool
    ) -> dict[int, Block] | None:
        """Return blocks of which some have changed, with new ones, or None if all must be looked at.

        That is so if something was learned of a type, or if there is no room for all, and they lead to others now.
        """
        image = self._image
        blocks = dict(known.blocks)
        met, doubts = len(pointers.order), pointers.doubts
        new = range(known.next, image.next_number)
        for number in (*sorted(image.changed & blocks.keys()), *new):
            before = self._blocks.get(number)
            blocks[number] = make(image.blocks[number])
            now = self._blocks.get(number)
            leads_there = is_room or (before and now and before.reached == now.reached)
            if now is None or now.made is not blocks[number] or not leads_there:
                break
        else:
            if image.shape == known.shape and pointers.doubts == doubts:
                return blocks
        pointers.forget(met, doubts)
        return None

    def _is_kept(self, number: int, block: Block) -> bool:
        known = self._blocks.get(number)
        return known is not None and known.made is block

    def _look(
        self, pointers: Pointers, live: Sequence[HeapBlock], make: Make
    ) -> tuple[dict[int, Block], bool]:
        """Return the blocks that are reached, then others, as many as are shown; and whether these are all.

        It is most of what is done for a moment of a program with many blocks, so each is looked at in one loop without
        calls of its own.
        """
        kept, shape = self._blocks, self._image.shape
        made: dict[int, Block] = {}
        met, order = pointers.met, pointers.order
        for blocks in (order, live):
            for block in blocks:  # pointers in a block lead to further ones
                number = block.number
                if number in made:
                    continue
                if len(made) == limits.BLOCKS:
                    break
                if number not in met:
                    pointers.used.add(number)
                known = kept.get(number)
                if (
                    known is not None
                    and known.changes == block.changes
                    and (known.shape == shape or self._leads_there(known))
                ):
                    made[number] = known.made
                    for other, _ in known.reached:
                        if other.number not in met:
                            met[other.number] = other
                            order.append(other)
                else:
                    made[number] = make(block)
        is_whole = len(made) < limits.BLOCKS or len(live) <= len(made)
        is_all = is_whole and not met.keys() - made.keys()
        for number, block in pointers.freed.items():
            made[number] = make(block)
        return dict(sorted(made.items())), is_all

    def _leads_there(self, known: _Shown) -> bool:
        """Whether the pointers of a block that has not changed lead to the blocks that they led to."""
        for other, kind in known.reached:
            if not other.is_live or other.type is not kind:
                return False
        known.shape = self._image.shape
        return True

    def keep(self, block: HeapBlock, made: Block, reached: Sequence[Reached] | None) -> None:
        """Note that a block was shown, and the blocks that its pointers point into; None if one points elsewhere."""
        if reached is not None:
            self._blocks[block.number] = _Shown(made, block.changes, reached, self._image.shape)
