"""Snapshots as text: one line of JSON for each, of what changed since the one before, for `record` to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from ..artifacts import MEMORY
from ..result import Artifact
from .changes import changes
from .record import FORMAT, NOT_SHOWN, UNKNOWN, WHOLE
from .snapshots import About, Block, Frame, Memory, Remark, Snapshot, Variable
from .values import Array, NotShown, Pointer, Record, Scalar, Text, Unknown, Value

Json = dict[str, Any]
Made = TypeVar("Made")


def encode(memory: Memory) -> bytes:
    """Return snapshots as text."""
    head: Json = {"format": FORMAT}
    if memory.steps:
        head["steps"] = True
    if memory.remarks:
        head["remarks"] = [_remark(remark) for remark in memory.remarks]
    lines = [_text(head)]
    known = _Known()
    before: Json = {}
    for snapshot in memory.snapshots:
        now = _snapshot(snapshot, known)
        lines.append(_text(changes(before, now)))
        before = now
    return "".join(f"{line}\n" for line in lines).encode()


def untold(about: About) -> Artifact:
    """Return a description of no pictures, with the reason."""
    return Artifact(MEMORY, encode(Memory(remarks=(Remark(about),))))


class _Known:
    """JSON that was made before: of what did not change from one snapshot to the next, there is one value."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[object, Json]] = {}

    def of(self, item: Made, make: Callable[[Made], Json]) -> Json:
        """Return the JSON of a value."""
        known = self._made.get(id(item))
        if known is None:
            known = self._made[id(item)] = (item, make(item))
        return known[1]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _remark(remark: Remark) -> list[Any]:
    return _short([remark.about.value, remark.file, remark.line, remark.text])


def _short(values: list[Any]) -> list[Any]:
    """Return a list without empty values at its end."""
    while values[1:] and not values[-1]:
        del values[-1]
    return values


def _snapshot(snapshot: Snapshot, known: _Known) -> Json:
    innermost = snapshot.frames[-1] if snapshot.frames else None
    here = _place(snapshot.file, snapshot.line)
    return {
        "at": here,
        "mark": snapshot.mark,
        "seen": snapshot.seen,
        "printed": snapshot.printed,
        "ended": snapshot.ended,
        "limits": [limit.value for limit in snapshot.limits],
        "frames": {
            frame.name: _frame(frame, known, here)
            if frame is innermost
            else known.of(frame, lambda item: _frame(item, known, ""))
            for frame in snapshot.frames
        },
        "statics": {
            f"{item.function}::{item.name}" if item.function else item.name: known.of(
                item, _variable
            )
            for item in snapshot.statics
        },
        "heap": {block.name: known.of(block, _block) for block in snapshot.blocks},
    }


def _place(file: str, line: int) -> str:
    return f"{file}:{line}"


def _frame(frame: Frame, known: _Known, here: str) -> Json:
    at = _place(frame.file, frame.line)
    values: Json = {"at": "" if at == here else at}
    if frame.function != frame.name:
        values["function"] = frame.function
    return values | {"vars": {item.name: known.of(item, _variable) for item in frame.variables}}


def _variable(variable: Variable) -> Json:
    values: Json = {"type": variable.type, "is": _value(variable.value)}
    return values | ({"address": variable.address} if variable.address else {})


def _block(block: Block) -> Json:
    values: Json = {
        "size": block.size,
        "from": _place(block.file, block.line),
        "type": block.type,
        "state": block.state,
        "is": None if block.value is None else _value(block.value),
    }
    values |= {"address": block.address} if block.address else {}
    return values | ({"reused": True} if block.reused else {})


def _value(value: Value) -> Any:
    match value:
        case Scalar(text):
            return text
        case Unknown():
            return UNKNOWN
        case NotShown():
            return NOT_SHOWN
        case Text(text, size, ending):
            return ["text", text, size, ending.value]
        case Pointer(state, target, path, text):
            return _short([state.value, target, path, text])
        case Array(items, more):
            cells = {str(index): _value(item) for index, item in enumerate(items)}
            return {WHOLE: ["array", more], **cells}
        case Record(kind, name, members, more):
            cells = {
                f"{index} {member.name}": _value(member.value)
                for index, member in enumerate(members)
            }
            return {WHOLE: [kind, name, more], **cells}
