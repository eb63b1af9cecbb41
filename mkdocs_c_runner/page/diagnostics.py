"""Compiler messages, read so that they can point at a line of the page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..engine.result import Stage

_MESSAGE = re.compile(
    r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?:(?P<column>\d+):)?\s"
    r"(?P<kind>fatal error|error|warning|note):\s(?P<text>.*)$",
    re.MULTILINE,
)
_TAB_STOP = 8


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message of the compiler.

    Attributes:
        file: The name of the source file.
        line: The line in that file, 1-based.
        column: The column as the compiler counts, or None.
        kind: `error`, `fatal error`, `warning` or `note`.
        text: The message.
    """

    file: str
    line: int
    column: int | None
    kind: str
    text: str

    @property
    def is_error(self) -> bool:
        """Whether it stopped the compiler."""
        return self.kind.endswith("error")


def diagnostics(stage: Stage) -> list[Diagnostic]:
    """The messages of a compile stage, in order."""
    text = stage.text().decode(errors="replace")
    return [
        Diagnostic(
            found["file"],
            int(found["line"]),
            int(found["column"]) if found["column"] else None,
            found["kind"],
            found["text"],
        )
        for found in _MESSAGE.finditer(text)
    ]


def character_column(line: str, display_column: int) -> int:
    """The character that stands in a display column, both 1-based; gcc counts columns of a terminal."""
    width = 0
    for index, character in enumerate(line):
        if character == "\t":
            width += _TAB_STOP - width % _TAB_STOP
        else:
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width >= display_column:
            return index + 1
    return len(line) + 1
