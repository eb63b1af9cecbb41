"""Pictures of memory in words, for expected files."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_c_runner.engine.memory.snapshots import Block, Memory, Snapshot, Variable
from mkdocs_c_runner.engine.memory.values import (
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


def words(memory: Memory) -> str:
    """The pictures, line by line."""
    return "".join(f"{line}\n" for line in _lines(memory))


def _lines(memory: Memory) -> Iterator[str]:
    for remark in memory.remarks:
        parts = (f"{remark.file}:{remark.line}" if remark.line else "", remark.text)
        yield " ".join(["remark:", remark.about.value, *filter(None, parts)])
    for snapshot in memory.snapshots:
        yield from _snapshot(snapshot)


def _snapshot(snapshot: Snapshot) -> Iterator[str]:
    notes = [f"pass {snapshot.seen}"] if snapshot.seen > 1 else []
    notes += [f"mark {snapshot.mark}"] if snapshot.mark > 1 else []
    notes += [f"printed {snapshot.printed}"] if snapshot.printed else []
    notes += [snapshot.ended] if snapshot.ended else []
    notes += [f"more {limit.value}" for limit in snapshot.limits]
    yield f"[{snapshot.file}:{snapshot.line}]" + (f" {', '.join(notes)}" if notes else "")
    for frame in snapshot.frames:
        name = frame.name if frame.name == frame.function else f"{frame.name}"
        yield f"  {name} at {frame.line}"
        yield from (f"    {_variable(item)}" for item in frame.variables)
    for item in snapshot.statics:
        where = f"{item.function}::" if item.function else ""
        yield f"  static {where}{_variable(item)}"
    yield from (f"  {_block(block)}" for block in snapshot.blocks)


def _variable(variable: Variable) -> str:
    address = f" @{len(variable.address)} digits" if variable.address else ""
    return f"{variable.name}: {variable.type}{address} = {value(variable.value)}"


def _block(block: Block) -> str:
    kind = f", {block.type}" if block.type else ""
    state = "" if block.state == "live" else f" {block.state}"
    state += " and in use again" if block.reused else ""
    told = "" if block.value is None else f" = {value(block.value)}"
    address = f" @{len(block.address)} digits" if block.address else ""
    return f"{block.name}{state}: {block.size} bytes of line {block.line}{kind}{address}{told}"


def value(shown: Value) -> str:
    """A value."""
    match shown:
        case Scalar(text):
            return text
        case Unknown():
            return "?"
        case NotShown():
            return "not shown"
        case Text(text, size, ending):
            end = {Ending.ZERO: "", Ending.NONE: " without end", Ending.UNKNOWN: " ?"}
            return f'"{text}"{end.get(ending, " …")} of {size}'
        case Array(items, more):
            return f"[{', '.join([*map(value, items), *([f'{more} more'] if more else [])])}]"
        case Record(kind, _, members, more):
            inside = ", ".join(f"{item.name or '_'} {value(item.value)}" for item in members)
            return f"{kind} {{{inside}{f', {more} more' if more else ''}}}"
        case Pointer():
            return _pointer(shown)


def _pointer(pointer: Pointer) -> str:
    target = f"{pointer.target}{pointer.path}"
    match pointer.state:
        case PointerState.OK:
            return f"-> {target}"
        case PointerState.NULL:
            return "NULL"
        case PointerState.PAST_END:
            return f"-> end of {target}"
        case PointerState.FREED:
            return f"-> freed {target}"
        case PointerState.FUNCTION:
            return f"{pointer.text}()"
        case PointerState.LITERAL:
            return pointer.text
    return " ".join(filter(None, [f"-> {pointer.state.value}", pointer.text]))
