"""Leads what a program says when it fails back to the page: reports of sanitizers, and assertions that do not hold."""

from __future__ import annotations

import re

from ..place import Place
from ..program.assemble import Program
from ..program.snippet import Snippet

# A frame of a stack, an error of UndefinedBehaviorSanitizer, a closing line, and an assertion of glibc or musl.
_REPORT = re.compile(
    r" +#\d+ |.*?(?:: runtime error: |^SUMMARY: |: Assertion |^Assertion failed: )"
)


def place_of_report(snippet: Snippet, text: str) -> Place | None:
    """Return the place that the first line of a report names in the author's code, or None.

    Args:
        snippet: The block.
        text: Its output.
    """
    name = _names(snippet.program)
    for line in text.split("\n"):
        where = name.search(line) if _REPORT.match(line) else None
        place = _place(snippet, where) if where else None
        if place:
            return place
    return None


def located_report(snippet: Snippet, text: str) -> str:
    """Return the output of a block for a log: lines of reports name the places where the code was written."""
    name = _names(snippet.program)

    def located(where: re.Match[str]) -> str:
        place = _place(snippet, where)
        if place is None:
            return where[0]
        return str(place) if where["column"] else f"{place.path}:{place.line}"

    lines = text.split("\n")
    return "\n".join(name.sub(located, line, 1) if _REPORT.match(line) else line for line in lines)


def _names(program: Program) -> re.Pattern[str]:
    """Return a pattern for a place in a text that compilers speak of."""
    names = sorted(program.lines, key=len, reverse=True)  # one may begin with another
    files = "|".join(map(re.escape, names))
    return re.compile(
        rf"(?<![\w./+-])(?P<file>{files}):(?: \w{{1,100}}: )?(?P<line>\d{{1,9}})(?::(?P<column>\d{{1,9}}))?"
    )


def _place(snippet: Snippet, where: re.Match[str]) -> Place | None:
    line = snippet.program.line(where["file"], int(where["line"]))
    if line is None or not line.place.known:
        return None
    column = int(where["column"]) if where["column"] else None
    return line.place_in(column, snippet.variant.compiler)
