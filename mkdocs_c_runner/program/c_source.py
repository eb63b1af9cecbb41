"""Where the comments of C begin and end, and what is left without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//.*|/\*')


def ends_in_comment(line: str, *, inside: bool) -> bool:
    """Whether a line of C ends in a comment that goes on, given whether it begins in one."""
    return _split(line, inside=inside)[1]


def without_comments(lines: Iterable[str]) -> Iterator[str]:
    """The lines of some C with blanks in place of comments and of what is quoted."""
    inside = False
    for line in lines:
        text, inside = _split(line, inside=inside)
        yield text


def _split(line: str, *, inside: bool) -> tuple[str, bool]:
    """A line with blanks in place of what is no code, and whether it ends in a comment that goes on."""
    code = ""
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
                inside, after = token[0] == "/*", token.end()
                code += " " * len(token[0])
        position = after
    return code, inside
