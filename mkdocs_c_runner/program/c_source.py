"""The comments of C: where they begin and end, and the code without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//.*|/\*')


class _Split(NamedTuple):
    """A line of C.

    Attributes:
        code: The line with spaces in place of comments and quoted text.
        line_comment: The index at which a `//` comment begins, or None.
        is_open: Whether it ends in a comment that goes on.
    """

    code: str
    line_comment: int | None
    is_open: bool


def ends_in_comment(line: str, *, inside: bool) -> bool:
    """Whether a line of C ends in a comment that goes on, given whether it begins in one."""
    return _split(line, inside=inside).is_open


def without_comments(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of some C with spaces in place of comments and of quoted text."""
    return (split.code for split in _splits(lines))


def line_comments(lines: Iterable[str]) -> Iterator[int | None]:
    """Yield for each line of some C the index at which its `//` comment begins, or None."""
    return (split.line_comment for split in _splits(lines))


def _splits(lines: Iterable[str]) -> Iterator[_Split]:
    inside = False
    for line in lines:
        split = _split(line, inside=inside)
        inside = split.is_open
        yield split


def _split(line: str, *, inside: bool) -> _Split:
    code = ""
    line_comment = None
    position = 0
    while position < len(line):
        if inside:
            end = line.find("*/", position)
            inside, after = end < 0, len(line) if end < 0 else end + 2
            code += " " * (after - position)
        else:
            token = _TOKEN.search(line, position)
            code += line[position : token.start() if token else len(line)]
            inside, after = False, len(line)
            if token:
                if token[0].startswith("//"):
                    line_comment = token.start()
                inside, after = token[0] == "/*", token.end()
                code += " " * len(token[0])
        position = after
    return _Split(code, line_comment, inside)
