"""Comments that announce what the compiler says of their line: `int x = "s"; // error: makes integer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..program.assemble import Line, Part, Program
from .read import Diagnostic

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|/\*.*?\*/|/\*.*|//.*')
_ANNOUNCEMENT = re.compile(r"//\s*(?P<kind>error|warning):\s*(?P<text>.*?)\s*(?:…|\.\.\.)?$")


class Announcement(NamedTuple):
    """A diagnostic that a comment announces.

    Attributes:
        line: The line that it is about.
        kind: `error` or `warning`.
        text: Words of the message; perhaps none.
    """

    line: Line
    kind: str
    text: str

    def __str__(self) -> str:
        """In words that follow "expected to"."""
        said = f" “{self.text}”" if self.text else ""
        article = "an" if self.kind == "error" else "a"
        return f"give {article} {self.kind}{said} in {self.line.name}"

    def is_kept(self, messages: Iterable[Diagnostic], program: Program) -> bool:
        """Whether a compiler said so."""
        return any(
            self.kind == ("error" if message.is_error else message.kind)
            and _plain(self.text) in _plain(message.text)
            and self._is_about(program.line(message.file, message.line))
            for message in messages
        )

    def _is_about(self, line: Line | None) -> bool:
        return line is not None and (line.part, line.number) == (self.line.part, self.line.number)


def announcements(part: Part) -> Iterator[Announcement]:
    """What the comments of a part announce. A comment that has a line for itself is prose."""
    if "//" not in part.source:
        return
    shown = set(part.listing.shown)
    for number, line in enumerate(part.listing.lines, 1):
        if "//" not in line:
            continue
        for token in _TOKEN.finditer(line):
            found = _ANNOUNCEMENT.match(token[0])
            if found and line[: token.start()].strip():
                where = Line(part, number, number in shown)
                yield Announcement(where, found["kind"], found["text"])


def _plain(text: str) -> str:
    """A message without what differs between compilers and locales: quotes, case, blanks."""
    return " ".join(re.sub("[‘’“”`´]", "'", text).lower().split())
