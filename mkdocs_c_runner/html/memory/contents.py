"""A snapshot as boxes: one for what lives as long as the program, one for each call, one for each block of the heap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Literal, NamedTuple

from ...engine.memory.snapshots import Block, Frame, Snapshot, Variable, target_of
from ...engine.memory.values import Array, Pointer, Record, Value
from ...labels import Labels, number
from .kept import Kept
from .rows import DRAWN, Cell, Row, Rows
from .texts import NAME, tame

# What one picture shows, at most; each is far more than anybody can follow.
MOST_FRAMES = 24
MOST_BLOCKS = 60
MOST_ROWS = 40

Kind = Literal["statics", "frame", "current", "block", "freed", "lost"]

# A part of an object, by the name of the object and the path in it.
Part = tuple[str, str]


class Box(NamedTuple):
    """A box.

    Attributes:
        key: A name that no other box of the snapshot has.
        kind: What it is.
        title: Its name, for readers.
        note: Words beside the name.
        rows: What is in it.
        type: The type of a block, or empty.
    """

    key: str
    kind: Kind
    title: str
    note: str
    rows: tuple[Row, ...]
    type: str = ""

    @property
    def cells(self) -> Iterator[tuple[Part, Cell]]:
        """All cells, each with what it shows."""
        for row in self.rows:
            for cell in row.cells:
                yield (row.object, cell.path), cell

    def objects(self) -> tuple[str, ...]:
        """Return the objects of which it shows something."""
        return tuple(dict.fromkeys(row.object for row in self.rows if row.object))

    def pointers(self) -> tuple[Pointer, ...]:
        """Return all pointers in it that are drawn."""
        return tuple(cell.pointer for _, cell in self.cells if cell.pointer)


class Contents(NamedTuple):
    """The boxes of a snapshot.

    Attributes:
        stack: What lives as long as the program, and the calls, the outermost first.
        heap: The blocks.
        left_out: How many blocks are not shown.
    """

    stack: tuple[Box, ...]
    heap: tuple[Box, ...]
    left_out: int = 0

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes."""
        return self.stack + self.heap


def contents(
    snapshot: Snapshot, labels: Labels, own: str = "", kept: Kept | None = None
) -> Contents:
    """Return the boxes of a snapshot.

    Args:
        snapshot: The snapshot.
        labels: The words in them.
        own: The name of the block's own file, which needs not be said.
        kept: What was made of other snapshots of the same program.
    """
    maker = _Maker(labels, own, kept or Kept())
    shown = snapshot.blocks
    if any(block.value is None for block in shown):
        targets = _targets(snapshot)
        shown = tuple(it for it in shown if it.value is not None or it.name in targets)
    heap = tuple(map(maker.block, shown[:MOST_BLOCKS]))
    stack = (*maker.statics(snapshot), *maker.calls(snapshot))
    return Contents(stack, heap, max(0, len(shown) - MOST_BLOCKS))


def place(file: str, line: int, own: str, labels: Labels) -> str:
    """Return how readers are told a line, with its file unless that is the block's own."""
    if not line:
        return ""
    name = tame(file.partition(" ")[0], NAME)
    if name == own or not name:
        return labels["memory_line"].format(line=number(line, labels))
    return f"{name}:{line}"


def size_of(block: Block, labels: Labels) -> str:
    """Return the size of a block in words."""
    if block.size == 1:
        return labels["memory_byte"]
    return labels["memory_bytes"].format(count=number(block.size, labels))


