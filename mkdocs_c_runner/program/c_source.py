"""The comments of C: where they begin and end, and the code without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# The signs that end the code of a line or interrupt it, by the quotes that begin a text. A quote that nothing closes is
# matched to the end of the line, so that it is read once.
_TOKENS = {
    quotes: re.compile(
        rf"(?P<quote>[{quotes}])(?:\\.|(?!(?P=quote))[^\\])*+(?P<end>(?P=quote)|\\?\Z)|//.*|/\*"
    )
    for quotes in ("\"'", '"', "'")
}
_COMMENT = re.compile(r"//.*|/\*")


class _Split(NamedTuple):
    """A line of C.

    Attributes:
        code: The line with spaces in place of comments and quoted text.
        comments: The indexes at which comments begin.
        line_comment: The index at which a `//` comment begins, or None.
        is_open: Whether it ends in a comment that goes on.
    """

    code: str
    comments: tuple[int, ...]
    line_comment: int | None
    is_open: bool


def ends_in_comment(line: str, *, inside: bool) -> bool:
    """Whether a line of C ends in a comment that goes on, given whether it begins in one."""
    if ("*/" if inside else "/*") not in line:
        return inside
    return _split(line, inside=inside).is_open


def without_comments(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of some C with spaces in place of comments and of quoted text."""
    return (split.code for split in _splits(lines))


def line_comments(lines: Iterable[str]) -> Iterator[int | None]:
    """Yield for each line of some C the index at which its `//` comment begins, or None."""
    return (split.line_comment for split in _splits(lines))


def comments_of(lines: Iterable[str]) -> Iterator[tuple[int, ...]]:
    """Yield for each line of some C the indexes at which comments begin."""
    return (split.comments for split in _splits(lines))


def _splits(lines: Iterable[str]) -> Iterator[_Split]:
    inside = continues = False
    for line in lines:
        # A `//` comment whose line ends with a backslash goes on.
        all_comment = _Split(" " * len(line), (), None, is_open=False)
        split = all_comment if continues else _split(line, inside=inside)
        inside = split.is_open
        continues = line.endswith("\\") and (continues or split.line_comment is not None)
        yield split


def _split(line: str, *, inside: bool) -> _Split:
    code = ""
    comments: list[int] = []
    line_comment = None
    quotes = "\"'"
    position = 0
    while position < len(line):
        if inside:
            end = line.find("*/", position)
            inside, after = end < 0, len(line) if end < 0 else end + 2
            code += " " * (after - position)
            position = after
            continue
        token = _TOKENS.get(quotes, _COMMENT).search(line, position)
        code += line[position : token.start() if token else len(line)]
        if token is None:
            break
        quote = token.groupdict().get("quote")
        if quote and token["end"] != quote:  # none of the same quotes behind it is closed either
            quotes = quotes.replace(quote, "")
            code += quote
            position = token.start() + 1
            continue
        if not quote:
            comments.append(token.start())
        if token[0].startswith("//"):
            line_comment = token.start()
        inside, position = token[0] == "/*", token.end()
        code += " " * len(token[0])
    return _Split(code, tuple(comments), line_comment, inside)
