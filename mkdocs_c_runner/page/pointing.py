"""Compiler messages that point at the page: into its file for the log, at what readers see in the HTML."""

from __future__ import annotations

import re

from ..engine.result import Result
from .diagnostics import Diagnostic, message_at
from .place import Place
from .program import Line, Program
from .snippet import DEFAULT_FILE, Snippet
from .terminal_text import plain

_FILE_ALONE = re.compile(
    r"(?P<before>In file included from |\s+from |)(?P<name>[^\s:][^:\n]*)(?=[:,])"
)
_OWN_FILE = re.compile(
    rb"(?m)^(In file included from |\s+from |)"
    + re.escape(DEFAULT_FILE.encode())
    + rb"(?=[:,]| \()"
)
_NUMBER = re.compile(r":(?P<number>\d{1,9})(?=[:,])")
_MARGIN = re.compile(r"(?P<field> *\d+)(?= \|)")


def place_of(snippet: Snippet, message: Diagnostic) -> Place:
    """The place that a message speaks of; the fence itself if nobody wrote that line on a page."""
    line = snippet.program.line(message.file, message.line)
    if line is None:
        return snippet.place
    place = line.place_in(message.column, snippet.options.compiler)
    return place if place.known else snippet.place


def compiler_said(snippet: Snippet, result: Result) -> str:
    """The compiler's own words for a log: with places where the code was written, and no control character."""
    lines = []
    name = ""
    for line in plain(result.compile.text()).split("\n"):
        message = message_at(line)
        if message:
            name = message.file
            lines.append(_with_place(line, message, snippet))
        else:
            lines.append(_with_path(_with_number(line, name, snippet.program), snippet.program))
    return "\n".join(lines)


def with_title(text: bytes, title: str) -> bytes:
    """Compiler messages that call the block's own file by the title that readers see above it."""
    return _OWN_FILE.sub(lambda found: (found[1] or b"") + title.encode(), text)


def _with_place(text: str, message: Diagnostic, snippet: Snippet) -> str:
    line = snippet.program.line(message.file, message.line)
    if line is None or not line.place.known:
        return text
    place = line.place_in(message.column, snippet.options.compiler)
    hidden = "" if line.is_shown else " (in a hidden line)"
    return f"{place}: {message.kind}: {message.text}{hidden}"


def _with_number(text: str, name: str, program: Program) -> str:
    """A quoted line with its number in the page, if there is room for it."""
    found = _MARGIN.match(text)
    line = program.line(name, int(found["field"])) if found else None
    if found is None or line is None or not line.place.known:
        return text
    return str(line.place.line).rjust(len(found["field"])) + text[found.end() :]


def _with_path(text: str, program: Program) -> str:
    """`main.c: In function …` and `In file included from main.c:3:` with the path of the page."""
    found = _FILE_ALONE.match(text)
    lines = program.lines.get(found["name"]) if found else None
    if not found or not lines:
        return text
    number = _NUMBER.match(text, found.end())
    line: Line = (
        program.line(found["name"], int(number["number"])) or lines[0] if number else lines[0]
    )
    if not line.place.known:
        return text
    rest = text[number.end() if number else found.end() :]
    where = f"{line.place.path}:{line.place.line}" if number else line.place.path
    return f"{found['before']}{where}{rest}"
