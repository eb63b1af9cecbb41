"""Makes the snapshots of a program of the traces of two runs."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...bounds import MEMORY_CELLS, MEMORY_STEPS
from ..artifacts import Mark, Pictures
from .album import Album
from .image import Image
from .program import Program
from .snapshots import MAIN_ENDS, About, Memory, Remark, Snapshot
from .stops import Location
from .trace import Allocated, Freed, Moment, Trace

# One more than there may be steps: the end.
_MOST_MOMENTS = MEMORY_STEPS + 1

FILLS = (0xA5, 0x5A)
"""The bytes that memory without a value is filled with in the two runs: they differ in each bit."""


@dataclass(frozen=True)
class Wanted:
    """What is to be shown, and how lines and output are counted.

    Attributes:
        pictures: The pictures that are wanted.
        places: The line of each mark, as compilers name it.
        order: The order of lines, in which one that is shown and one that is hidden can be compared.
        printed: For each moment that was recorded, the bytes that had been printed.
    """

    pictures: Pictures
    places: Sequence[Location]
    order: Callable[[Location], tuple[str, int]]
    printed: Sequence[int]


class Made(NamedTuple):
    """Snapshots, and how the two runs differed.

    Attributes:
        memory: The snapshots, with remarks.
        differs: Whether the runs differed in a value that is shown, or in their way.
        is_odd: Whether they differed in more than the bits of memory without a value.
    """

    memory: Memory
    differs: bool
    is_odd: bool


def pictures(program: Program, first: Trace, second: Trace | None, wanted: Wanted) -> Made:
    """Return the snapshots of a program, and remarks on them.

    Args:
        program: The program.
        first: The trace of a run.
        second: The trace of a run in which memory without a value is filled with other bits, or None.
        wanted: What is to be shown.

    Raises:
        Unreadable: If a trace cannot be read.
    """
    return _Reading(program, first, second, wanted).made()


class _Reading:
    """Reads both traces side by side."""

    def __init__(
        self, program: Program, first: Trace, second: Trace | None, wanted: Wanted
    ) -> None:
        self._program = program
        self._first = first
        self._wanted = wanted
        self._image = Image(first, program.elf.constants)
        self._album = Album(program, self._image, first, wanted.pictures.addresses, wanted.order)
        self._second = second if second and _is_alike(first, second) else None
        self._is_together = self._second is not None
        self._seen: dict[Location, int] = {}
        self._marks: set[int] = set()
        self._moments = 0
        self._is_cut = False

    def made(self) -> Made:
        """Return all of it."""
        snapshots: list[Snapshot] = []
        for event, other in self._first.events(self._second):
            if isinstance(event, Allocated):
                if block := self._image.allocate(event):
                    self._album.guess(block)
            elif isinstance(event, Freed):
                self._image.free(event)
            else:
                self._moments += 1
                if self._moments > _MOST_MOMENTS or self._album.values.cells > MEMORY_CELLS:
                    self._is_cut = True
                    break
                snapshot = self._snapshot(event, other)
                if snapshots and _is_shown(snapshot, snapshots[-1]):
                    snapshots[-1] = snapshots[-1]._replace(ended=snapshot.ended)
                else:
                    snapshots.append(snapshot)
        steps = bool(self._wanted.pictures.steps)
        memory = Memory(tuple(snapshots), tuple(self._remarks()), steps)
        has_parted = self._second is not None and self._parted(self._second) is not None
        values = self._album.values
        return Made(memory, values.differs or has_parted, values.is_odd or has_parted)

    def _snapshot(self, moment: Moment, other: Moment | None) -> Snapshot:
        self._is_together &= other is not None and _is_same(moment, other)
        self._image.change(moment, other if self._is_together else None)
        location = self._program.location(moment.line - self._first.base)
        seen = self._seen[location] = self._seen.get(location, 0) + 1
        mark = 0
        names: Sequence[str] = ()
        if moment.kind == "m":
            mark, seen = moment.value, moment.seen
            names = self._mark(moment).names
            self._marks.add(mark)
        fill = None if self._is_together else FILLS[0]
        frames, statics, blocks, left = self._album.shown(moment, names, fill)
        printed = self._wanted.printed
        return Snapshot(
            file=location.file,
            line=location.line,
            mark=mark,
            seen=seen,
            printed=printed[moment.number - 1] if 0 < moment.number <= len(printed) else 0,
            frames=frames,
            statics=statics,
            blocks=blocks,
            ended=_ended(moment),
            limits=left,
        )

    def _mark(self, moment: Moment) -> Mark:
        marks = self._wanted.pictures.marks
        return marks[moment.value - 1] if 0 < moment.value <= len(marks) else Mark("", 0)

    def _remarks(self) -> Iterator[Remark]:
        trace = self._first
        if self._second and (parted := self._parted(self._second)):
            yield Remark(About.UNDEFINED, parted.file, parted.line)
        for number, place in enumerate(self._wanted.places, 1):
            if number not in self._marks and not trace.more:
                yield Remark(About.NOT_REACHED, place.file, place.line)
        if trace.threads:
            began = self._passed(trace.thread_stops)
            yield Remark(About.THREADS, began.file, began.line)
        if trace.more:
            yield Remark(About.STEPS if self._wanted.pictures.steps else About.SIZE)
        if trace.full or self._is_cut:
            yield Remark(About.SIZE)

    def _parted(self, second: Trace) -> Location | None:
        """Return the last line that both runs passed before they took different ways, or None if they took the same."""
        first = self._first
        if first.stops == second.stops and first.path == second.path:
            return None if self._is_together else Location("", 0)
        pairs = zip(first.path, second.path, strict=False)
        same = next((index for index, (a, b) in enumerate(pairs) if a != b), None)
        if same is None:
            same = min(len(first.path), len(second.path))
            if same == len(first.path) == len(second.path):
                return Location("", 0)
        return self._passed(same)

    def _passed(self, count: int) -> Location:
        """Return the line that was passed as the so-manieth."""
        path = self._first.path
        return (
            self._program.location(path[count - 1]) if 0 < count <= len(path) else Location("", 0)
        )


def _is_alike(first: Trace, second: Trace) -> bool:
    """Whether the memory of two runs lies at the same addresses."""
    return all(
        getattr(first, name) == getattr(second, name)
        for name in ("base", "stack_top", "data", "data_size", "own", "own_size")
    )


def _is_same(first: Moment, second: Moment) -> bool:
    """Whether two runs came to the same moment by the same way."""
    return first is second or first[:10] == second[:10]


def _is_shown(snapshot: Snapshot, before: Snapshot) -> bool:
    """Whether the snapshot before shows all of this one but how the program ended."""
    return snapshot.line == before.line and snapshot._replace(ended="", seen=before.seen) == before


def _ended(moment: Moment) -> str:
    if moment.kind == "e":
        return MAIN_ENDS
    if moment.kind != "c":
        return ""
    try:
        return signal.Signals(moment.value).name
    except ValueError:
        return "SIG"