class _Maker:
    """Makes boxes. What did not change since an earlier snapshot is the same box."""

    def __init__(self, labels: Labels, own: str, kept: Kept) -> None:
        self._labels = labels
        self._own = own
        self._kept = kept
        self._rows = Rows(labels)

    def statics(self, snapshot: Snapshot) -> Iterator[Box]:
        """Yield the box of what lives as long as the program, if there is anything."""
        if snapshot.statics:
            title = self._labels["memory_statics"]
            rows = [self._variable(item, None) for item in snapshot.statics]
            yield self._box("statics", "statics", title, "", rows)

    def calls(self, snapshot: Snapshot) -> Iterator[Box]:
        """Yield the boxes of the calls; where there are many, those in the middle are one."""
        frames = snapshot.frames
        left_out = len(frames) - MOST_FRAMES
        half = MOST_FRAMES // 2
        for index, frame in enumerate(frames):
            if index == half and left_out > 0:
                count = number(left_out, self._labels)
                title = self._labels["memory_more"].format(count=count)
                yield self._box("calls", "frame", title, "", [])
            if half <= index < half + left_out:
                continue
            kind: Kind = "current" if frame is frames[-1] else "frame"
            yield self._kept.of(frame, partial(self._call, frame, kind), kind)

    def _call(self, frame: Frame, kind: Kind) -> Box:
        note = place(frame.file, frame.line, self._own, self._labels)
        rows = [self._variable(item, frame) for item in frame.variables]
        return self._box(f"call {frame.name}", kind, tame(frame.name, NAME), note, rows)

    def block(self, block: Block) -> Box:
        """Return the box of a block."""
        return self._kept.of(block, lambda: self._block(block), "box")

    def _block(self, block: Block) -> Box:
        labels = self._labels
        if block.value is None:
            note = labels["memory_freed"]
            if block.reused:
                note = f"{note}, {labels['memory_reused']}"
            return Box(block.name, "freed", tame(block.name, NAME), note, (), block.type)
        note = tame(block.type, NAME) or size_of(block, labels)
        kind: Kind = "block"
        if block.state == "lost":
            note, kind = f"{note}, {labels['memory_lost']}", "lost"
        rows = self._cut([*self._rows.of(block.value, block.name, "")])
        title = _with_address(block.name, block.address)
        return Box(block.name, kind, title, note, rows, block.type)

    def _variable(self, item: Variable, frame: Frame | None) -> tuple[Row, ...]:
        """Return the rows of a variable."""
        name = f"{item.function}: {item.name}" if item.function else item.name
        label = _with_address(name, item.address)
        target = target_of(item, frame)
        return self._kept.of(item, lambda: tuple(self._rows.of(item.value, target, label)), target)

    def _box(
        self, key: str, kind: Kind, title: str, note: str, rows: Sequence[tuple[Row, ...]]
    ) -> Box:
        """Return a box of rows; the same one for the same rows."""

        def make() -> Box:
            return Box(key, kind, title, note, self._cut([*chain.from_iterable(rows)]))

        return self._kept.of(self._labels, make, key, kind, title, note, *map(id, rows))

    def _cut(self, rows: list[Row]) -> tuple[Row, ...]:
        """Return rows, no more than a picture shows."""
        if len(rows) <= MOST_ROWS:
            return tuple(rows)
        count = number(len(rows) - MOST_ROWS, self._labels)
        more = self._labels["memory_more"].format(count=count)
        return (*rows[:MOST_ROWS], Row("", "", "", 0, note=more))


def _with_address(name: str, address: str) -> str:
    named = tame(name, NAME)
    return f"{named} @{tame(address, NAME)}" if address else named


def _targets(snapshot: Snapshot) -> set[str]:
    """Return the names of all that pointers lead to."""
    waiting: list[Value] = [item.value for item in snapshot.statics]
    waiting += [item.value for frame in snapshot.frames for item in frame.variables]
    waiting += [block.value for block in snapshot.blocks if block.value is not None]
    return {pointer.target for pointer in _pointers(waiting) if pointer.state in DRAWN}


def _pointers(values: Iterable[Value]) -> Iterator[Pointer]:
    waiting = list(values)
    while waiting:
        match waiting.pop():
            case Pointer() as pointer:
                yield pointer
            case Array(items, _):
                waiting += items
            case Record(members=members):
                waiting += (member.value for member in members)
            case _:
                pass


def changed(now: Contents, before: Contents | None) -> frozenset[Part]:
    """Return the parts whose cells are new, or are others than in the snapshot before."""
    if before is None:
        return frozenset()
    earlier = {box.key: box for box in before.boxes}
    found = set()
    for box in now.boxes:
        old = earlier.get(box.key)
        if old is box:
            continue
        known = {part: _content(cell) for part, cell in old.cells} if old else {}
        found |= {
            part
            for part, cell in box.cells
            if known.get(part) != _content(cell) and (cell.kind != "unknown" or part in known)
        }
    return frozenset(found)


def _content(cell: Cell) -> tuple[str, str, Pointer | None]:
    return cell.text, cell.kind, cell.pointer
