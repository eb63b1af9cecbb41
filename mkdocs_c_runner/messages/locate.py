"""Leads compiler messages back to the page: to the line of its file where the code was written."""

from __future__ import annotations

import re

from ..place import Place
from ..program.assemble import Line, Program
from ..program.c_source import without_comments
from ..program.snippet import Snippet
from .grammar import LinkError, link_error, named_file, number_in_margin
from .read import Diagnostic, Messages

# A declaration does not begin with one of these words.
_NO_TYPE = r"(?!(?:return|else|do|goto|case)\b)"


def place_of(snippet: Snippet, diagnostic: Diagnostic) -> Place:
    """Return the place of a diagnostic; the fence itself if the line was not written on a page."""
    line = snippet.program.line(diagnostic.file, diagnostic.line)
    if line is None:
        return snippet.place
    place = line.place_in(diagnostic.column, snippet.variant.compiler)
    return place if place.known else snippet.place


def place_of_link_error(snippet: Snippet, error: LinkError) -> Place:
    """Return the place where the symbol is used that the linker names; the fence itself if there is none."""
    lines = _lines_of(snippet.program, error)
    word = re.compile(rf"\b{error.symbol}\b")
    declaration = re.compile(rf"\s*{_NO_TYPE}(extern\b|(\w+[\s*]+)+{error.symbol}\s*\(.*\)\s*;)")
    declared: Place | None = None
    for line, text in zip(lines, without_comments(line.text for line in lines), strict=True):
        use = word.search(text) if line.place.known else None
        if use is None:
            continue
        place = line.place.right(use.start())
        if not declaration.match(text):
            return place
        declared = declared or place
    return declared or snippet.place


def _lines_of(program: Program, error: LinkError) -> list[Line]:
    """Return the lines in which the symbol of a link error may stand."""
    if error.line is not None:
        line = program.line(error.file, error.line)
        return [line] if line else []
    files = [error.file] if error.file else [source.name for source in program.sources]
    return [line for file in files for line in program.lines_compiled_in(file)]


def located(snippet: Snippet, messages: Messages) -> str:
    """Return the compiler's messages for a log, with the places where the code was written."""
    lines = []
    file = ""
    coming = list(messages.at.items())
    for index, line in enumerate(messages.lines):
        while coming and coming[0][0] < index:
            del coming[0]
        error = link_error(line)
        if diagnostic := messages.at.get(index):
            file = diagnostic.file
            lines.append(_with_place(line, diagnostic, snippet))
        elif error and error.where:
            place = place_of_link_error(snippet, error)
            written = line.replace(error.where, str(place), 1)
            lines.append(line if place is snippet.place else written)
        else:
            numbered = _with_number(line, file, snippet.program)
            following = coming[0][1] if coming else None
            lines.append(_with_path(numbered, following, snippet.program))
    return "\n".join(lines)


def _with_place(text: str, diagnostic: Diagnostic, snippet: Snippet) -> str:
    line = snippet.program.line(diagnostic.file, diagnostic.line)
    if line is None or not line.place.known:
        return text
    place = line.place_in(diagnostic.column, snippet.variant.compiler)
    hidden = "" if line.is_shown else " (in a hidden line)"
    return f"{place}: {diagnostic.kind}: {diagnostic.text}{hidden}"


def _with_number(text: str, file: str, program: Program) -> str:
    """Return a quoted line with its number in the page, if there is room for it."""
    number = number_in_margin(text)
    line = program.line(file, int(number)) if number else None
    if line is None or not line.place.known:
        return text
    return str(line.place.line).rjust(len(number)) + text[len(number) :]


def _with_path(text: str, following: Diagnostic | None, program: Program) -> str:
    """Return `main.c: In function …` or `In file included from main.c:3:` with the path of the page.

    Without a number it is the path of the diagnostic that follows: a snippet may be from another file.
    """
    named = named_file(text)
    if named is None or not program.lines.get(named.name):
        return text
    number = named.line
    if number is None:
        number = following.line if following and following.file == named.name else 1
    line = program.line(named.name, number)
    if line is None or not line.place.known:
        return text
    path = line.place.path
    where = path if named.line is None else f"{path}:{line.place.line}"
    return f"{named.before}{where}{named.rest}"
