"""Comments that expect a diagnostic of their line: `int x = "s"; // error: makes integer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..program.assemble import Line, Part, Program
from ..program.c_source import line_comments
from .read import Diagnostic

_KIND = re.compile(r"//\s*(?:error|warning):")
_EXPECTATION = re.compile(r"//\s*(?P<kind>error|warning):\s*(?P<text>.*?)\s*(?:…|\.\.\.)?$")


# The kind and the text of the diagnostics of a compiler, by the part and the number of the line that they speak of.
Heard = Mapping[tuple[str, int], Sequence[tuple[str, str]]]


def heard(diagnostics: Iterable[Diagnostic], program: Program) -> Heard:
    """Return the diagnostics of a compiler, each at the line that it speaks of."""
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for diagnostic in diagnostics:
        line = program.line(diagnostic.file, diagnostic.line)
        if line is not None:
            kind = "error" if diagnostic.is_error else diagnostic.kind
            told = found.setdefault((line.part.name, line.number), [])
            told.append((kind, _comparable(diagnostic.text)))
    return found


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

    @property
    def where(self) -> tuple[str, int]:
        """The part and the number of its line; no two parts of a program have one name."""
        return self.line.part.name, self.line.number

    def is_met_by(self, there: Heard) -> bool:
        """Whether one of these diagnostics is the one that is expected."""
        text = _comparable(self.text)
        return any(kind == self.kind and text in told for kind, told in there.get(self.where, ()))


def inline_expectations(part: Part) -> Iterator[InlineExpectation]:
    """Yield the expectations in the comments of a part. A comment that has a line for itself is prose."""
    if not _KIND.search(part.source):
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
