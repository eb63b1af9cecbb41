"""Columns, as terminals, compilers and readers count them."""

from __future__ import annotations

import unicodedata

from ..engine.toolchain.compilers import COMPILERS
from ..terminal.screen import TAB_STOP


def character_column(line: str, column: int, compiler: str = "gcc") -> int:
    """Return the character at a column as the compiler counts columns, both 1-based."""
    on_display = COMPILERS[compiler].columns == "display"
    width = 0
    for index, character in enumerate(line):
        width += width_of(character, width) if on_display else len(character.encode())
        if width >= column:
            return index + 1
    return len(line) + 1


def width_of(character: str, before: int = 0) -> int:
    """Return the columns that a character takes on a terminal, `before` columns into its line."""
    if character == "\t":
        return TAB_STOP - before % TAB_STOP
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(line: str) -> int:
    """Return the columns that a line takes on a terminal."""
    columns = 0
    for character in line:
        columns += width_of(character, columns)
    return columns
