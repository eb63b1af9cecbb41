"""Rows and columns that a program prints: comma-separated values, or columns separated by spaces."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from ..labels import Labels, number
from ..markup import Markup, element, joined, line
from ..terminal.screen import to_html
from .errors import NotAResult
from .kind import Canvas, Reading

# Nobody reads more of them.
MOST_ROWS = 200
_MOST_COLUMNS = 50

# Characters.
_LONGEST_CELL = 2000

# The characters beside each other on a phone.
_NARROW = 36

# Unambiguous, so that a text that nearly is a number cannot backtrack.
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


def decode(data: bytes, reading: Reading) -> Table:
    """Read a table; see `table_of`."""
    return table_of(data, header=reading.header)


def table_of(data: bytes, *, header: bool | None = None, most: int = MOST_ROWS) -> Table:
    """Read a table of values that commas, semicolons or tabs separate, quoted as RFC 4180 says.

    Args:
        data: The output.
        header: Whether the first row names the columns; None to find out: it does if it has no number.
        most: How many rows are kept.

    Raises:
        NotAResult: If there is no row, or too much in one.
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


def draw(table: Table, canvas: Canvas) -> Markup:
    """Return the HTML of a table."""
    columns = range(len(table.head or table.rows[0]))
    numeric = [table.is_numeric(column) for column in columns]
    parts = [line("tbody", "\n", *(_row(row, numeric, "td") for row in table.rows))]
    if table.head:
        parts.insert(0, line("thead", "\n", _row(table.head, numeric, "th", "col")))
    exclude = not canvas.search
    values = element("table", "\n", *parts, data_search_exclude=exclude, class_="c-runner-values")
    frame = _frame(table, values, canvas.labels)
    if not table.more:
        return frame
    more = canvas.labels["more_rows"].format(count=number(table.more, canvas.labels))
    note = line("p", more, data_search_exclude=exclude, class_="c-runner-status")
    return joined((frame, note))


def _frame(table: Table, values: Markup, labels: Labels) -> Markup:
    """Return the element around a table. A table that may be too wide for a phone scrolls, by the keyboard too."""
    rows = (table.head, *table.rows)
    width = sum(2 + max(map(len, column)) for column in zip(*filter(None, rows), strict=True))
    if width <= _NARROW:
        return line("div", values, class_="c-runner-table")
    return line(
        "div",
        values,
        class_="c-runner-table c-runner-wide",
        tabindex="0",
        role="region",
        aria_label=labels["table"],
    )


def _row(
    cells: tuple[str, ...], numeric: list[bool], name: str, scope: str | None = None
) -> Markup:
    drawn = (
        element(
            name,
            to_html([(cell.strip().encode(), False)]),
            scope=scope,
            class_="c-runner-number" if is_number else None,
        )
        for cell, is_number in zip(cells, numeric, strict=True)
    )
    return line("tr", *drawn)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
