"""A snapshot in words: a nested list, for readers who do not see the picture, for feeds and for the search."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from ...engine.memory.snapshots import Block, Frame, Snapshot, Variable, target_of
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
from ...markup import Markup, element, joined
from ...markup import text as escaped
from .contents import Part, place, size_of
from .kept import Kept
from .rows import DRAWN
from .texts import TOLD, tame

_ENDINGS = {Ending.ZERO: '"', Ending.CUT: '…"'}


class Words:
    """Tells snapshots.

    Args:
        labels: The words.
        own: The name of the block's own file, which needs not be said.
    """

    def __init__(self, labels: Labels, own: str = "") -> None:
        self.labels = labels
        self.own = own

    def list_of(self, snapshot: Snapshot, changed: Collection[Part] = ()) -> Markup:
        """Return a snapshot as a nested list.

        Args:
            snapshot: The snapshot.
            changed: The parts that changed since the one before.
        """
        new = {owner for owner, _ in changed}
        items = []
        if snapshot.statics:
            title = escaped(self.labels["memory_statics"])
            items.append(_nested(title, [self._variable(it, None, new) for it in snapshot.statics]))
        for frame in snapshot.frames:
            where = place(frame.file, frame.line, self.own, self.labels)
            title = joined([_code(frame.name), escaped(f", {where}" if where else "")])
            items.append(_nested(title, [self._variable(it, frame, new) for it in frame.variables]))
        items += [self._block(block, is_new=block.name in new) for block in snapshot.blocks]
        return element("ul", *items)

    def _variable(self, item: Variable, frame: Frame | None, new: Collection[str]) -> Markup:
        name = f"{item.function}: {item.name}" if item.function else item.name
        return self._item(name, item.value, is_new=target_of(item, frame) in new)

    def block(self, block: Block) -> str:
        """Return a sentence about a block."""
        words = self.labels
        where = place(block.file, block.line, self.own, words)
        label = words["memory_block_of" if where else "memory_block"]
        size = size_of(block, words)
        said = [label.format(name=block.name, size=size, place=where)]
        if block.value is None:
            said.append(words["memory_freed"])
        if block.reused:
            said.append(words["memory_reused"])
        if block.state == "lost":
            said += [words["memory_lost"], words["memory_nothing_points"]]
        return ", ".join(said)

    def simple(self, value: Value) -> str | None:
        """Return the words for a value, or None if it needs a list."""
        match value:
            case Scalar(text):
                return tame(text, TOLD)
            case Unknown():
                return self.labels["memory_unknown"]
            case NotShown():
                return self.labels["memory_not_shown"]
            case Text():
                return self._text(value)
            case Pointer():
                return self._pointer(value)
            case Array(items, more):
                return self._row([(None, item) for item in items], more)
            case Record(_, _, members, more):
                return self._row(members, more) if len(members) <= 6 else None

    def _row(self, parts: Sequence[tuple[str | None, Value]], more: int) -> str | None:
        """Return values one after the other, if each is simple."""
        if any(isinstance(value, Array | Record) for _, value in parts):
            return None
        said = [
            f"{tame(name, TOLD)} = {self.simple(value)}" if name else str(self.simple(value))
            for name, value in parts
        ]
        if more:
            said.append(self.labels["memory_more"].format(count=number(more, self.labels)))
        return ", ".join(said)

    def _text(self, value: Text) -> str:
        said = f'"{tame(value.text, TOLD)}{_ENDINGS.get(value.ending, chr(34))}'
        if value.ending is Ending.NONE:
            said += f" {self.labels['memory_no_zero']}"
        if value.ending is Ending.UNKNOWN:
            said += f", {self.labels['memory_unknown']}"
        return said

    def _pointer(self, pointer: Pointer) -> str:
        state = pointer.state
        if state is PointerState.NULL:
            return "NULL"
        if state is PointerState.LITERAL:
            return tame(pointer.text, TOLD)
        if state is PointerState.FUNCTION:
            return self.labels["memory_points"].format(target=f"{tame(pointer.text, TOLD)}()")
        if state is PointerState.OUTSIDE and pointer.text:
            call = tame(pointer.text, TOLD)
            return self.labels["memory_points_nameless"].format(call=call)
        if state not in DRAWN:
            kind = "ended" if state is PointerState.ENDED else "outside"
            return self.labels[f"memory_points_{kind}"]
        names = {
            PointerState.OK: "memory_points",
            PointerState.PAST_END: "memory_points_end",
            PointerState.FREED: "memory_points_freed",
        }
        target = tame(f"{pointer.target}{pointer.path}", TOLD)
        return self.labels[names[state]].format(target=target)

    def _block(self, block: Block, *, is_new: bool) -> Markup:
        title = escaped(tame(self.block(block), TOLD) + self._changed(is_new=is_new))
        if block.value is None:
            return element("li", title)
        return _nested(title, [*self._inside(block.value)])

    def _inside(self, value: Value) -> Iterator[Markup]:
        """Yield the items of a value that has a title."""
        match value:
            case Record(_, _, members, more):
                for member in members:
                    yield self._item(member.name or "·", member.value)
            case Array(items, more) if self.simple(value) is None:
                for index, item in enumerate(items):
                    yield self._item(f"[{index}]", item)
            case _:
                more = 0
                yield element("li", escaped(self.simple(value) or ""))
        if more:
            yield element("li", self.labels["memory_more"].format(count=number(more, self.labels)))

    def _changed(self, *, is_new: bool) -> str:
        return f" ({self.labels['memory_changed']})" if is_new else ""

    def _item(self, name: str, value: Value, *, is_new: bool = False) -> Markup:
        said = self.simple(value)
        if said is None:
            title = joined([_code(name), escaped(self._changed(is_new=is_new))])
            return _nested(title, [*self._inside(value)])
        return element("li", _code(name), f": {said}{self._changed(is_new=is_new)}")


def facts(snapshot: Snapshot, words: Words, kept: Kept) -> dict[str, str]:
    """Return what is to be told of a snapshot, by the names of its parts.

    Args:
        snapshot: The snapshot.
        words: Tells values.
        kept: What was told of other snapshots of the same program.
    """
    said: dict[str, str] = {}
    for item in snapshot.statics:
        name = f"{item.function}: {item.name}" if item.function else item.name
        said |= kept.of(item, partial(_parts, name, item.value, words), name)
    for frame in snapshot.frames:
        for item in frame.variables:
            name = target_of(item, frame)
            said |= kept.of(item, partial(_parts, name, item.value, words), name)
    for block in snapshot.blocks:
        said |= kept.of(block, partial(_facts_of, block, words), "")
    return said


def _facts_of(block: Block, words: Words) -> dict[str, str]:
    """Return what is to be told of a block."""
    if block.value is None:
        return {block.name: words.labels["memory_freed"]}
    said = _parts(block.name, block.value, words)
    if block.state == "lost":
        said[f"{block.name} "] = words.labels["memory_lost"]
    return said


def _parts(name: str, value: Value, words: Words) -> dict[str, str]:
    """Return the words for the parts of a value."""
    said: dict[str, str] = {}
    waiting = [(name, value)]
    while waiting:
        name, value = waiting.pop()
        match value:
            case Record(members=members):
                waiting += [(f"{name}.{own or '·'}", item) for own, item in reversed(members)]
            case Array(items=items) if words.simple(value) is None:
                waiting += [(f"{name}[{at}]", item) for at, item in reversed([*enumerate(items)])]
            case _:
                said[name] = words.simple(value) or ""
    return said


def _nested(title: Markup, items: Sequence[Markup]) -> Markup:
    return element("li", title, *([element("ul", *items)] if items else []))


def _code(text: str) -> Markup:
    return element("code", tame(text, TOLD))
