"""The lines of a block that are shown, and the lines that are compiled but hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .c_source import comments_of

_MARKER = r"\s*(?:// *c-runner: *{0} *|/\* *c-runner: *{0} *\*/ *)$"
_BEGIN = re.compile(_MARKER.format("hide"))
_END = re.compile(_MARKER.format("show"))
# How often the line is passed, or names of variables; whatever else stands there is refused as an unknown marker.
_SNAPSHOT = re.compile(
    r"\s*(?:// *c-runner: *snapshot\b(?P<rest>[^\n]*)|/\* *c-runner: *snapshot\b(?P<within>[^\n*]*)\*/ *)$"
)
# Names that the program of a block that extends another one loses.
_REMOVED = r"(?:(?:struct|union|enum) +)?[A-Za-z_]\w{0,100}"
_REMOVE = re.compile(
    rf"\s*(?:// *c-runner: *remove +(?P<names>{_REMOVED}(?: *, *{_REMOVED}){{0,20}}) *"
    rf"|/\* *c-runner: *remove +(?P<within>{_REMOVED}(?: *, *{_REMOVED}){{0,20}}) *\*/ *)$"
)
_PASS = re.compile(r" *([1-9][0-9]{0,5}) *")
_NAMES = re.compile(r" *\*{0,3}[A-Za-z_]\w{0,60}(?: *, *\*{0,3}[A-Za-z_]\w{0,60}){0,20} *")
_THIS_LINE = re.compile(r"(?P<code>.*\S)" + _MARKER.format("hide"))

# Also in capitals, or written as the Markdown extension is.
_ANY = re.compile(r"(?://|/\*)[ \t]*(?i:c[-_]?runner)\b.*")


def unknown_markers(text: str) -> list[tuple[int, str]]:
    """Return the comments that look like markers and are none, with the 1-based numbers of their lines."""
    if "runner" not in text.lower():
        return []
    markers = (_BEGIN.match, _END.match, _THIS_LINE.match, snapshot_of, _REMOVE.match)
    lines = text.split("\n")
    return [
        (number, comment[0].strip())
        for number, (line, begins) in enumerate(zip(lines, comments_of(lines), strict=True), 1)
        for begin in begins
        if (comment := _ANY.match(line, begin))
        and not any(is_marker(line) for is_marker in markers)
    ]


def idle_ends(text: str) -> Iterator[int]:
    """Yield the 1-based numbers of the lines that end a hidden region where none has begun."""
    is_hiding = False
    for number, line in enumerate(text.split("\n") if may_hide(text) else (), 1):
        if _BEGIN.match(line):
            is_hiding = True
        elif _END.match(line):
            if not is_hiding:
                yield number
            is_hiding = False


def may_hide(text: str) -> bool:
    """Return whether there can be a marker in a text: a cheap look at it."""
    return "c-runner" in text


def without_marker(line: str) -> str:
    """Return a line of code without the comment that hides it."""
    marker = _THIS_LINE.match(line) if "c-runner" in line else None
    return marker["code"] if marker else line


class Snapshot(NamedTuple):
    """A comment that asks for a picture of memory.

    Attributes:
        seen: The pass that is wanted, or 0 for each.
        names: The variables that are shown, or none for all.
    """

    seen: int = 0
    names: tuple[str, ...] = ()


def snapshot_of(line: str) -> Snapshot | None:
    """Return what a line asks for if it is a snapshot comment, else None."""
    marker = _SNAPSHOT.match(line) if "snapshot" in line else None
    if marker is None:
        return None
    rest = marker["rest"] or marker["within"] or ""
    if not rest.strip():
        return Snapshot()
    if seen := _PASS.fullmatch(rest):
        return Snapshot(int(seen[1]))
    if rest[0] == " " and _NAMES.fullmatch(rest):
        return Snapshot(names=tuple(name.strip() for name in rest.split(",")))
    return None


class Listing(NamedTuple):
    """The code of a block, line by line.

    Attributes:
        lines: All lines.
        shown: The 1-based numbers of the lines that readers see.
        compiled: The numbers of the lines that are compiled: all but the markers that have a line of their own.
    """

    lines: tuple[str, ...]
    shown: tuple[int, ...]
    compiled: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Listing:
        """Read the markers in a text: of a region, or at the end of a line. The markers are hidden too."""
        lines = tuple(text.split("\n"))
        if not may_hide(text):
            numbers = tuple(range(1, len(lines) + 1))
            return cls(lines, numbers, numbers)
        shown = []
        compiled = []
        hiding = False
        for number, line in enumerate(lines, 1):
            if _BEGIN.match(line):
                hiding = True
            elif _END.match(line):
                hiding = False
            elif snapshot_of(line) is None and not _REMOVE.match(line):
                compiled.append(number)
                if not hiding and not _THIS_LINE.match(line):
                    shown.append(number)
        if len(shown) < len(lines):  # no empty line where a hidden beginning or end was
            shown, compiled = _trimmed(shown, lines), _trimmed(compiled, lines)
        return cls(lines, tuple(shown), tuple(compiled))

    @property
    def snapshots(self) -> list[tuple[int, Snapshot]]:
        """The snapshot comments, with the numbers of their lines."""
        if "c-runner" not in "".join(self.lines):
            return []
        found = ((number, snapshot_of(line)) for number, line in enumerate(self.lines, 1))
        return [(number, snapshot) for number, snapshot in found if snapshot]

    @property
    def removals(self) -> list[tuple[int, str]]:
        """The names that are to be removed, with the numbers of their lines."""
        found = ((number, _REMOVE.match(line)) for number, line in enumerate(self.lines, 1))
        return [
            (number, re.sub(r"^(?:struct|union|enum) +", "struct ", name.strip()))
            for number, marker in found
            if marker
            for name in (marker["names"] or marker["within"]).split(",")
        ]

    @property
    def hides(self) -> bool:
        """Whether a line is hidden."""
        return len(self.shown) < len(self.lines)

    @property
    def whole(self) -> str:
        """The code that is compiled, without markers."""
        return "\n".join([without_marker(self.lines[number - 1]) for number in self.compiled])

    @property
    def visible(self) -> str:
        """The code that readers see."""
        return "\n".join(self.lines[number - 1] for number in self.shown)


@lru_cache(maxsize=64)
def listing_of(text: str) -> Listing:
    """Read a text as `Listing.of` does; blocks are looked at several times, one after the other."""
    return Listing.of(text)


def _trimmed(numbers: list[int], lines: Sequence[str]) -> list[int]:
    """Return the numbers of lines without those of empty lines at both ends."""
    filled = [index for index, number in enumerate(numbers) if lines[number - 1].strip()]
    return numbers[filled[0] : filled[-1] + 1] if filled else []
