"""Puts the marks of snapshots into a source, and leads the lines of sources back to the names that compilers use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..artifacts import Mark
from ..job import SourceFile
from .stops import MARK_LABEL, Location

_LINE = re.compile(rb'#line (\d{1,9}) "([^"]*)"')

# A statement that does nothing, whose place in the assembly is found again. It stands in front of the next line of the
# source, so that all lines keep their numbers.
_MARK = "__asm__ volatile (" + '"' + MARK_LABEL + '{}_%=:" : ); '

_DIRECTIVE = re.compile(rb"\s*(?:#|$)")
# A case or another label must stay where it is, since a jump leads to it.
_LABEL = re.compile(rb"\s*(?:case\b|default\b|\w+\s*:(?!:))")


def marked(sources: Sequence[SourceFile], marks: Sequence[Mark]) -> tuple[SourceFile, ...]:
    """Return sources with a statement at each mark.

    The compiler refuses a source in which a mark stands where no statement can be; see `locations`.
    """
    changed = {source.name: source.content.split(b"\n") for source in sources}
    # From the last to the first, since two may stand before the same line.
    for number, mark in reversed(list(enumerate(marks, 1))):
        lines = changed.get(mark.file, [])
        index = _next_code(lines, mark.line - 1)
        if index is not None:
            lines[index] = _MARK.format(number).encode() + lines[index]
    return tuple(replace(source, content=b"\n".join(changed[source.name])) for source in sources)


def before_labels(sources: Sequence[SourceFile], marks: Sequence[Mark]) -> Iterator[int]:
    """Yield the numbers of the marks that `marked` leaves out: those before a label, to which jumps lead."""
    contents = {source.name: source.content.split(b"\n") for source in sources}
    for number, mark in enumerate(marks, 1):
        if _next_code(contents.get(mark.file, []), mark.line - 1) is None:
            yield number


def _next_code(lines: Sequence[bytes], index: int) -> int | None:
    """Return the first line from an index on that is neither empty nor a directive."""
    for found in range(index, len(lines)):
        if not _DIRECTIVE.match(lines[found]):
            return None if _LABEL.match(lines[found]) else found
    return None


def locations(sources: Sequence[SourceFile]) -> dict[str, list[Location]]:
    """Return, for each source, the name and number that compilers give to each of its lines."""
    return {source.name: _locations(source) for source in sources}


def _locations(source: SourceFile) -> list[Location]:
    found = []
    name, number = source.name, 0
    for line in source.content.split(b"\n"):
        number += 1
        found.append(Location(name, number))
        if directive := _LINE.fullmatch(line.rstrip()):
            name, number = directive[2].decode(errors="replace"), int(directive[1]) - 1
    return found


class Order:
    """The order of lines in their sources.

    Args:
        found: The lines of each source, as `locations` returns them.
    """

    def __init__(self, found: Mapping[str, Sequence[Location]]) -> None:
        self._places: dict[Location, tuple[str, int]] = {}
        for name, lines in found.items():
            for number, location in enumerate(lines, 1):
                self._places.setdefault(location, (name, number))

    def __call__(self, location: Location) -> tuple[str, int]:
        """Return the source that a line is in, and its number there."""
        return self._places.get(location, location)


def places(sources: Sequence[SourceFile], marks: Sequence[Mark]) -> list[Location]:
    """Return the line before which each mark stands, as compilers name it."""
    found = locations(sources)
    contents = {source.name: source.content.split(b"\n") for source in sources}
    made = []
    for mark in marks:
        lines = contents.get(mark.file, [])
        index = _next_code(lines, mark.line - 1)
        index = min(mark.line - 1, len(lines) - 1) if index is None else index
        made.append(
            found[mark.file][index] if index >= 0 and mark.file in found else Location("", 0)
        )
    return made
