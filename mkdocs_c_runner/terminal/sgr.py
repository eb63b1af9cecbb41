"""How characters of a terminal look, and the control sequence that changes it: Select Graphic Rendition."""

from __future__ import annotations

from typing import Any, NamedTuple

_EXTENDED = (38, 48, 58)  # of the text, its ground, its underline

_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


class Style(NamedTuple):
    """How a character looks.

    Attributes:
        bold: And so on, as a program asked for it.
        foreground: The name of a colour, or empty.
        background: The name of a colour, or empty.
        typed: Whether somebody typed it.
        marks: A class of ours, for what a compiler says; or empty.
    """

    bold: bool = False
    faint: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    foreground: str = ""
    background: str = ""
    typed: bool = False
    marks: str = ""

    def classes(self) -> str:
        """The css classes of this style, blank-separated."""
        text, ground = self.foreground, self.background
        coloured = bool(text or ground)
        if self.reverse and coloured:
            text, ground = ground, text or "white"
        names = [name for name in ("bold", "faint", "italic", "underline") if getattr(self, name)]
        names += ["reverse"] if self.reverse and not coloured else []
        names += _of_colour("fg", text) + _of_colour("bg", ground)
        names += [self.marks] if self.marks else []
        return " ".join(f"c-runner-{name}" for name in names)


def _of_colour(part: str, colour: str) -> list[str]:
    """`fg-red`, or for a bright one `fg-red fg-bright`."""
    bright, _, name = colour.rpartition("-")
    return [f"{part}-{each}" for each in (name, bright) if each]


PLAIN = Style()
TYPED = Style(typed=True)


def select(style: Style, parameters: str) -> Style:
    """Applies the parameters of the sequence: ECMA-48 8.3.117, with xterm's 256 and true colours."""
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
        return PLAIN
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
