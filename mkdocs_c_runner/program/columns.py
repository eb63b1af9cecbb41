"""Columns, as terminals, compilers and readers count them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache

from ..engine.toolchain.named_compilers import named
from ..terminal.tokens import TAB_STOP


def character_column(line: str, column: int, compiler: str = "gcc") -> int:
    """Return the character at a column as the compiler counts columns, both 1-based."""
    return 1 + bisect_left(_ends(line, named(compiler).columns == "display"), column)


# Compilers name many columns of one line.
@lru_cache(maxsize=8)
def _ends(line: str, on_display: bool) -> list[int]:  # noqa: FBT001 - a key
    """Return the column at which each character of a line ends, on a display or in bytes."""
    ends = []
    width = 0
    for character in line:
        width += width_of(character, width) if on_display else len(character.encode())
        ends.append(width)
    return ends


def width_of(character: str, before: int = 0) -> int:
    """Return the columns that a character takes on a terminal, `before` columns into its line."""
    if character == "\t":
        return TAB_STOP - before % TAB_STOP
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(line: str) -> int:
    """Return the columns that a line takes on a terminal."""
    if line.isascii() and line.isprintable():  # as nearly all lines are
        return len(line)
    columns = 0
    for character in line:
        columns += width_of(character, columns)
    return columns
