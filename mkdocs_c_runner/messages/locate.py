"""Leads compiler messages back to the page: to the line of its file where the code was written."""

from __future__ import annotations

import re
from collections import deque
from posixpath import normpath

from ..place import Place
from ..program.assemble import Line, Program
from ..program.c_source import without_comments
from ..program.snippet import Snippet
from .grammar import LinkError, link_error, named_file, number_in_margin
from .read import Diagnostic, Messages

_WORD = re.compile(r"\w+")
# A declaration does not begin with one of some words. One that begins with `extern` declares all that it names.
_DECLARATION = re.compile(
    r"\s*(?!(?:return|else|do|goto|case)\b)"
    r"(?:extern\b|(?:\w+[\s*]+)+(?P<name>\w+)\s*\(.*\)\s*;)"
)

# The file and the line that a linker names.
Where = tuple[str, int | None]


def place_of_link_error(
    snippet: Snippet, error: LinkError, code: dict[Where, Code] | None = None
) -> Place:
    """Return the place where the symbol is used that the linker names; the fence itself if there is none.

    Args:
        snippet: The block.
        error: The complaint of the linker.
        code: The code in which other symbols were looked for; more is added.
    """
    where = error.file, error.line
    code = {} if code is None else code
    if where not in code:
        code[where] = Code(_lines_of(snippet.program, error))
    return code[where].place_of(error.symbol) or snippet.place


class Code:
    """Lines in which symbols are looked for, each read once.

    Args:
        lines: The lines.
    """

    def __init__(self, lines: list[Line]) -> None:
        self._used: dict[str, Place] = {}
        self._declared: dict[str, Place] = {}
        for line, text in zip(lines, without_comments(line.text for line in lines), strict=True):
            if line.place.known:
                self._read(line.place, text)

    def place_of(self, symbol: str) -> Place | None:
        """Return the place where a symbol is first used, else declared."""
        return self._used.get(symbol) or self._declared.get(symbol)

    def _read(self, place: Place, text: str) -> None:
        declaration = _DECLARATION.match(text)
        for word in _WORD.finditer(text):
            is_declared = declaration and declaration["name"] in (None, word[0])
            noted = self._declared if is_declared else self._used
            if word[0] not in noted:
                noted[word[0]] = place.right(word.start())


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
    coming = deque(messages.at.items())
    code: dict[Where, Code] = {}
    for index, line in enumerate(messages.lines):
        while coming and coming[0][0] < index:
            coming.popleft()
        error = link_error(line)
        if diagnostic := messages.at.get(index):
            file = diagnostic.file
            lines.append(_with_place(line, diagnostic, snippet))
        elif error and error.where:
            place = place_of_link_error(snippet, error, code)
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
    name = normpath(named.name) if named else ""
    if named is None or not program.lines.get(name):
        return text
    number = named.line
    if number is None:
        number = following.line if following and following.file == name else 1
    line = program.line(name, number)
    if line is None or not line.place.known:
        return text
    path = line.place.path
    where = path if named.line is None else f"{path}:{line.place.line}"
    return f"{named.before}{where}{named.rest}"
