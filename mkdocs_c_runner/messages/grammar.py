"""The grammar of gcc, clang, tcc and of linkers: the meaning of one line of their output.

All regular expressions for their output are here. A line comes without its line feed and without control characters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FILE = r"[^\s:][^:\n]*"

_HEADLINE = re.compile(
    rf"(?P<place>(?P<file>{_FILE}):(?:(?P<line>\d{{1,9}}):(?:(?P<column>\d{{1,9}}):)?)?)\s"
    r"(?P<severity>(?P<kind>fatal error|error|warning|note):)(?:\s(?P<text>.*)|$)"
)
# Linkers warn of a symbol, and drivers of an option, without a line.
_WARNING = re.compile(r"(?:^|: )warning: (?P<text>.*)")
# `In file included from main.c:3:`, `                 from list.h:7,`, `main.c: In function ‘main’:`
_NAMED_FILE = re.compile(
    rf"(?P<before>In file included from |\s+from |)(?P<file>{_FILE})(?::(?P<line>\d{{1,9}}))?(?=[:,])"
)
_CONTEXT = re.compile(rf"In file included from |\s+from [^\s:]+:\d+|{_FILE}: (?:In|At) .*:$")
# Gcc has a margin with numbers, clang has it since its version 17.
_MARGIN = re.compile(r" *(?P<number>\d{1,9}|\+\+\+)? ?\|(?: |$|(?<=\|)(?=\+))(?P<text>.*)")
_NUMBER_IN_MARGIN = re.compile(r"(?P<number> {0,99}\d{1,9})(?= \|)")
_CARETS = re.compile(r" *[~^][~^ ]*")
_SUMMARY = re.compile(r"compilation terminated\.|\d+ (?:warning|error)s?\b.* generated\.")

# Of ld, gold and lld. What stands before it is read backward from it: `list.c:3: `, `list.o:(.text+0x5): `, or `3: `;
# the file is missing where the C library's own start files need something.
_LINK_ERROR = re.compile(
    r"(?P<text>(?:undefined reference to|multiple definition of) [`'‘](?P<symbol>\w+)['’])"
)
_REMARK = re.compile(r" \([a-z]+\)")
_LONGEST_PLACE = 700
_LONGEST_NAME = 501
# Tcc names no file.
_LINK_ERROR_OF_TCC = re.compile(r"tcc: error: (?P<text>undefined symbol '(?P<symbol>\w+)')")


class Headline(NamedTuple):
    """The first line of a diagnostic: `main.c:3:5: warning: unused variable`.

    Attributes:
        place: The place as the compiler writes it, with its last colon.
        file: The name of the file, or of the tool that has no file to name.
        line: The line in that file, 1-based, or None.
        column: The column as the compiler counts, or None.
        severity: The kind with its colon.
        kind: `error`, `fatal error`, `warning` or `note`.
        text: The message.
    """

    place: str
    file: str
    line: int | None
    column: int | None
    severity: str
    kind: str
    text: str


class LinkError(NamedTuple):
    """A symbol that is undefined or defined twice.

    Attributes:
        file: The name of the source file that needs or has it; empty if that is not known.
        line: The line in that file, if the program has debug information.
        symbol: The symbol.
        text: The message.
        where: The part of the line that is a place.
    """

    file: str
    line: int | None
    symbol: str
    text: str
    where: str


class NamedFile(NamedTuple):
    """A file that a line names at its beginning.

    Attributes:
        before: The words before it, such as `In file included from `.
        name: The name of the file.
        line: The line in it, or None.
        rest: The rest of the line, from the colon or comma on.
    """

    before: str
    name: str
    line: int | None
    rest: str


class MarginLine(NamedTuple):
    """A line beside a margin: `    3 | int x;`.

    Attributes:
        number: The number in the margin; `+++` for a line to be added; empty beneath a quoted line.
        text: The text beside it.
    """

    number: str
    text: str


def headline(line: str) -> Headline | None:
    """Read the headline of a diagnostic, if the line is one."""
    match = _HEADLINE.match(line)
    if match is None:
        return None
    return Headline(
        place=match["place"],
        file=match["file"],
        line=int(match["line"]) if match["line"] else None,
        column=int(match["column"]) if match["column"] else None,
        severity=match["severity"],
        kind=match["kind"],
        text=match["text"] or "",
    )


def warning_in(line: str) -> str | None:
    """Return the text of a warning in a line, with a place or without one."""
    match = _WARNING.search(line)
    return match["text"] if match else None


def named_file(line: str) -> NamedFile | None:
    """Read the file that a line names at its beginning."""
    match = _NAMED_FILE.match(line)
    if match is None:
        return None
    number = int(match["line"]) if match["line"] else None
    return NamedFile(match["before"], match["file"], number, line[match.end() :])


def is_context(line: str) -> bool:
    """Whether a line says in which function or included file the next diagnostic is."""
    return _CONTEXT.match(line) is not None


def is_summary(line: str) -> bool:
    """Whether a line counts diagnostics: `1 warning generated.`."""
    return _SUMMARY.fullmatch(line) is not None


def is_caret_line(line: str) -> bool:
    """Whether a line has nothing but carets and tildes that point at code."""
    return _CARETS.fullmatch(line) is not None


def margin_line(line: str) -> MarginLine | None:
    """Read a line that has a margin."""
    match = _MARGIN.match(line)
    return MarginLine(match["number"] or "", match["text"]) if match else None


def number_in_margin(line: str) -> str:
    """Return the number in the margin of a line with the spaces before it, or an empty text."""
    match = _NUMBER_IN_MARGIN.match(line)
    return match["number"] if match else ""


def link_error(line: str) -> LinkError | None:
    """Read the linker's complaint in a line."""
    for match in _LINK_ERROR.finditer(line):
        before = line[max(0, match.start() - _LONGEST_PLACE) : match.start()]
        where = _where(before)
        if where is not None:
            file, position = where
            number = int(position) if position.isdecimal() else None
            told = f"{file}:{position}" if file else position
            return LinkError(file, number, match["symbol"], match["text"], told)
    of_tcc = _LINK_ERROR_OF_TCC.match(line)
    return LinkError("", None, of_tcc["symbol"], of_tcc["text"], "") if of_tcc else None


def _where(before: str) -> tuple[str, str] | None:
    """Return the file, or an empty text, and the line or the part of a section that stand at the end of a text."""
    if not before.endswith(": "):
        return None
    head = before[:-2]
    if head.endswith(")"):
        start = head.rfind("(")
        if start < 0 or ")" in head[start:-1]:
            return None
    else:
        start = max(len(head.rstrip("0123456789")), len(head) - 9)
        if start == len(head):
            return None
    position, head = head[start:], head[:start]
    return (_file_before(head[:-1]) if head.endswith(":") else ""), position


def _file_before(head: str) -> str:
    """Return the name of a file, perhaps with a remark, at the end of a text."""
    start = head.rfind(" (")
    end = start if start >= 0 and _REMARK.fullmatch(head, start) else len(head)
    name = head[1 + max(head.rfind(sign, 0, end) for sign in ":()") : end]
    name = name[-_LONGEST_NAME:].lstrip()
    return name + head[end:] if name else ""
