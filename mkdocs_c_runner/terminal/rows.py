"""One row of a terminal's screen, and its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter

from .sgr import PLAIN
from .tokens import FILL, Cell, Run

COLUMNS = 80
BLANK: Cell = (" ", PLAIN)
_NOTHING: list[Run] = [("\n", PLAIN)]  # in a row
_style = itemgetter(1)


@dataclass(slots=True)
class Row:
    """A row of the screen.

    Attributes:
        cells: Its characters, as far as any were written.
        wraps: Whether its text goes on in the next row.
    """

    cells: list[Cell] = field(default_factory=list)
    wraps: bool = False

    def write(self, column: int, cells: list[Cell]) -> None:
        """Put characters over others."""
        end = column + len(cells)
        self.cells += [BLANK] * (column - len(self.cells))
        self._split(column)
        self._split(end)
        self.cells[column:end] = cells

    def blank(self, column: int, count: int) -> None:
        """Make characters blank."""
        self._split(column)
        self._split(column + count)
        end = min(column + count, len(self.cells))
        self.cells[column:end] = [BLANK] * (end - column)

    def delete(self, column: int, count: int) -> None:
        """Remove characters; those behind them move to the left."""
        self._split(column)
        self._split(column + count)
        del self.cells[column : column + count]

    def insert(self, column: int, count: int) -> None:
        """Insert blanks; the characters behind them move to the right, at most to the edge of the screen."""
        self._split(column)
        if column < len(self.cells):
            self.cells[column:column] = [BLANK] * count
            self._split(COLUMNS)
            del self.cells[COLUMNS:]

    def _split(self, column: int) -> None:
        """Let no wide character lie across the beginning of a column: its halves become blanks."""
        if 0 < column < len(self.cells) and self.cells[column][0] == FILL:
            self.cells[column - 1] = self.cells[column] = BLANK


def text_of_row(row: Row) -> list[Run]:
    """Return the text of a row, with its line feed unless it goes on in the next one."""
    if not row.cells:
        return _NOTHING
    return _runs(row.cells) if row.wraps else [*_runs(row.cells), *_NOTHING]


def text_of_rows(rows: list[Row]) -> list[Run]:
    """Return the text of rows; the last one has no line feed."""
    if not rows:
        return []
    above = chain.from_iterable(map(text_of_row, rows[:-1]))
    return joined([*above, *_runs(rows[-1].cells)])


def joined(pieces: Iterable[Run]) -> list[Run]:
    """Return runs without empty ones, those of equal style as one."""
    runs = groupby((piece for piece in pieces if piece[0]), key=_style)
    return [("".join([text for text, _ in equal]), style) for style, equal in runs]


def _runs(cells: list[Cell]) -> list[Run]:
    return [
        ("".join([text for text, _ in run]), style) for style, run in groupby(cells, key=_style)
    ]
