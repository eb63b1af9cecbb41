"""The author's own part of a preprocessed source: macros expanded, headers left out with a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .asm_filter import TracedLine

# A linemarker: the number of the line that follows it, and the file that this is from.
_MARKER = re.compile(r'#(?:line)? (?P<line>\d{1,9}) "(?P<name>(?:[^"\\]|\\.)*)"')

# Macros may expand one line of the author to millions of characters.
_LONGEST_LINE = 16_000


def preprocessed(
    text: Iterable[str], origin: Callable[[str], str], is_authors: Callable[[str], bool]
) -> Iterator[TracedLine]:
    """Yield the lines whose source readers see, each with its origin.

    Args:
        text: The output of the preprocessor.
        origin: Returns the name of a file for readers, or nothing if they do not see it.
        is_authors: Returns whether a file is the author's, seen or not; all others are headers.
    """
    origin_of_line = ""
    pieces: list[str] = []  # of one line of the author
    for where, line in _pieces(text, origin, is_authors):
        if pieces and where and where == origin_of_line:
            pieces += [*_blank_before(line), line.lstrip()]
        elif not pieces or line or any(pieces):  # one empty line is enough
            if pieces:
                yield origin_of_line, "".join(pieces)
            origin_of_line, pieces = where, [line]
    if pieces:
        yield origin_of_line, "".join(pieces)


def _pieces(
    text: Iterable[str], origin: Callable[[str], str], is_authors: Callable[[str], bool]
) -> Iterator[TracedLine]:
    """Yield the lines as printed: where a macro of a header is expanded, gcc breaks the author's line."""
    name, number = "", 0
    header, length = "", 0
    for line in text:
        marker = _MARKER.match(line)
        if marker:
            name, number = marker["name"], int(marker["line"])
            if not is_authors(name):
                header = header or ("" if _is_the_compilers(name) else name)
            elif header:
                yield "", _note(header, length)
                header, length = "", 0
            continue
        if seen := origin(name):
            yield (f"{seen}:{number}", line.rstrip()) if line.strip() else ("", "")
        elif line.strip() and not is_authors(name):
            length += 1
        number += 1


def _blank_before(rest: str) -> tuple[str, ...]:
    """Return what stands between a piece of a line and the next one."""
    return () if rest.lstrip().startswith((";", ",", ")", "]", ".")) else (" ",)


def _is_the_compilers(name: str) -> bool:
    """Return whether a file is `<built-in>` or another that nobody includes."""
    return name.startswith("<") or name.endswith("/stdc-predef.h")


def _note(header: str, length: int) -> str:
    """Return the note that replaces the content of a header."""
    name = header.rpartition("/include/")[2]
    return f"/* {name}: {f'{length:,} lines' if length else 'definitions alone'} */"
