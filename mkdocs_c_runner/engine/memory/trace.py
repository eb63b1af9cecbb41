"""Reads the trace that the recorder of a program leaves. It is a claim of the program: every size in it is checked.

`recorder.h` says how a trace is made up.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .unreadable import Unreadable

_HEADER = struct.Struct("<16s11Q")
_NAME = b"c-runner trace 2"
_PATH = 32768
_PATH_OFFSET = _HEADER.size
_STREAM_OFFSET = _PATH_OFFSET + 4 * _PATH

_MORE, _FULL, _THREADS, _MANY_BLOCKS, _STOPPED, _DEEP = 1, 2, 4, 8, 16, 32

# The passes of a mark, and the numbers of marks and signals.
_MOST_PASSES = 1 << 32

MOST_FRAMES = 32
"""The most calls of a snapshot: the outermost and the innermost."""

_ONE, _TWO, _THREE = struct.Struct("<Q"), struct.Struct("<QQ"), struct.Struct("<QQQ")
_MOMENT = struct.Struct("<c10Q")
_CALL = struct.Struct("<4Q")
_PIECE = _TWO.size

# The kinds of events.
_AN_ALLOCATION, _A_RELEASE, _A_MOMENT = b"AFS"
# The kinds of changes: a block, which the pieces of blocks behind it belong to; blocks that are lost, or found again.
_BLOCK, _LOST, _FOUND, _END = b"BLl."
_NUMBERED = frozenset((_BLOCK, _LOST, _FOUND))
# Pieces of memory.
_OF_STACK, _OF_DATA, _OF_THREAD, _OF_BLOCK = b"KDTb"
_PIECES = frozenset((_OF_STACK, _OF_DATA, _OF_THREAD, _OF_BLOCK))


class Allocated(NamedTuple):
    """A block was allocated: the next number."""

    address: int
    size: int
    caller: int


class Freed(NamedTuple):
    """A block was given back."""

    number: int


class Call(NamedTuple):
    """A call that runs: its function, the address behind its return address, its line, its number among its kind."""

    entry: int
    cfa: int
    line: int
    ordinal: int


class Moment(NamedTuple):
    """A moment that was recorded.

    Attributes:
        kind: `s` for a step, `m` for a mark, `e` for the end, `c` for a crash.
        value: The number of the mark, or of the signal.
        seen: The pass of the mark.
        line: The address of the line.
        stack_pointer: The stack pointer.
        number: Its number in the output.
        stops: The lines that were passed until then.
        hash: A number that tells apart the ways to this moment.
        depth: The calls that run.
        calls: The outermost and the innermost of them.
        stack: What changed of the stack: addresses and bytes.
        data: What changed of global variables, those that each thread has for itself among them.
        blocks: What changed of blocks: number, offset and bytes.
        lost: The blocks to which nothing points any more, or something does again.
    """

    kind: str
    value: int
    seen: int
    line: int
    stack_pointer: int
    number: int
    stops: int
    hash: int
    depth: int
    calls: tuple[Call, ...]
    stack: list[tuple[int, bytes]]
    data: list[tuple[int, bytes]]
    blocks: list[tuple[int, int, bytes]]
    lost: list[tuple[int, bool]]


Event = Allocated | Freed | Moment

# The fields of a moment before those that tell what changed.
_CHANGES = Moment._fields.index("stack")


class Trace:
    """A trace.

    Args:
        content: The bytes of the file that the recorder wrote.

    Attributes:
        base: The address of the beginning of the program.
        stack_top: The end of the stack.
        data: The address of the global variables.
        data_size: Their bytes.
        own: The address of the variables that each thread has for itself, of the first thread.
        own_size: Their bytes.
        stops: The lines that were passed.
        path: The first of them, as addresses below the beginning of the program.
        more: Whether there were more moments to record than were asked for.
        full: Whether there was no room for more.
        many_blocks: Whether there were too many blocks to watch all.
        stopped: Whether the recorder ended the program when it had recorded all that was asked for.
        threads: Whether there were other threads.
        thread_stops: The lines that were passed before the program made another thread, or 0.

    Raises:
        Unreadable: If it is none.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _STREAM_OFFSET or not content.startswith(_NAME):
            raise Unreadable("the program left no trace")
        _, *places, used, stops, _, flags, thread = _HEADER.unpack_from(content)
        base, top, data, size, own, own_size = places
        if max(base, top, data, own) >> 47 or max(size, own_size) >> 40:
            raise Unreadable("the trace names no memory of a program")
        self.base: int = base
        self.stack_top: int = top
        self.data: int = data
        self.data_size: int = size
        self.own: int = own
        self.own_size: int = own_size
        self.stops: int = stops
        count = min(stops, _PATH)
        self.path = struct.unpack_from(f"<{count}I", content, _PATH_OFFSET)
        self.more, self.full = bool(flags & _MORE), bool(flags & _FULL)
        self.many_blocks, self.stopped = bool(flags & _MANY_BLOCKS), bool(flags & _STOPPED)
        self.threads, self.thread_stops = bool(flags & _THREADS), thread
        self._content = content[: _STREAM_OFFSET + used]

    def events(self, other: Trace | None = None) -> Iterator[tuple[Event, Moment | None]]:
        """Yield what happened, each moment with the same one of another run, or with None where that has no more.

        Args:
            other: The trace of a run of the same program, or None.

        Raises:
            Unreadable: If something is no event.
        """
        reader = _Events(self._content)
        second = _Events(other._content) if other else None
        try:
            while reader.position < len(self._content):
                begin = reader.position
                event = reader.event()
                if second is None:
                    yield event, None
                else:
                    bytes_of_it = self._content[begin : reader.position]
                    yield event, second.same(bytes_of_it, event, reader)
        except (struct.error, IndexError):
            raise Unreadable("the trace ends in the midst of something") from None


