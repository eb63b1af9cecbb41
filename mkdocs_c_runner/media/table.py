"""Rows and columns that a program prints: comma-separated values, or columns with blanks between."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from .errors import NotAResult

# More would be no reading.
MOST_ROWS = 200
_MOST_COLUMNS = 50

# More is no cell of a table.
_LONGEST_CELL = 2000

# In one way alone for each text: what nearly is a number must not take long.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[_ ]+\d+)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*%?")


class Table(NamedTuple):
    """A table.

    Attributes:
        head: The names of the columns; empty if they have none.
        rows: The rows, all of the same length.
        more: How many rows there are beyond these.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0

    def is_numeric(self, column: int) -> bool:
        """Whether a column has nothing but numbers."""
        cells = [row[column] for row in self.rows if row[column].strip()]
        return bool(cells) and all(map(_is_number, cells))


def table_of(data: bytes, *, header: bool | None = None, most: int = MOST_ROWS) -> Table:
    """The table in some output: comma-, semicolon- or tab-separated, as RFC 4180 quotes.

    Args:
        data: The output.
        header: Whether the first row names the columns; None to find out: it does if it has no number.
        most: The rows that are kept.

    Raises:
        NotAResult: If there is nothing, or too much in one row.
    """
    text = data.decode(errors="replace")
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)) if row]
    except csv.Error as error:
        raise NotAResult(f"it printed no table: {error}") from None
    if not rows:
        raise NotAResult("it printed no rows")
    width = max(map(len, rows))
    if width > _MOST_COLUMNS:
        raise NotAResult(f"its table has more than {_MOST_COLUMNS} columns")
    whole = [(*row, *[""] * (width - len(row))) for row in rows[: most + 1]]
    if any(len(cell) > _LONGEST_CELL for row in whole for cell in row):
        raise NotAResult(f"its table has a cell of more than {_LONGEST_CELL:,} characters")
    if header is None:
        header = len(rows) > 1 and not any(map(_is_number, whole[0]))
    head, body = (whole[0], whole[1:]) if header else ((), whole)
    return Table(head, tuple(body[:most]), max(0, len(rows) - bool(header) - most))


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
