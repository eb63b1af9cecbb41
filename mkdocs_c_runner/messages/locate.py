"""Compiler messages that point at the page: into its file for the log, at what readers see in the HTML."""

from __future__ import annotations

import re

from ..engine.result import Result
from ..fence.options import DEFAULT_FILE
from ..place import Place
from ..program.assemble import Line, Program
from ..program.c_source import without_comments
from ..program.snippet import Snippet
from ..terminal.screen import plain
from .read import Diagnostic, LinkError, link_error_at, message_at

_FILE_ALONE = re.compile(
    r"(?P<before>In file included from |\s+from |)(?P<name>[^\s:][^:\n]*)(?=[:,])"
)
_OWN_FILE = re.compile(
    rb"(?m)^(In file included from |\s+from |)"
    + re.escape(DEFAULT_FILE.encode())
    + rb"(?=[:,]| \()"
)
_NUMBER = re.compile(r":(?P<number>\d{1,9})(?=[:,])")
_NO_TYPE = r"(?!(?:return|else|do|goto|case)\b)"
_MARGIN = re.compile(r"(?P<field> *\d+)(?= \|)")


def place_of(snippet: Snippet, message: Diagnostic) -> Place:
    """The place that a message speaks of; the fence itself if nobody wrote that line on a page."""
    line = snippet.program.line(message.file, message.line)
    if line is None:
        return snippet.place
    place = line.place_in(message.column, snippet.variant.compiler)
    return place if place.known else snippet.place


def place_of_link_error(snippet: Snippet, error: LinkError) -> Place:
    """The place where the name is used that the linker speaks of; the fence itself if there is none."""
    program = snippet.program
    if error.line is not None:
        line = program.line(error.file, error.line)
        lines = [line] if line else []
    else:
        files = [error.file] if error.file else [source.name for source in program.sources]
        lines = [line for file in files for line in program.lines_compiled_in(file)]
    word = re.compile(rf"\b{error.symbol}\b")
    declaration = re.compile(rf"\s*{_NO_TYPE}(extern\b|(\w+[\s*]+)+{error.symbol}\s*\(.*\)\s*;)")
    code = without_comments(line.text for line in lines)
    places = [
        (declaration.match(text) is not None, number, line.place.right(found.start()))
        for number, (line, text) in enumerate(zip(lines, code, strict=True))
        if line.place.known
        if (found := word.search(text))
    ]
    return min(places)[2] if places else snippet.place


def compiler_said(snippet: Snippet, result: Result) -> str:
    """The compiler's own words for a log: with places where the code was written, and no control character."""
    said = plain(result.compile.text()).split("\n")
    messages = [message_at(line) for line in said]
    lines = []
    name = ""
    for index, (line, message) in enumerate(zip(said, messages, strict=True)):
        link_error = link_error_at(line)
        if message:
            name = message.file
            lines.append(_with_place(line, message, snippet))
        elif link_error and link_error.where:
            place = place_of_link_error(snippet, link_error)
            written = line.replace(link_error.where, str(place), 1)
            lines.append(line if place is snippet.place else written)
        else:
            coming = next(filter(None, messages[index:]), None)
            numbered = _with_number(line, name, snippet.program)
            lines.append(_with_path(numbered, coming, snippet.program))
    return "\n".join(lines)


def with_title(text: bytes, title: str) -> bytes:
    """Compiler messages that call the block's own file by the title that readers see above it."""
    return _OWN_FILE.sub(lambda found: (found[1] or b"") + title.encode(), text)


def _with_place(text: str, message: Diagnostic, snippet: Snippet) -> str:
    line = snippet.program.line(message.file, message.line)
    if line is None or not line.place.known:
        return text
    place = line.place_in(message.column, snippet.variant.compiler)
    hidden = "" if line.is_shown else " (in a hidden line)"
    return f"{place}: {message.kind}: {message.text}{hidden}"


def _with_number(text: str, name: str, program: Program) -> str:
    """A quoted line with its number in the page, if there is room for it."""
    found = _MARGIN.match(text)
    line = program.line(name, int(found["field"])) if found else None
    if found is None or line is None or not line.place.known:
        return text
    return str(line.place.line).rjust(len(found["field"])) + text[found.end() :]


def _with_path(text: str, coming: Diagnostic | None, program: Program) -> str:
    """`main.c: In function …` and `In file included from main.c:3:` with the path of the page.

    Without a number it is the path of the message that is coming: a snippet may be from another file.
    """
    found = _FILE_ALONE.match(text)
    lines = program.lines.get(found["name"]) if found else None
    if not found or not lines:
        return text
    number = _NUMBER.match(text, found.end())
    said = coming.line if coming and coming.file == found["name"] else 1
    line: Line | None = program.line(found["name"], int(number["number"]) if number else said)
    if line is None or not line.place.known:
        return text
    rest = text[number.end() if number else found.end() :]
    where = f"{line.place.path}:{line.place.line}" if number else line.place.path
    return f"{found['before']}{where}{rest}"
