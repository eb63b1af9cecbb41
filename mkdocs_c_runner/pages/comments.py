"""HTML comments on a page, in which readers see nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

# As Python-Markdown takes it for a block of HTML: at the beginning of a line, and no indented code.
_BEGIN = re.compile(r"[ >]{0,3}<!--")
_END = "-->"


def lines_in_comments(lines: Sequence[str], fenced: Container[int]) -> set[int]:
    """Return the 1-based numbers of the lines in comments, as far as these are closed.

    Args:
        lines: The lines of the page.
        fenced: The numbers of the lines in fences, whose text neither begins nor ends a comment.
    """
    inside: set[int] = set()
    if "<!--" not in "\n".join(lines):
        return inside
    begun: list[int] | None = None
    for number, line in enumerate(lines, 1):
        is_fenced = number in fenced
        position = 0
        if begun is None:
            begin = None if is_fenced else _BEGIN.match(line)
            if begin is None:
                continue
            begun, position = [], begin.end()
        begun.append(number)
        if not is_fenced and line.find(_END, position) >= 0:
            inside.update(begun)
            begun = None
    return inside
