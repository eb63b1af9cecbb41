"""The compiler's messages as HTML: sentences wrap, and code is never broken, so that carets stay beneath it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from ..markup import Markup, element, joined
from ..messages.grammar import headline, is_caret_line, is_context, margin_line
from ..terminal.screen import Run, html_of
from .folding import is_wide
from .pieces import ENGLISH, Drawing

_Line = list[Run]


def _html(runs: list[Run]) -> Markup:
    return joined(
        element("span", html_of(some), class_="c-runner-excerpt") if is_code else html_of(some)
        for is_code, some in _told_apart(runs)
    )


def _is_wide(runs: list[Run]) -> bool:
    return any(is_wide(some) for is_code, some in _told_apart(runs) if is_code)


MESSAGES = Drawing(_html, _is_wide, ENGLISH, folds_lines=True)


def _told_apart(runs: list[Run]) -> Iterator[tuple[bool, list[Run]]]:
    """Yield some lines at a time, with whether they are code that a message quotes, or point at it."""
    lines = list(_lines(runs))
    texts = ["".join(text for text, _ in line).rstrip("\n") for line in lines]
    are_code = [_is_code(text, below) for text, below in zip(texts, [*texts[1:], ""], strict=True)]
    for is_code, some in groupby(zip(are_code, lines, strict=True), key=itemgetter(0)):
        yield is_code, [run for _, line in some for run in line]


def _is_code(line: str, below: str) -> bool:
    """Whether a line is code, or stands beneath it; older versions of clang give code no margin."""
    if headline(line) or is_context(line):
        return False
    return bool(margin_line(line)) or line.startswith(" ") or is_caret_line(below)


def _lines(runs: list[Run]) -> Iterator[_Line]:
    line: _Line = []
    for text, style in runs:
        for piece in text.splitlines(keepends=True):
            line.append((piece, style))
            if piece.endswith("\n"):
                yield line
                line = []
    if line:
        yield line
