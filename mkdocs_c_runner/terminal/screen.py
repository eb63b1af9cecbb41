"""The text that a terminal shows for the bytes that a program prints, as runs of one style or as HTML.

Line feed, carriage return, backspace and erase-line act here; colors become classes. If the cursor moves between lines,
or the screen is cleared, `sequences.py` reads the output. Other escape sequences are dropped. Every other control
character, and every character that would reorder text, becomes a visible symbol.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import groupby

from ..markup import Markup, element, joined
from ..markup import text as escaped
from .sgr import PLAIN, TYPED, Style, select
from .tokens import FILL, MOVES, TAB_STOP, TOKEN, Cell, Run, symbol

__all__ = ["Run", "acts", "described", "html_of", "plain", "symbol", "to_html", "to_runs"]

# A byte that is more than printable ASCII in lines.
_ACTS = re.compile(rb"[^\n -~]")


class Screen:
    """A terminal of endless height and width: lines of cells, and a cursor in the last of them."""

    def __init__(self) -> None:
        self._done: list[Cell] = []
        self._line: list[Cell] = []
        self._column = 0
        self._style = PLAIN
        # The columns between which anything was written since the whole line was erased: all others are blank.
        self._written = (0, 0)

    def write(self, data: bytes, *, typed: bool = False) -> None:
        """Write output, or text that was typed."""
        before = self._style
        if typed:
            self._style = TYPED
        for token in TOKEN.finditer(data.decode(errors="replace")):
            if token["text"] is not None:
                self._put(token["text"])
            elif token["control"] is not None:
                self._control(token["control"])
            elif token["final"] == "m":
                self._style = select(self._style, token["parameters"])
            elif token["final"] == "K":
                self._erase(token["parameters"])
        if typed:
            self._style = before

    def runs(self) -> list[Run]:
        """Return all that is on the screen, less one final line feed."""
        cells = self._done + self._line
        if cells and cells[-1][0] == "\n":
            cells = cells[:-1]
        return [
            ("".join(character for character, _ in run), style)
            for style, run in groupby(cells, key=lambda cell: cell[1])
        ]

    def _put(self, text: str) -> None:
        for position, part in enumerate(text.split("\t")):
            if position:
                self._tab()
            self._write_cells([(character, self._style) for character in part])

    def _tab(self) -> None:
        """Move to the next stop; a tab beyond the text stays a tab, so that it can be copied."""
        stop = self._column + TAB_STOP - self._column % TAB_STOP
        if self._column == len(self._line):
            filling = [(FILL, self._style)] * (stop - self._column - 1)
            self._line += [("\t", self._style), *filling]
            self._note_written(self._column, stop)
        self._column = stop

    def _write_cells(self, cells: list[Cell]) -> None:
        if not cells:
            return
        end = self._column + len(cells)
        self._line += [(" ", PLAIN)] * (self._column - len(self._line))
        self._spread_tabs(self._column, end)
        self._line[self._column : end] = cells
        self._note_written(self._column, end)
        self._column = end

    def _note_written(self, start: int, end: int) -> None:
        low, high = self._written
        self._written = (min(low, start), max(high, end)) if low < high else (start, end)

    def _spread_tabs(self, start: int, end: int) -> None:
        """Turn the tabs that touch these columns into spaces, before they are overwritten."""
        for index in range(start, min(end, len(self._line))):
            if self._line[index][0] not in ("\t", FILL):
                continue
            first = index
            while self._line[first][0] == FILL:
                first -= 1
            while first < len(self._line) and self._line[first][0] in ("\t", FILL):
                if self._line[first][0] == "\t" and first > index:
                    break
                self._line[first] = (" ", self._line[first][1])
                first += 1

    def _control(self, character: str) -> None:
        if character == "\n":
            self._done += [*self._line, ("\n", self._style)]
            self._line, self._column, self._written = [], 0, (0, 0)
        elif character == "\r":
            self._column = 0
        elif character == "\b":
            self._column = max(0, self._column - 1)
        else:
            self._put(symbol(character))

    def _erase(self, parameters: str) -> None:
        self._spread_tabs(self._column, self._column + 1)
        if parameters in ("", "0"):
            del self._line[self._column :]
        elif parameters in ("1", "2"):
            end = len(self._line)
            if parameters == "1":
                end = min(end, self._column + 1)
            self._blank(end)

    def _blank(self, end: int) -> None:
        """Make the cells before this column blank. Those that are blank already cost nothing."""
        low, high = self._written
        last = min(end, high, len(self._line))
        if low < last:
            self._line[low:last] = [(" ", PLAIN)] * (last - low)
        self._written = (max(low, end), high) if end < high else (0, 0)


def to_runs(pieces: Iterable[tuple[bytes, bool]]) -> list[Run]:
    """Return what a terminal shows of output and typed text.

    Args:
        pieces: Bytes in the order in which they appeared, each with whether they were typed.
    """
    pieces = list(pieces)
    if not acts(pieces):
        return _runs_of_text(pieces)
    if any(MOVES.search(data) for data, _ in pieces):
        from .sequences import drawn  # noqa: PLC0415 - few programs move the cursor

        return drawn(pieces).runs()
    screen = Screen()
    for data, typed in pieces:
        screen.write(data, typed=typed)
    return screen.runs()


def acts(pieces: Iterable[tuple[bytes, bool]]) -> bool:
    """Return whether there is more in output and typed text than lines of printable ASCII."""
    return any(_ACTS.search(data) for data, _ in pieces)


def _runs_of_text(pieces: list[tuple[bytes, bool]]) -> list[Run]:
    """Return what a screen would show of plain text, at a fraction of the cost."""
    runs = [
        (b"".join(data for data, _ in run).decode(), TYPED if typed else PLAIN)
        for typed, run in groupby(pieces, key=lambda piece: piece[1])
    ]
    while runs and not runs[-1][0]:
        runs.pop()
    if runs:
        text, style = runs[-1]
        runs[-1] = (text.removesuffix("\n"), style)
    return [run for run in runs if run[0]]


def to_html(pieces: Iterable[tuple[bytes, bool]]) -> Markup:
    """Return output and typed text as HTML; see `to_runs`."""
    return html_of(to_runs(pieces))


def html_of(runs: Iterable[Run]) -> Markup:
    """Return text that has styles as HTML."""
    return joined([_html_of(text, style) for text, style in runs])


def _html_of(text: str, style: Style) -> Markup:
    if style == PLAIN:
        return escaped(text)
    if style.typed:
        return element("kbd", text, class_="c-runner-stdin")
    classes = style.classes()
    return element("span", text, class_=classes) if classes else escaped(text)


def plain(data: bytes) -> str:
    """Return text for a log or a message, without any control character but line feed and tab."""
    if not _ACTS.search(data):
        return data.decode().removesuffix("\n")
    return "".join(text for text, _ in to_runs([(data, False)]))


def described(data: bytes) -> str:
    """Return text for a log. Data that is no text becomes its size and a digest that tells it from other data."""
    undecodable = data.decode(errors="replace").count("\ufffd")
    if b"\0" in data or undecodable * 10 > len(data):
        return f"({len(data):,} bytes that are no text, sha256 {hashlib.sha256(data).hexdigest()[:16]})"
    return plain(data)
