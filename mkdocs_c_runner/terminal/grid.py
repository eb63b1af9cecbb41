"""A terminal of 24 rows and 80 columns, for programs that move the cursor up or clear the screen: animations, games.

At the end one sees the last state of the screen, and above it all that has scrolled off. A line that was too
long for the screen is one line again. No change costs more than there are characters on the screen.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ..bounds import FRAMES
from .rows import COLUMNS, Row, joined, text_of_row, text_of_rows
from .sgr import PLAIN
from .tokens import FILL, TAB_STOP, Cell, Run, symbol

ROWS = 24

# The marks that are put onto one character.
_MOST_MARKS = 8
# Characters that take no column and are no marks: they join two characters, or choose a picture for one.
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


@dataclass(slots=True)
class Cursor:
    """The place where the next character goes. Its column is 80 if that is the beginning of the next row."""

    row: int = 0
    column: int = 0

    @property
    def on_screen(self) -> int:
        """The column that it is seen in."""
        return min(self.column, COLUMNS - 1)


class Grid:
    """The screen, and what can happen to it. `sequences.py` says which bytes make it happen.

    Args:
        keeps_frames: Whether to keep the states in which a program left the screen before it drew over it.

    Attributes:
        cursor: Where the next character goes.
        style: The style that it gets.
        frames: The first of the states of the screen.
        count: How many there were.
    """

    def __init__(self, *, keeps_frames: bool = False) -> None:
        self.cursor = Cursor()
        self.style = PLAIN
        self.frames: list[list[Run]] = []
        self.count = 0
        self._keeps_frames = keeps_frames
        # Whether anything was drawn since the last frame, and the first row that the cursor was put into.
        self._is_drawn = False
        self._origin: int | None = None
        self._scrolled: list[Run] = []
        self._rows: list[Row] = []
        self._main: list[Row] | None = None  # while the alternate screen is shown
        self._saved = (0, 0, PLAIN)
        self._top, self._bottom = 0, ROWS - 1

    def runs(self) -> list[Run]:
        """Return what has scrolled off, and what is on the screen."""
        runs = joined([*self._scrolled, *text_of_rows(self._rows)])
        if not self._rows and runs:
            text, style = runs.pop()
            runs += [(text.removesuffix("\n"), style)] if text != "\n" else []
        return runs

    def end_frame(self) -> None:
        """Keep the state of the screen, if anything was drawn since the last time."""
        if self._keeps_frames and self._is_drawn:
            if len(self.frames) < FRAMES:
                self.frames.append(text_of_rows(self._rows))
            self.count += 1
        self._is_drawn = False
        self._origin = None

    # --- Text -------------------------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        """Write text at the cursor."""
        for position, part in enumerate(text.split("\t")):
            if position:
                column = self.cursor.column
                self.cursor.column = min(column + TAB_STOP - column % TAB_STOP, COLUMNS - 1)
            if part.isascii():
                self._write([(character, self.style) for character in part])
            else:
                for character in part:
                    self._put_character(character)

    def control(self, character: str) -> None:
        """Obey a control character, or show it."""
        if character == "\n":
            self._row.wraps = False
            self.index()
            self.cursor.column = 0
        elif character == "\r":
            self.cursor.column = 0
        elif character == "\b":
            self.cursor.column = max(0, self.cursor.on_screen - 1)
        else:
            self.put(symbol(character))

    def _put_character(self, character: str) -> None:
        if unicodedata.combining(character) or character in _JOINERS:
            self._put_mark(character)
        elif unicodedata.east_asian_width(character) in ("W", "F"):
            if self.cursor.column == COLUMNS - 1:
                self._wrap()
            self._write([(character, self.style), (FILL, self.style)])
        else:
            self._write([(character, self.style)])

    def _put_mark(self, mark: str) -> None:
        """Put a mark onto the character before the cursor."""
        cells = self._row.cells
        column = min(self.cursor.column, len(cells)) - 1
        if column > 0 and cells[column][0] == FILL:
            column -= 1
        if column >= 0 and len(cells[column][0]) <= _MOST_MARKS:
            cells[column] = (cells[column][0] + mark, cells[column][1])

    def _write(self, cells: list[Cell]) -> None:
        begin = 0
        while begin < len(cells):
            if self.cursor.column >= COLUMNS:
                self._wrap()
            some = cells[begin : begin + COLUMNS - self.cursor.column]
            self._row.write(self.cursor.column, some)
            self.cursor.column += len(some)
            begin += len(some)
            self._is_drawn = True

    def _wrap(self) -> None:
        self._row.wraps = True
        self.index()
        self.cursor.column = 0

    # --- Rows -------------------------------------------------------------------------------------------------------

    @property
    def _row(self) -> Row:
        """The row of the cursor; rows are made when they are needed."""
        missing = self.cursor.row + 1 - len(self._rows)
        if missing > 0:
            self._rows += [Row() for _ in range(missing)]
        return self._rows[self.cursor.row]

    def index(self) -> None:
        """Go down a row; in the last one, scroll."""
        self._row  # noqa: B018 - it is made if it is missing
        if self.cursor.row == self._bottom:
            self.scroll_up()
        elif self.cursor.row < ROWS - 1:
            self.cursor.row += 1

    def reverse_index(self) -> None:
        """Go up a row; in the first one, scroll down."""
        if self.cursor.row == self._top:
            self.scroll_down()
        else:
            self.move(self.cursor.row - 1)

    def scroll_up(self, count: int = 1) -> None:
        """Move all rows up. The first ones go to the text that has scrolled off."""
        count = min(count, self._bottom - self._top + 1)
        gone = self._rows[self._top : self._top + count]
        if self._top == 0 and self._main is None:
            for row in gone:
                self._scrolled += text_of_row(row)
        if self._origin:
            self._origin = max(0, self._origin - count)
        has_more = len(self._rows) > self._bottom + 1
        del self._rows[self._top : self._top + count]
        if has_more:
            end = self._bottom + 1 - count
            self._rows[end:end] = [Row() for _ in gone]

    def scroll_down(self) -> None:
        """Move all rows down. The last one is lost."""
        self._insert_row(self._top)

    def delete_row(self) -> None:
        """Remove the row of the cursor; those beneath it move up."""
        if self._top <= self.cursor.row <= self._bottom:
            self._delete_row(self.cursor.row)

    def insert_row(self) -> None:
        """Insert a row at the cursor; those beneath it move down."""
        if self._top <= self.cursor.row <= self._bottom:
            self._insert_row(self.cursor.row)

    def insert_blanks(self, count: int) -> None:
        """Insert blanks at the cursor."""
        self._row.insert(self.cursor.on_screen, min(count, COLUMNS))

    def delete_characters(self, count: int) -> None:
        """Remove characters at the cursor."""
        self._row.delete(self.cursor.on_screen, min(count, COLUMNS))

    def erase_characters(self, count: int) -> None:
        """Make characters at the cursor blank."""
        self._row.blank(self.cursor.on_screen, min(count, COLUMNS))

    def _delete_row(self, row: int) -> None:
        del self._rows[row : row + 1]
        if len(self._rows) > self._bottom:
            self._rows.insert(self._bottom, Row())

    def _insert_row(self, row: int) -> None:
        if row < len(self._rows):
            del self._rows[self._bottom : self._bottom + 1]
            self._rows.insert(row, Row())

    # --- The cursor and the whole screen ----------------------------------------------------------------------------

    def move_in_row(self, column: int) -> None:
        """Put the cursor into another column."""
        self.cursor.column = min(max(column, 0), COLUMNS - 1)

    def move(self, row: int, column: int | None = None) -> None:
        """Put the cursor somewhere on the screen. When it goes up to where the frame began, that has ended."""
        row = min(max(row, 0), ROWS - 1)
        if row < self.cursor.row and (self._origin is None or row <= self._origin):
            self.end_frame()
        self._origin = row if self._origin is None else min(row, self._origin)
        self.cursor.row = row
        if column is not None:
            self.move_in_row(column)

    def erase_line(self, part: int) -> None:
        """Erase a line: 0 from the cursor on, 1 to the cursor, 2 all of it."""
        if self.cursor.row >= len(self._rows):
            return
        row = self._row
        if part == 0:
            row.wraps = False
            row.delete(self.cursor.on_screen, COLUMNS)
        elif part == 1:
            row.blank(0, self.cursor.on_screen + 1)
        elif part == 2:
            self._rows[self.cursor.row] = Row()

    def erase_screen(self, part: int) -> None:
        """Erase the screen: 0 from the cursor on, 1 to the cursor, 2 all of it, 3 what has scrolled off."""
        if part == 0:
            if self.cursor.row == self.cursor.column == 0:
                self.end_frame()
            self.erase_line(0)
            del self._rows[self.cursor.row + 1 :]
        elif part == 1:
            self.erase_line(1)
            above = min(self.cursor.row, len(self._rows))
            self._rows[:above] = [Row() for _ in range(above)]
        elif part == 2:
            self.end_frame()
            self._rows.clear()
        elif part == 3:
            self._scrolled.clear()

    def set_region(self, top: int, bottom: int) -> None:
        """Let only some rows scroll."""
        if 0 <= top < bottom < ROWS:
            self._top, self._bottom = top, bottom
            self.move(0, 0)

    def save(self) -> None:
        """Remember the cursor and its style."""
        self._saved = (self.cursor.row, self.cursor.column, self.style)

    def restore(self) -> None:
        """Return to the cursor that was remembered."""
        row, column, self.style = self._saved
        self.move(row, column)

    def switch(self, *, alternate: bool) -> None:
        """Show the alternate screen, which begins empty, or the main one again, as it was."""
        if alternate == (self._main is not None):
            return
        self.end_frame()
        if alternate:
            self._main, self._rows = self._rows, []
        else:
            self._rows, self._main = self._main or [], None

    def reset(self) -> None:
        """Begin with an empty screen."""
        self.end_frame()
        self._rows.clear()
        self.cursor, self.style = Cursor(), PLAIN
        self._top, self._bottom = 0, ROWS - 1
