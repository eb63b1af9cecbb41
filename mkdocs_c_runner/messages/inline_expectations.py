"""Comments that expect a diagnostic of their line: `int x = "s"; // error: makes integer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..program.assemble import Line, Part, Program
from ..program.c_source import line_comments
from .read import Diagnostic

_EXPECTATION = re.compile(r"//\s*(?P<kind>error|warning):\s*(?P<text>.*?)\s*(?:…|\.\.\.)?$")


class InlineExpectation(NamedTuple):
    """A diagnostic that a comment expects.

    Attributes:
        line: The line of the comment.
        kind: `error` or `warning`.
        text: Words of the message; perhaps none.
    """

    line: Line
    kind: str
    text: str

    def __str__(self) -> str:
        """Return the expectation in words that follow "expected to"."""
        quoted = f" “{self.text}”" if self.text else ""
        article = "an" if self.kind == "error" else "a"
        return f"give {article} {self.kind}{quoted} in {self.line.name}"

    def is_met_by(self, diagnostics: Iterable[Diagnostic], program: Program) -> bool:
        """Whether one of these diagnostics is the one that is expected."""
        return any(
            self.kind == ("error" if diagnostic.is_error else diagnostic.kind)
            and _comparable(self.text) in _comparable(diagnostic.text)
            and self._is_about(program.line(diagnostic.file, diagnostic.line))
            for diagnostic in diagnostics
        )

    def _is_about(self, line: Line | None) -> bool:
        return line is not None and (line.part, line.number) == (self.line.part, self.line.number)


def inline_expectations(part: Part) -> Iterator[InlineExpectation]:
    """Yield the expectations in the comments of a part. A comment that has a line for itself is prose."""
    if "//" not in part.source:
        return
    shown = set(part.listing.shown)
    lines = part.listing.lines
    for number, (line, start) in enumerate(zip(lines, line_comments(lines), strict=True), 1):
        match = _EXPECTATION.match(line, start) if start is not None else None
        if match and line[:start].strip():
            where = Line(part, number, number in shown)
            yield InlineExpectation(where, match["kind"], match["text"])


def _comparable(text: str) -> str:
    """Return a message without the quotes, case and spaces in which compilers and locales differ."""
    return " ".join(re.sub("[‘’“”`´]", "'", text).lower().split())
