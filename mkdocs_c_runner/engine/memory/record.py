"""Reads snapshots from their text: one line of JSON for each, of what changed since the one before.

The text stands in records, where people read it in a diff, and where anybody may have written it. So it is read with
limits, and every name in it is only ever text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

from ...bounds import MEMORY_CELLS, MEMORY_DEPTH, MEMORY_STEPS, MEMORY_TEXT
from ..json_checks import exactly, number, one_of
from .changes import changed
from .snapshots import (
    About,
    Block,
    BlockState,
    Frame,
    Limit,
    Memory,
    Remark,
    Snapshot,
    Variable,
)
from .values import (
    Array,
    Ending,
    Member,
    NotShown,
    Pointer,
    PointerState,
    Record,
    Scalar,
    Text,
    Unknown,
    Value,
)

FORMAT = 1

_MOST = 1 << 48
# The bytes of the first line of a text that are read where only that is asked for.
_LONGEST_HEAD = 1 << 14
UNKNOWN, NOT_SHOWN = "?", "…"
# The entry of an array or a struct that tells about the whole. No member has this name.
WHOLE = "#"

_LINE = re.compile(r"[0-9]{1,9}")
_BLOCK_STATES = frozenset(get_args(BlockState))
_RECORDS = frozenset({"struct", "union"})

Json = dict[str, Any]
Made = TypeVar("Made")


def decode(text: bytes) -> Memory:
    """Return the snapshots of a text that anybody may have written.

    Raises:
        ValueError: If it is not such a text, or exceeds a limit.
    """
    if len(text) > MEMORY_TEXT:
        raise ValueError("the text is too long")
    lines = text.decode().split("\n")
    if lines.pop() or not 0 < len(lines) <= MEMORY_STEPS + 1:
        raise ValueError("too many lines, or part of one")
    try:
        head, *patches = [_object(json.loads(line)) for line in lines]
        if head.get("format") != FORMAT:
            raise ValueError("another format")
        snapshots = _Snapshots()
        state: Json = {}
        for patch in patches:
            state = changed(state, patch, MEMORY_DEPTH)
            snapshots.add(state)
        remarks = map(_read_remark, exactly(head.get("remarks", []), list))
        steps = exactly(head.get("steps", False), bool)
        return Memory(tuple(snapshots.made), tuple(remarks), steps)
    except (KeyError, RecursionError) as error:
        raise ValueError(f"not a record of memory: {error!r}") from None


def remarks_of(text: bytes) -> tuple[Remark, ...]:
    """Return the remarks of a text that anybody may have written, without its snapshots; none if it has none."""
    try:
        head = _object(json.loads(text[:_LONGEST_HEAD].partition(b"\n")[0]))
        return tuple(map(_read_remark, exactly(head.get("remarks", []), list)))
    except (ValueError, RecursionError):
        return ()


class _Snapshots:
    """Snapshots of JSON. What is made of the same JSON is the same value; all of it is counted, each time."""

    def __init__(self) -> None:
        self.made: list[Snapshot] = []
        self._cells = 0
        self._known: dict[int, tuple[Json, Any]] = {}

    def add(self, state: Json) -> None:
        """Read a further one."""
        file, line = _read_place(state["at"])
        frames = _object(state["frames"])
        last = next(reversed(frames), "")
        self.made.append(
            Snapshot(
                file=file,
                line=line,
                mark=number(state["mark"], _MOST),
                seen=number(state["seen"], _MOST),
                printed=number(state["printed"], _MOST),
                frames=tuple(
                    self._frame(name, _object(values), file, line)
                    if name == last and not values["at"]
                    else self._waiting(name, _object(values))
                    for name, values in frames.items()
                ),
                statics=tuple(self._statics(_object(state["statics"]))),
                blocks=tuple(
                    self._kept(name, _object(values), self._block)
                    for name, values in _object(state["heap"]).items()
                ),
                ended=_str(state["ended"]),
                limits=tuple(Limit(_str(item)) for item in exactly(state["limits"], list)),
            )
        )

    def _kept(self, name: str, values: Json, make: Callable[[str, Json], Made]) -> Made:
        """Return what was made of JSON before, or make it."""
        self._count()
        known = self._known.get(id(values))
        if known is None:
            # The JSON is kept too, so that no other one gets its identity.
            known = self._known[id(values)] = (values, make(name, values))
        made: Made = known[1]
        return made

    def _count(self, more: int = 1) -> None:
        self._cells += more
        if self._cells > MEMORY_CELLS:
            raise ValueError("too many values")

    def _waiting(self, name: str, values: Json) -> Frame:
        """Return a call that waits for another one to return."""
        if id(values) in self._known:
            self._count(len(_object(values["vars"])))
        return self._kept(
            name, values, lambda *_: self._frame(name, values, *_read_place(values["at"]))
        )

    def _frame(self, name: str, values: Json, file: str, line: int) -> Frame:
        variables = _object(values["vars"]).items()
        return Frame(
            name,
            _str(values.get("function", name)),
            file,
            line,
            tuple(self._kept(own, _object(item), self._variable) for own, item in variables),
        )

    def _statics(self, variables: Json) -> Iterator[Variable]:
        for name, values in variables.items():
            yield self._kept(name, _object(values), self._static)

    def _static(self, name: str, values: Json) -> Variable:
        function, _, own = name.rpartition("::")
        return self._variable(own, values)._replace(function=function)

    def _variable(self, name: str, values: Json) -> Variable:
        address = _str(values.get("address", ""))
        return Variable(name, _str(values["type"]), self._value(values["is"]), address)

    def _block(self, name: str, values: Json) -> Block:
        file, line = _read_place(values["from"])
        return Block(
            name=name,
            size=number(values["size"], _MOST),
            file=file,
            line=line,
            type=_str(values["type"]),
            value=None if values["is"] is None else self._value(values["is"]),
            state=one_of(_str(values["state"]), _BLOCK_STATES),
            reused=exactly(values.get("reused", False), bool),
            address=_str(values.get("address", "")),
        )

    def _value(self, value: Any) -> Value:
        self._count()
        if isinstance(value, dict):
            return self._composed(value)
        if isinstance(value, list):
            return _read_pointer_or_text(value)
        text = _str(value)
        if text == UNKNOWN:
            return Unknown()
        return NotShown() if text == NOT_SHOWN else Scalar(text)

    def _composed(self, value: Json) -> Value:
        """Return an array, a struct or a union."""
        kind, *rest = exactly(value[WHOLE], list) or [""]
        cells = {name: item for name, item in value.items() if name != WHOLE}
        if kind == "array":
            (more,) = _filled(rest, [0])
            items = tuple(map(self._value, cells.values()))
            return Array(items, number(more, _MOST))
        name, more = _filled(rest, ["", 0])
        members = tuple(
            Member(own.partition(" ")[2], self._value(item)) for own, item in cells.items()
        )
        return Record(one_of(_str(kind), _RECORDS), _str(name), members, number(more, _MOST))


def _read_pointer_or_text(value: list[Any]) -> Value:
    if value[:1] == ["text"]:
        _, text, size, ending = _filled(value, ["", "", 0, Ending.ZERO.value])
        return Text(_str(text), number(size, _MOST), Ending(_str(ending)))
    state, target, path, text = map(_str, _filled(value, ["", "", "", ""]))
    return Pointer(PointerState(state), target, path, text)


def _read_remark(value: Any) -> Remark:
    about, file, line, text = _filled(exactly(value, list), ["", "", 0, ""])
    return Remark(About(_str(about)), _str(file), number(line, _MOST), _str(text))


def _filled(found: list[Any], defaults: list[Any]) -> list[Any]:
    """Return a list, made as long as these defaults by them."""
    if len(found) > len(defaults):
        raise ValueError("a list that is too long")
    return [*found, *defaults[len(found) :]]


def _object(value: Any) -> Json:
    return exactly(value, dict)  # type: ignore[no-any-return]


def _str(value: Any) -> str:
    return exactly(value, str)  # type: ignore[no-any-return]


def _read_place(value: Any) -> tuple[str, int]:
    file, _, line = _str(value).rpartition(":")
    if not _LINE.fullmatch(line):
        raise ValueError("not a place")
    return file, int(line)
