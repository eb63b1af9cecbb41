"""What a terminal would show, as HTML.

Line feed, carriage return, backspace and erase-line act; colours become classes; other escape sequences
are dropped; every other control character, and what would reorder text, is shown as a symbol. All text
is escaped here and nowhere else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r"""
    \x1b\[ (?P<parameters>[0-9:;<=>?]*) [ -/]* (?P<final>[@-~])      # control sequence
  | \x1b[\]PX^_] [^\x07\x1b]* (?:\x07|\x1b\\)                          # string sequence: title, link …
  | \x1b[ -/]+[0-~] | \x1b[0-OQ-WYZ\\`-~]                             # short escape
  | (?P<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)
  | (?P<control>.)
    """,
    re.VERBOSE | re.DOTALL,
)

# Whatever is more than printable ASCII in lines.
_ACTS = re.compile(rb"[^\n -~]")

_EXTENDED = (38, 48, 58)  # of the text, its ground, its underline

_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


class Style(NamedTuple):
    """How a character looks."""

    bold: bool = False
    faint: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    foreground: str = ""
    background: str = ""
    typed: bool = False

    def classes(self) -> str:
        """The css classes of this style, blank-separated."""
        names = [
            name
            for name in ("bold", "faint", "italic", "underline", "reverse")
            if getattr(self, name)
        ]
        names += [f"fg-{self.foreground}"] if self.foreground else []
        names += [f"bg-{self.background}"] if self.background else []
        return " ".join(f"c-runner-{name}" for name in names)


Cell = tuple[str, Style]

_TAB_STOP = 8
_FILL = ""  # the columns that a tab takes beyond its first


class Screen:
    """A terminal of endless height and width: lines of cells, and a cursor in the last of them."""

    def __init__(self) -> None:
        self._done: list[Cell] = []
        self._line: list[Cell] = []
        self._column = 0
        self._style = Style()

    def write(self, data: bytes, *, typed: bool = False) -> None:
        """Writes output, or text that was typed."""
        before = self._style
        if typed:
            self._style = Style(typed=True)
        for token in _TOKEN.finditer(data.decode(errors="replace")):
            if token["text"] is not None:
                self._put(token["text"])
            elif token["control"] is not None:
                self._control(token["control"])
            elif token["final"] == "m":
                self._style = _select(self._style, token["parameters"])
            elif token["final"] == "K":
                self._erase(token["parameters"])
        if typed:
            self._style = before

    def html(self) -> str:
        """All that is on the screen, less one final line feed."""
        cells = self._done + self._line
        if cells and cells[-1][0] == "\n":
            cells = cells[:-1]
        return "".join(_html_of(cells))

    def _put(self, text: str) -> None:
        for position, part in enumerate(text.split("\t")):
            if position:
                self._tab()
            self._write_cells([(character, self._style) for character in part])

    def _tab(self) -> None:
        """Moves to the next stop; a tab beyond the text stays one, so that it can be copied."""
        stop = self._column + _TAB_STOP - self._column % _TAB_STOP
        if self._column == len(self._line):
            filling = [(_FILL, self._style)] * (stop - self._column - 1)
            self._line += [("\t", self._style), *filling]
        self._column = stop

    def _write_cells(self, cells: list[Cell]) -> None:
        if not cells:
            return
        end = self._column + len(cells)
        self._line += [(" ", Style())] * (self._column - len(self._line))
        self._spread_tabs(self._column, end)
        self._line[self._column : end] = cells
        self._column = end

    def _spread_tabs(self, start: int, end: int) -> None:
        """Makes blanks of the tabs that these columns touch, before something is written over them."""
        for index in range(start, min(end, len(self._line))):
            if self._line[index][0] not in ("\t", _FILL):
                continue
            first = index
            while self._line[first][0] == _FILL:
                first -= 1
            while first < len(self._line) and self._line[first][0] in ("\t", _FILL):
                if self._line[first][0] == "\t" and first > index:
                    break
                self._line[first] = (" ", self._line[first][1])
                first += 1

    def _control(self, character: str) -> None:
        if character == "\n":
            self._done += [*self._line, ("\n", self._style)]
            self._line, self._column = [], 0
        elif character == "\r":
            self._column = 0
        elif character == "\b":
            self._column = max(0, self._column - 1)
        else:
            self._put(_symbol(character))

    def _erase(self, parameters: str) -> None:
        self._spread_tabs(self._column, self._column + 1)
        if parameters in ("", "0"):
            del self._line[self._column :]
        elif parameters in ("1", "2"):
            end = len(self._line)
            if parameters == "1":
                end = min(end, self._column + 1)
            self._line[:end] = [(" ", Style())] * end


def to_html(pieces: Iterable[tuple[bytes, bool]]) -> str:
    """The HTML of output and typed text, in order: pairs of bytes and whether they were typed."""
    pieces = list(pieces)
    if not any(_ACTS.search(data) for data, _ in pieces):
        return _html_of_text(pieces)
    screen = Screen()
    for data, typed in pieces:
        screen.write(data, typed=typed)
    return screen.html()


def _html_of_text(pieces: list[tuple[bytes, bool]]) -> str:
    """What a screen would show of plain text, at a fraction of the cost."""
    runs = [
        (typed, b"".join(data for data, _ in run).decode())
        for typed, run in groupby(pieces, key=lambda piece: piece[1])
    ]
    while runs and not runs[-1][1]:
        runs.pop()
    if runs and runs[-1][1].endswith("\n"):
        runs[-1] = (runs[-1][0], runs[-1][1][:-1])
    texts = ((typed, html.escape(text, quote=False)) for typed, text in runs if text)
    return "".join(
        f'<kbd class="c-runner-stdin">{text}</kbd>' if typed else text for typed, text in texts
    )


def plain(data: bytes) -> str:
    """Text for a log or a message: no control character but line feed and tab gets through."""
    if not _ACTS.search(data):
        return data.decode().removesuffix("\n")
    screen = Screen()
    screen.write(data)
    return html.unescape(re.sub(r"<[^>]*>", "", screen.html()))


def _html_of(cells: list[Cell]) -> Iterable[str]:
    for style, run in groupby(cells, key=lambda cell: cell[1]):
        text = html.escape("".join(character for character, _ in run), quote=False)
        if style.typed:
            yield f'<kbd class="c-runner-stdin">{text}</kbd>'
        elif style.classes():
            yield f'<span class="{style.classes()}">{text}</span>'
        else:
            yield text


def _symbol(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u2039U+{code:04X}\u203a"


def _select(style: Style, parameters: str) -> Style:
    """Applies Select Graphic Rendition: ECMA-48 8.3.117, with xterm's 256 and true colours."""
    if parameters[:1] in ("<", "=", ">", "?"):
        return style  # somebody's own, which sets no colour
    groups = [[_number(code) for code in group.split(":")] for group in parameters.split(";")]
    while groups:
        code, *details = groups.pop(0)
        if code in _EXTENDED:
            colour = _extended_colour(details or _details(groups))
            if code == 38:
                style = style._replace(foreground=colour)
            elif code == 48:
                style = style._replace(background=colour)
        elif code == 4 and details == [0]:
            style = style._replace(underline=False)
        else:
            style = _simple(style, code)
    return style


def _number(code: str) -> int:
    """A parameter; an absurdly long one is as good as any that means nothing."""
    if not code.isdecimal():
        return 0
    return int(code) if len(code) < 6 else 99_999


def _details(groups: list[list[int]]) -> list[int]:
    """What follows an extended colour in groups of its own; takes them off the list."""
    kind = groups.pop(0)[0] if groups else 0
    wanted = {5: 1, 2: 3}.get(kind, 0)
    found = [group[0] for group in groups[:wanted]]
    del groups[:wanted]
    return [kind, *found]


_SWITCHES: dict[int, dict[str, Any]] = {
    1: {"bold": True},
    2: {"faint": True},
    3: {"italic": True},
    4: {"underline": True},
    7: {"reverse": True},
    22: {"bold": False, "faint": False},
    23: {"italic": False},
    24: {"underline": False},
    27: {"reverse": False},
    39: {"foreground": ""},
    49: {"background": ""},
}


def _simple(style: Style, code: int) -> Style:
    if code == 0:
        return Style()
    if code in _SWITCHES:
        return style._replace(**_SWITCHES[code])
    for first, prefix in ((30, ""), (90, "bright-")):
        if first <= code < first + 8:
            return style._replace(foreground=prefix + _COLOURS[code - first])
        if first + 10 <= code < first + 18:
            return style._replace(background=prefix + _COLOURS[code - first - 10])
    return style


def _extended_colour(details: list[int]) -> str:
    """The nearest of the sixteen colours for what follows 38 or 48, or none."""
    match details:
        case [5, number, *_]:
            return _of_palette(number)
        case [2, red, green, blue]:
            return _nearest(red, green, blue)
        case [2, _, red, green, blue, *_]:  # with a colour space
            return _nearest(red, green, blue)
    return ""


def _of_palette(number: int) -> str:
    if number < 8:
        return _COLOURS[number]
    if number < 16:
        return f"bright-{_COLOURS[number - 8]}"
    if number > 255:
        return ""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return _nearest(grey, grey, grey)
    cube = number - 16
    return _nearest(*(51 * (cube // step % 6) for step in (36, 6, 1)))


def _nearest(red: int, green: int, blue: int) -> str:
    bits = sum(bit for bit, value in ((1, red), (2, green), (4, blue)) if value >= 96)
    bright = max(red, green, blue) >= 192 and bits not in (0, 7)
    return ("bright-" if bright else "") + _COLOURS[bits]
