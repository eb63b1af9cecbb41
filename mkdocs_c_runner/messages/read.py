"""Compiler messages, read so that they can point at a line of the page."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..engine.result import Stage

_MESSAGE = re.compile(
    r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d{1,9}):(?:(?P<column>\d{1,9}):)?\s"
    r"(?P<kind>fatal error|error|warning|note):\s(?P<text>.*)$"
)
# Of ld, gold and lld; the file is missing where the C library's own start files need something.
_LINK_ERROR = re.compile(
    r"(?:(?P<file>[^\s:()][^:()]{0,500}(?: \([a-z]+\))?):)?(?:(?P<line>\d{1,9})|\([^()]*\)): "
    r"(?P<text>(?:undefined reference to|multiple definition of) [`'‘](?P<symbol>\w+)['’])"
)
# Tcc does not say where.
_LINK_ERROR_OF_TCC = re.compile(r"tcc: error: (?P<text>undefined symbol '(?P<symbol>\w+)')")


class Diagnostic(NamedTuple):
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


class LinkError(NamedTuple):
    """Something that the linker misses, or has twice.

    Attributes:
        file: The name of the source file that needs or has it; empty if that is not known.
        line: The line in that file, if the program has debug information.
        symbol: What it is about.
        text: The message.
        where: The part of the line that says where it is.
    """

    file: str
    line: int | None
    symbol: str
    text: str
    where: str


def link_errors(stage: Stage) -> list[LinkError]:
    """What the linker complains of, in order."""
    lines = stage.text().decode(errors="replace").split("\n")
    return [error for line in lines if (error := link_error_at(line))]


def link_error_at(line: str) -> LinkError | None:
    """The linker's complaint in a line, if there is one."""
    found = _LINK_ERROR.search(line)
    if found is None:
        of_tcc = _LINK_ERROR_OF_TCC.match(line)
        return LinkError("", None, of_tcc["symbol"], of_tcc["text"], "") if of_tcc else None
    number = int(found["line"]) if found["line"] else None
    where = line[found.start() : found.start("text")].rstrip(": ")
    return LinkError(found["file"] or "", number, found["symbol"], found["text"], where)


def diagnostics(stage: Stage) -> list[Diagnostic]:
    """The messages of a compile stage, in order."""
    if not stage.segments:
        return []
    lines = stage.text().decode(errors="replace").split("\n")
    return [message for line in lines if (message := message_at(line))]


def message_at(line: str) -> Diagnostic | None:
    """The message that begins at a line, if one does."""
    found = _MESSAGE.match(line)
    if found is None:
        return None
    return Diagnostic(
        found["file"],
        int(found["line"]),
        int(found["column"]) if found["column"] else None,
        found["kind"],
        found["text"],
    )
