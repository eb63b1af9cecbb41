"""Snapshots as text: one line of JSON for each, of what changed since the one before, for `record` to read."""

from __future__ import annotations

import json
from typing import Any

from .changes import changes
from .record import FORMAT, NOT_SHOWN, UNKNOWN, WHOLE
from .snapshots import Block, Frame, Memory, Remark, Snapshot, Variable
from .values import Array, NotShown, Pointer, Record, Scalar, Text, Unknown, Value

Json = dict[str, Any]


def encode(memory: Memory) -> bytes:
    """Return snapshots as text."""
    head: Json = {"format": FORMAT}
    if memory.steps:
        head["steps"] = True
    if memory.remarks:
        head["remarks"] = [_remark(remark) for remark in memory.remarks]
    lines = [head]
    before: Json = {}
    for snapshot in memory.snapshots:
        now = _snapshot(snapshot)
        lines.append(changes(before, now))
        before = now
    return b"".join(f"{_text(line)}\n".encode() for line in lines)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _remark(remark: Remark) -> list[Any]:
    return _short([remark.about.value, remark.file, remark.line, remark.text])


def _short(values: list[Any]) -> list[Any]:
    """Return a list without empty values at its end."""
    while values[1:] and not values[-1]:
        del values[-1]
    return values


def _snapshot(snapshot: Snapshot) -> Json:
    seen: Json = {"at": _place(snapshot.file, snapshot.line)}
    if snapshot.mark:
        seen["mark"] = snapshot.mark
    if snapshot.seen != 1:
        seen["seen"] = snapshot.seen
    if snapshot.printed:
        seen["printed"] = snapshot.printed
    if snapshot.ended:
        seen["ended"] = snapshot.ended
    if snapshot.limits:
        seen["limits"] = [limit.value for limit in snapshot.limits]
    innermost = snapshot.frames[-1] if snapshot.frames else None
    seen["frames"] = {frame.name: _frame(frame, snapshot, innermost) for frame in snapshot.frames}
    seen["statics"] = {
        f"{item.function}::{item.name}" if item.function else item.name: _variable(item)
        for item in snapshot.statics
    }
    seen["heap"] = {block.name: _block(block) for block in snapshot.blocks}
    return seen


def _place(file: str, line: int) -> str:
    return f"{file}:{line}"


def _frame(frame: Frame, snapshot: Snapshot, innermost: Frame | None) -> Json:
    at = _place(frame.file, frame.line)
    has_own = frame is not innermost or at != _place(snapshot.file, snapshot.line)
    values: Json = {"at": at} if has_own else {}
    if frame.function != frame.name:
        values["function"] = frame.function
    return values | {"vars": {item.name: _variable(item) for item in frame.variables}}


def _variable(variable: Variable) -> Json:
    values: Json = {"type": variable.type, "is": _value(variable.value)}
    return values | ({"address": variable.address} if variable.address else {})


def _block(block: Block) -> Json:
    values: Json = {"size": block.size, "from": _place(block.file, block.line)}
    values |= {"type": block.type} if block.type else {}
    values |= {"state": block.state} if block.state != "live" else {}
    values |= {"reused": True} if block.reused else {}
    values |= {"address": block.address} if block.address else {}
    return values | ({} if block.value is None else {"is": _value(block.value)})


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
