"""A file of a program that is written line by line, whose lines keep the numbers that readers count."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..engine.artifacts import Mark
from ..engine.job import SourceFile
from .c_source import ends_in_comment

if TYPE_CHECKING:
    from .assemble import Part

HIDDEN = "(hidden)"


class NumberedFile:
    """A file that is written line by line, with `#line` directives where the numbers of lines differ."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._next: tuple[str, int] | None = None
        self._inside_comment = False
        self._written: dict[tuple[str, int], int] = {}
        self._parts: dict[str, Part] = {}
        self.quoted: dict[str, str] = {}

    def named(self, name: str) -> SourceFile:
        """Return the file as it is now."""
        content = "".join(f"{line}\n" for line in self._lines).encode()
        quoted = ((text_name, f"{text}\n".encode()) for text_name, text in self.quoted.items())
        return SourceFile(name, content, tuple(quoted))

    def marks(self, name: str) -> Iterator[Mark]:
        """Yield the snapshot comments of the parts in it, each before the line that follows it.

        Args:
            name: The name of the file.
        """
        for part in self._parts.values():
            compiled = part.listing.compiled
            for number, snapshot in part.listing.snapshots:
                index = bisect.bisect_right(compiled, number)
                nearest = compiled[min(index, len(compiled) - 1)] if compiled else 0
                line = self._written.get((part.name, nearest), 0 if compiled else len(self._lines))
                if not line:
                    continue  # another fence has replaced these lines
                is_last = index == len(compiled)
                yield Mark(name, line + is_last, snapshot.seen, snapshot.names)

    def add(self, part: Part, numbers: Iterable[int] | None = None) -> None:
        """Add lines of a part: those with these numbers, or all that are compiled."""
        listing = part.listing
        where = part.where
        if part.name not in self._parts:
            self._take(part)
        for number in listing.compiled if numbers is None else numbers:
            self._add(listing.lines[number - 1], where[number])
            self._written[part.name, number] = len(self._lines)

    def _take(self, part: Part) -> None:
        """Take the texts of a part, which compilers quote."""
        self._parts[part.name] = part
        self.quoted[part.name] = part.listing.visible
        if part.listing.hides:
            self.quoted[f"{part.name} {HIDDEN}"] = part.listing.whole

    def add_text(self, name: str, text: str) -> None:
        """Add to a text that comes from no fence."""
        before = self.quoted.get(name, "")
        self.quoted[name] = f"{before}{text}"
        for number, line in enumerate(text.splitlines(), before.count("\n") + 1):
            self._add(line, (name, number))

    def add_line(self, line: str, name: str, number: int) -> None:
        """Add a line that has a number in another text."""
        self._add(line, (name, number))

    def _add(self, line: str, where: tuple[str, int]) -> None:
        if where != self._next and self._can_be_numbered():
            self._lines.append(f'#line {where[1]} "{where[0]}"')
            self._next = where
        self._lines.append(line)
        self._inside_comment = ends_in_comment(line, inside=self._inside_comment)
        name, number = self._next or where
        self._next = (name, number + 1)

    def _can_be_numbered(self) -> bool:
        """Whether a directive is possible here: not in a comment, and not in a continued line."""
        continued = self._lines and self._lines[-1].endswith("\\")
        return not self._inside_comment and not continued
