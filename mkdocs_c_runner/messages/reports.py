"""Leads what a program says when it fails back to the page: reports of sanitizers, and assertions that do not hold."""

from __future__ import annotations

import re

from ..place import Place
from ..program.snippet import Snippet

# A frame of a stack, an error of UndefinedBehaviorSanitizer, a closing line, and an assertion of glibc or musl.
_REPORT = re.compile(
    r" +#\d+ |.*?(?:: runtime error: |^SUMMARY: |: Assertion |^Assertion failed: )"
)
# A file that may be the author's, perhaps with the function that musl names, the line, and the column.
_PLACE = re.compile(
    r"(?<![\w./+-])(?P<file>[\w./+-]{1,500}(?: \([a-z]{1,20}\))?):(?: \w{1,100}: )?"
    r"(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?"
)


def place_of_report(snippet: Snippet, text: str) -> Place | None:
    """Return the first place in the author's code that a report names, or None.

    Args:
        snippet: The block.
        text: Its output.
    """
    reports = filter(_REPORT.match, text.split("\n"))
    places = (_place(snippet, where) for line in reports for where in _PLACE.finditer(line))
    return next(filter(None, places), None)


def located_report(snippet: Snippet, text: str) -> str:
    """Return the output of a block for a log: lines of reports name the places where the code was written."""

    def located(where: re.Match[str]) -> str:
        place = _place(snippet, where)
        if place is None:
            return where[0]
        return str(place) if where["column"] else f"{place.path}:{place.line}"

    lines = text.split("\n")
    return "\n".join(_PLACE.sub(located, line) if _REPORT.match(line) else line for line in lines)


def _place(snippet: Snippet, where: re.Match[str]) -> Place | None:
    line = snippet.program.line(where["file"], int(where["line"]))
    if line is None or not line.place.known:
        return None
    column = int(where["column"]) if where["column"] else None
    return line.place_in(column, snippet.variant.compiler)
