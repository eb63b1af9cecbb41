"""Control sequences that move the cursor of a terminal or change its lines: which there are, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .grid import ROWS, Grid
from .sgr import TYPED, select
from .tokens import MOVES, TOKEN, Run

_ALTERNATE = ("?47", "?1047", "?1049")

# Sequences that move the cursor, and how far.
_ROWS_DOWN = {"A": -1, "F": -1, "B": 1, "E": 1, "e": 1}
_COLUMNS_RIGHT = {"C": 1, "a": 1, "D": -1}


def drawn(pieces: Iterable[tuple[bytes, bool]], *, keeps_frames: bool = False) -> Grid:
    """Return the screen after output and typed text.

    Args:
        pieces: Bytes in the order in which they appeared, each with whether they were typed.
        keeps_frames: Whether to keep the states in which a program left the screen before it drew over it.
    """
    grid = Grid(keeps_frames=keeps_frames)
    for data, typed in pieces:
        before = grid.style
        if typed:
            grid.style = TYPED
        _write(grid, data.decode(errors="replace"))
        if typed:
            grid.style = before
    grid.end_frame()
    return grid


def frames(pieces: Iterable[tuple[bytes, bool]], most: int) -> tuple[list[list[Run]], int]:
    """Return the states in which a program left the screen before it drew over it, and how many there were.

    Args:
        pieces: Bytes in the order in which they appeared, each with whether they were typed.
        most: How many characters the states have together at most that are returned.
    """
    pieces = list(pieces)
    if not any(MOVES.search(data) for data, _ in pieces):
        return [], 0
    grid = drawn(pieces, keeps_frames=True)
    some: list[list[Run]] = []
    for frame in grid.frames:
        most -= sum(len(text) for text, _ in frame)
        if most < 0:
            break
        some.append(frame)
    return some, grid.count


def _write(grid: Grid, text: str) -> None:
    for token in TOKEN.finditer(text):
        if token["text"] is not None:
            grid.put(token["text"])
        elif token["control"] is not None:
            grid.control(token["control"])
        elif token["final"] == "m":
            grid.style = select(grid.style, token["parameters"])
        elif token["final"] is not None:
            _act(grid, token["final"], token["parameters"])
        elif token["short"] is not None and token["short"] in _SHORT:
            _SHORT[token["short"]](grid)


def _act(grid: Grid, final: str, parameters: str) -> None:
    """Carry a control sequence out."""
    if parameters in _ALTERNATE and final in ("h", "l"):
        _switch(grid, alternate=final == "h", keeps_cursor=parameters == "?1049")
    elif not parameters.startswith(("<", "=", ">", "?")):
        numbers = [_number(text) for text in parameters.split(";")]
        count = max(1, numbers[0])
        if final in _ROWS_DOWN:
            column = 0 if final in "EF" else grid.cursor.on_screen
            grid.move(grid.cursor.row + _ROWS_DOWN[final] * count, column)
        elif final in _COLUMNS_RIGHT:
            grid.move_in_row(grid.cursor.on_screen + _COLUMNS_RIGHT[final] * count)
        elif final in _BY_COUNT:
            _BY_COUNT[final](grid, count)
        elif final in _BY_ROWS:
            for _ in range(min(count, ROWS)):
                _BY_ROWS[final](grid)
        elif final in _OTHERS:
            _OTHERS[final](grid, numbers)


def _switch(grid: Grid, *, alternate: bool, keeps_cursor: bool) -> None:
    if alternate and keeps_cursor:
        grid.save()
    grid.switch(alternate=alternate)
    if keeps_cursor and not alternate:
        grid.restore()


def _place(grid: Grid, numbers: list[int]) -> None:
    """Go to a row and a column, which are counted from one."""
    row, column = [*numbers, 1][:2]
    grid.move(max(1, row) - 1, max(1, column) - 1)


def _set_region(grid: Grid, numbers: list[int]) -> None:
    top, bottom = [*numbers, 0][:2]
    grid.set_region(max(1, top) - 1, min(bottom or ROWS, ROWS) - 1)


def _next_line(grid: Grid) -> None:
    grid.control("\n")


def _go_to_column(grid: Grid, count: int) -> None:
    grid.move_in_row(count - 1)


def _go_to_row(grid: Grid, count: int) -> None:
    grid.move(count - 1)


_BY_COUNT: Mapping[str, Callable[[Grid, int], None]] = {
    "G": _go_to_column,
    "`": _go_to_column,
    "d": _go_to_row,
    "@": Grid.insert_blanks,
    "P": Grid.delete_characters,
    "X": Grid.erase_characters,
    "S": Grid.scroll_up,
}

_BY_ROWS: Mapping[str, Callable[[Grid], None]] = {
    "L": Grid.insert_row,
    "M": Grid.delete_row,
    "T": Grid.scroll_down,
}

_OTHERS: Mapping[str, Callable[[Grid, list[int]], None]] = {
    "H": _place,
    "f": _place,
    "J": lambda grid, numbers: grid.erase_screen(numbers[0]),
    "K": lambda grid, numbers: grid.erase_line(numbers[0]),
    "r": _set_region,
    "s": lambda grid, _: grid.save(),
    "u": lambda grid, _: grid.restore(),
}

_SHORT: Mapping[str, Callable[[Grid], None]] = {
    "7": Grid.save,
    "8": Grid.restore,
    "D": Grid.index,
    "E": _next_line,
    "M": Grid.reverse_index,
    "c": Grid.reset,
}


def _number(text: str) -> int:
    """Return a parameter as a number; none is 0, and larger ones than any screen has mean the same as the largest."""
    if not text.isdecimal():
        return 0
    return int(text) if len(text) < 6 else 99_999
