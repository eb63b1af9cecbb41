"""A value as rows of cells, which stand one beneath the other in the box of a frame or a block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...engine.memory.values import (
    Array,
    Ending,
    NotShown,
    Pointer,
    PointerState,
    Record,
    Scalar,
    Text,
    Unknown,
    Value,
)
from ...labels import Labels, number
from ...program.columns import width
from .texts import NAME, TEXT, tame

# The characters that the cells of one row may have together.
_WIDEST_ROW = 40
# The most cells in a row, by which rows of equal length begin at round numbers.
_COUNTS = (16, 10, 8, 5, 4, 2, 1)

# The states of pointers that are drawn as arrows, and those of them that lead where nothing is any more.
DRAWN = (PointerState.OK, PointerState.FREED, PointerState.PAST_END)
DANGLING = (PointerState.FREED, PointerState.ENDED)


class Cell(NamedTuple):
    """A cell.

    Attributes:
        path: The part of its object that it shows, as C writes it.
        text: The text in it; empty for a pointer that is an arrow alone.
        kind: What it looks like: nothing, `unknown`, `null`, `text`, `quiet` or `bad`.
        caption: A word above it: an index or the name of a member.
        pointer: The pointer, if it is drawn as an arrow.
    """

    path: str
    text: str
    kind: str = ""
    caption: str = ""
    pointer: Pointer | None = None


class Row(NamedTuple):
    """A row of cells.

    Attributes:
        object: The object that it shows a part of.
        path: That part.
        label: The name of a variable or a member, or an index.
        depth: How deep it stands within a struct.
        cells: Its cells.
        note: Words instead of cells.
        is_apart: Whether it is one of several cells of an array or a struct, so that arrows lead to each.
    """

    object: str
    path: str
    label: str
    depth: int
    cells: tuple[Cell, ...] = ()
    note: str = ""
    is_apart: bool = False


class Rows:
    """Makes rows of values.

    Args:
        labels: The words in cells.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def of(
        self, value: Value, owner: str, label: str, path: str = "", depth: int = 0
    ) -> Iterator[Row]:
        """Yield the rows of a value.

        Args:
            value: The value.
            owner: The object that it is a part of.
            label: What stands before it, or empty.
            path: The part of the object.
            depth: How deep it stands within another value.
        """
        match value:
            case Array():
                yield from self._array(value, owner, label, path, depth)
            case Record():
                yield from self._record(value, owner, label, path, depth)
            case _:
                yield Row(owner, path, label, depth, (self.cell(value, path),))

    def cell(self, value: Value, path: str, caption: str = "") -> Cell:
        """Return the cell of a value that is one."""
        match value:
            case Unknown():
                return Cell(path, "?", "unknown", caption)
            case Scalar(text):
                return Cell(path, tame(text, TEXT), "", caption)
            case Text():
                return Cell(path, self._quoted(value), "text", caption)
            case Pointer():
                return self._pointer(value, path, caption)
            case NotShown():
                return Cell(path, "…", "quiet", caption)
            case _:
                return Cell(path, "{…}", "quiet", caption)

    def _pointer(self, pointer: Pointer, path: str, caption: str) -> Cell:
        state, words = pointer.state, self._labels
        if state is PointerState.NULL:
            return Cell(path, "NULL", "null", caption)
        if state is PointerState.FUNCTION:
            return Cell(path, f"{tame(pointer.text, TEXT)}()", "", caption)
        if state is PointerState.LITERAL:
            return Cell(path, tame(pointer.text, TEXT), "text", caption)
        if state is PointerState.ENDED:
            return Cell(path, words["memory_ended"], "bad", caption)
        if state is PointerState.OUTSIDE and pointer.text:
            text = words["memory_nameless"].format(call=tame(pointer.text, TEXT))
            return Cell(path, text, "quiet", caption)
        if state is PointerState.OUTSIDE or not pointer.target:
            return Cell(path, words["memory_outside"], "quiet", caption)
        kind = "bad" if state in DANGLING else ""
        text = words["memory_end"] if state is PointerState.PAST_END else ""
        return Cell(path, text, kind, caption, pointer)

    def _quoted(self, value: Text) -> str:
        ends = {
            Ending.ZERO: '"',
            Ending.NONE: f'" {self._labels["memory_no_zero"]}',
            Ending.UNKNOWN: '" ?',
            Ending.CUT: '…"',
        }
        return f'"{tame(value.text, TEXT)}{ends[value.ending]}'

    def _array(self, value: Array, owner: str, label: str, path: str, depth: int) -> Iterator[Row]:
        cells = [
            self.cell(item, f"{path}[{index}]", str(index))
            for index, item in enumerate(value.items)
        ]
        if not cells or any(map(_is_composed, value.items)) or any(cell.pointer for cell in cells):
            yield from self._items(value, owner, label, path, depth)
        else:
            yield from _in_rows(cells, owner, label, path, depth)
        if value.more:
            yield self._more(value.more, owner, path, depth)

    def _items(self, value: Array, owner: str, label: str, path: str, depth: int) -> Iterator[Row]:
        """Yield an array with a row for each item; rows of the same shape have their captions once."""
        if label:
            yield Row(owner, path, label, depth, note="" if value.items else "{}")
        inner = depth + bool(label)
        captions: tuple[str, ...] = ()
        for index, item in enumerate(value.items):
            for row in self._item(item, owner, f"[{index}]", f"{path}[{index}]", inner):
                own = tuple(cell.caption for cell in row.cells)
                yield _without_captions(row) if any(own) and own == captions else row
                captions = own

    def _item(self, value: Value, owner: str, label: str, path: str, depth: int) -> Iterator[Row]:
        if isinstance(value, Record) and (cells := self._flat(value, path)):
            yield Row(owner, path, label, depth, cells, is_apart=True)
        else:
            yield from self.of(value, owner, label, path, depth)

    def _record(
        self, value: Record, owner: str, label: str, path: str, depth: int
    ) -> Iterator[Row]:
        cells = self._flat(value, path) if label else ()
        if cells:
            yield Row(owner, path, label, depth, cells, is_apart=True)
            return
        is_union = value.kind == "union"
        if label or is_union:
            kind = self._labels["memory_union"] if is_union else ""
            yield Row(owner, path, label, depth, note=kind)
        inner = depth + bool(label)
        for member in value.members:
            # The members of an unnamed struct are named as if they were those of the outer one.
            name = member.name.partition(":")[0]
            whole = f"{path}.{name}" if name else path
            shown = tame(member.name, NAME) or "·"
            yield from self.of(member.value, owner, shown, whole, inner)
        if value.more:
            yield self._more(value.more, owner, path, inner)

    def _flat(self, value: Record, path: str) -> tuple[Cell, ...]:
        """Return a small struct as one row of cells; nothing if it needs several rows."""
        if value.kind == "union" or value.more or not 0 < len(value.members) <= 6:
            return ()
        if any(isinstance(it, Array | Record | Pointer) or not name for name, it in value.members):
            return ()
        cells = tuple(
            self.cell(item, f"{path}.{name.partition(':')[0]}", tame(name, NAME))
            for name, item in value.members
        )
        room = sum(max(width(cell.text), len(cell.caption)) + 2 for cell in cells)
        return cells if room <= _WIDEST_ROW else ()

    def _more(self, count: int, owner: str, path: str, depth: int) -> Row:
        text = self._labels["memory_more"].format(count=number(count, self._labels))
        return Row(owner, path, "", depth, note=text)


def outer(path: str) -> str:
    """Return the part of an object that a part of it is in."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


def _in_rows(cells: list[Cell], owner: str, label: str, path: str, depth: int) -> Iterator[Row]:
    """Yield the cells of an array in rows of equal length."""
    widest = max(width(cell.text) for cell in cells) + 2
    most = next(count for count in _COUNTS if count * max(widest, 4) <= _WIDEST_ROW or count == 1)
    for begin in range(0, len(cells), most):
        some = tuple(cells[begin : begin + most])
        yield Row(owner, path, "" if begin else label, depth, some, is_apart=True)


def _without_captions(row: Row) -> Row:
    return row._replace(cells=tuple(cell._replace(caption="") for cell in row.cells))


def _is_composed(value: Value) -> bool:
    return isinstance(value, Array | Record)