class _Events:
    """Reads events one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.position = _STREAM_OFFSET
        self._calls: tuple[Call, ...] = ()
        self._calls_before: tuple[Call, ...] = ()
        self._head = 0

    def event(self) -> Event:
        self._calls_before = self._calls
        tag = self._content[self.position]
        self.position += 1
        if tag == _A_MOMENT:
            return self._moment()
        if tag == _AN_ALLOCATION:
            return Allocated(*self._numbers(_THREE))
        if tag == _A_RELEASE:
            return Freed(*self._numbers(_ONE))
        raise Unreadable("the trace has an event of an unknown kind")

    def same(self, content: bytes, event: Event, other: _Events) -> Moment | None:
        """Return the next moment, if another trace has come to one.

        Args:
            content: The bytes of the event there. Most are the same in both traces, and need not be read twice.
            event: The event there.
            other: The other trace.
        """
        if self._calls == other._calls_before:
            if self._content.startswith(content, self.position):
                self.position += len(content)
                self._calls = other._calls
                return event if isinstance(event, Moment) else None
            head = content[: other._head]
            if isinstance(event, Moment) and self._content.startswith(head, self.position):
                self.position += len(head)
                self._calls = other._calls
                return self._with_changes(Moment._make((*event[:_CHANGES], [], [], [], [])))
        if not isinstance(event, Moment):
            return None
        while self.position < len(self._content):
            if isinstance(own := self.event(), Moment):
                return own
        return None

    def _numbers(self, form: struct.Struct) -> Sequence[int]:
        numbers = form.unpack_from(self._content, self.position)
        self.position += form.size
        return numbers

    def _bytes(self, size: int) -> bytes:
        begin = self.position
        self.position += size
        if self.position > len(self._content):
            raise Unreadable("the trace ends in the midst of something")
        return self._content[begin : self.position]

    def _moment(self) -> Moment:
        begin = self.position
        kind, value, seen, *others, depth, same, count = _MOMENT.unpack_from(self._content, begin)
        self.position += _MOMENT.size
        if max(value, seen) > _MOST_PASSES:
            raise Unreadable("the trace has a moment that was passed too often")
        if same > len(self._calls) or same + count > MOST_FRAMES:
            raise Unreadable("the trace has too many calls")
        if same != len(self._calls) or count:
            new = map(Call._make, _CALL.iter_unpack(self._bytes(_CALL.size * count)))
            self._calls = (*self._calls[:same], *new)
        self._head = self.position - begin + 1
        name = kind.decode("latin-1")
        fields = (name, value, seen, *others, depth, self._calls, [], [], [], [])
        return self._with_changes(Moment._make(fields))

    def _with_changes(self, moment: Moment) -> Moment:
        """Read what changed. It is most of a trace, so this is one loop without calls of its own."""
        content, position, block = self._content, self.position, 0
        while (tag := content[position]) != _END:
            position += 1
            if tag in _PIECES:
                where, size = _TWO.unpack_from(content, position)
                begin = position + _PIECE
                position = begin + size
                if position > len(content):
                    raise Unreadable("the trace ends in the midst of something")
                if tag == _OF_STACK:
                    moment.stack.append((where, content[begin:position]))
                elif tag == _OF_BLOCK:
                    moment.blocks.append((block, where, content[begin:position]))
                else:
                    moment.data.append((where, content[begin:position]))
                continue
            if tag not in _NUMBERED:
                raise Unreadable("the trace has a change of an unknown kind")
            (number,) = _ONE.unpack_from(content, position)
            position += _ONE.size
            if tag == _BLOCK:
                block = number
            else:
                moment.lost.append((number, tag == _LOST))
        self.position = position + 1
        return moment
