"""The styles of characters on a terminal, and the control sequence that changes them: Select Graphic Rendition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

_EXTENDED = (38, 48, 58)  # the colors of the text, its background, its underline

_COLORS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


class Style(NamedTuple):
    """The style of a character.

    Attributes:
        bold: Whether the program asked for bold characters.
        faint: Whether it asked for faint ones.
        italic: Whether it asked for italic ones.
        underline: Whether it asked for underlined ones.
        reverse: Whether it asked for exchanged colors of text and background.
        foreground: The name of a color, or empty.
        background: The name of a color, or empty.
        typed: Whether the character was typed.
        emphasis: The word of a compiler message that it belongs to, such as `error` or `place`; or empty.
    """

    bold: bool = False
    faint: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    foreground: str = ""
    background: str = ""
    typed: bool = False
    emphasis: str = ""

    def classes(self) -> str:
        """Return the css classes of this style, separated by spaces."""
        text, ground = self.foreground, self.background
        is_colored = bool(text or ground)
        if self.reverse and is_colored:
            text, ground = ground, text or "white"
        names = [name for name in ("bold", "faint", "italic", "underline") if getattr(self, name)]
        names += ["reverse"] if self.reverse and not is_colored else []
        names += _of_color("fg", text) + _of_color("bg", ground)
        names += [self.emphasis] if self.emphasis else []
        return " ".join(f"c-runner-{name}" for name in names)


def _of_color(part: str, color: str) -> list[str]:
    """Return the names of a color: `fg-red`, and for a bright one `fg-bright` too."""
    bright, _, name = color.rpartition("-")
    return [f"{part}-{each}" for each in (name, bright) if each]


PLAIN = Style()
TYPED = Style(typed=True)


def select(style: Style, parameters: str) -> Style:
    """Apply the parameters of the sequence: ECMA-48 8.3.117, with xterm's 256 and true colors."""
    if parameters[:1] in ("<", "=", ">", "?"):
        return style  # a private sequence, which sets no color
    groups = ([_number(code) for code in group.split(":")] for group in parameters.split(";"))
    for code, *details in groups:
        if code in _EXTENDED:
            color = _extended_color(details or _details(groups))
            if code == 38:
                style = style._replace(foreground=color)
            elif code == 48:
                style = style._replace(background=color)
        elif code == 4 and details == [0]:
            style = style._replace(underline=False)
        else:
            style = _simple(style, code)
    return style


def _number(code: str) -> int:
    """Return a parameter as a number. Very long ones become a number without a meaning."""
    if not code.isdecimal():
        return 0
    return int(code) if len(code) < 6 else 99_999


def _details(groups: Iterator[list[int]]) -> list[int]:
    """Take the parameters of an extended color, where they are groups of their own."""
    kind = next(groups, [0])[0]
    wanted = {5: 1, 2: 3}.get(kind, 0)
    return [kind, *(group[0] for group in islice(groups, wanted))]


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
        return PLAIN
    if code in _SWITCHES:
        return style._replace(**_SWITCHES[code])
    for first, prefix in ((30, ""), (90, "bright-")):
        if first <= code < first + 8:
            return style._replace(foreground=prefix + _COLORS[code - first])
        if first + 10 <= code < first + 18:
            return style._replace(background=prefix + _COLORS[code - first - 10])
    return style


def _extended_color(details: list[int]) -> str:
    """Return the nearest of the sixteen colors for the parameters behind 38 or 48, or an empty name."""
    match details:
        case [5, number, *_]:
            return _of_palette(number)
        case [2, red, green, blue]:
            return _nearest(red, green, blue)
        case [2, _, red, green, blue, *_]:  # with a color space
            return _nearest(red, green, blue)
    return ""


def _of_palette(number: int) -> str:
    if number < 8:
        return _COLORS[number]
    if number < 16:
        return f"bright-{_COLORS[number - 8]}"
    if number > 255:
        return ""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return _nearest(grey, grey, grey)
    cube = number - 16
    return _nearest(*(51 * (cube // step % 6) for step in (36, 6, 1)))


def _nearest(red: int, green: int, blue: int) -> str:
    darkest, lightest = min(red, green, blue), max(red, green, blue)
    # A dark or pale color keeps its hue; a gray has none.
    least = (darkest + lightest + 1) // 2 if lightest >= 64 and lightest - darkest >= 48 else 96
    bits = sum(bit for bit, value in ((1, red), (2, green), (4, blue)) if value >= least)
    bright = lightest >= 192 and bits not in (0, 7)
    return ("bright-" if bright else "") + _COLORS[bits]
