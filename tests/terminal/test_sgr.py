"""Colors and styles: the parameters of one escape sequence."""

from __future__ import annotations

import pytest

from .test_screen import shown, span

COLOURS: dict[str, tuple[bytes, str]] = {
    "1": (b"1", "bold"),
    "01": (b"01", "bold"),
    "2": (b"2", "faint"),
    "3": (b"3", "italic"),
    "4": (b"4", "underline"),
    "7": (b"7", "reverse"),
    "7, text colour": (b"7;31", "bg-red"),
    "7, ground": (b"7;42", "fg-green bg-white"),
    "7, both": (b"31;7;42", "fg-green bg-red"),
    "31": (b"31", "fg-red"),
    "37": (b"37", "fg-white"),
    "40": (b"40", "bg-black"),
    "44": (b"44", "bg-blue"),
    "90": (b"90", "fg-black fg-bright"),
    "97": (b"97", "fg-white fg-bright"),
    "103": (b"103", "bg-yellow bg-bright"),
    "several at once": (b"1;3;4;31;42", "bold italic underline fg-red bg-green"),
    "the last one counts": (b"31;32", "fg-green"),
    "unknown ones are passed over": (b"5;8;9;31;73", "fg-red"),
    "nothing is zero": (b"1;;31", "fg-red"),
    "palette, dark": (b"38;5;1", "fg-red"),
    "palette, bright": (b"48;5;9", "bg-red bg-bright"),
    "palette, cube": (b"38;5;196", "fg-red fg-bright"),
    "palette, dark cube": (b"38;5;18", "fg-blue"),
    "palette, black of the cube": (b"38;5;16", "fg-black"),
    "palette, beside bold": (b"1;38;5;4", "bold fg-blue"),
    "palette, greys": (b"38;5;232;48;5;255", "fg-black bg-white"),
    "true colour": (b"38;2;255;0;0", "fg-red fg-bright"),
    "true colour, dark": (b"38;2;128;0;0", "fg-red"),
    "true colour, two grounds": (b"38;2;0;200;0;48;2;0;0;130", "fg-green fg-bright bg-blue"),
    "true colour, nearly black": (b"38;2;20;10;40", "fg-black"),
    "true colour, a dark hue": (b"38;2;60;20;90", "fg-magenta"),
    "true colour, a dark green": (b"48;2;0;80;0", "bg-green"),
    "true colour, a pale hue": (b"38;2;255;200;200", "fg-red fg-bright"),
    "true colour, gray": (b"38;2;128;120;130", "fg-white"),
    "true colour, white": (b"38;2;250;250;250", "fg-white"),
    "true colour, then more": (b"38;2;0;0;200;1", "bold fg-blue fg-bright"),
    "palette with colons": (b"38:5:196", "fg-red fg-bright"),
    "true colour with colons": (b"38:2::255:0:0", "fg-red fg-bright"),
    "true colour with colons, short": (b"38:2:255:0:0", "fg-red fg-bright"),
    "wavy underline": (b"4:3", "underline"),
    "colour of the underline": (b"4;58;5;1", "underline"),
}


@pytest.mark.parametrize("case", COLOURS)
def test_colours_become_classes(case: str) -> None:
    parameters, classes = COLOURS[case]

    assert shown(b"\x1b[%smx\x1b[0my" % parameters) == span(classes, "x") + "y"


NO_COLOURS = [
    b"",
    b"0",
    b"1;0",
    b"1;22",
    b"2;22",
    b"3;23",
    b"4;24",
    b"4;4:0",
    b"7;27",
    b"31;39",
    b"41;49",
    b"38;5;1;39",
    b"38",
    b"38;5",
    b"38;2;1",
    b"38;7",
    b"48",
    b"5;8;9;99;107777",
    b"?1",
    b">4;1",
    b"<1",
    b"9" * 5000,
    b"38;5;" + b"9" * 5000,
    b"1;0" * 999,
]


@pytest.mark.parametrize("parameters", NO_COLOURS, ids=lambda data: repr(data)[:24])
def test_other_parameters_leave_plain_text(parameters: bytes) -> None:
    assert shown(b"\x1b[%smx" % parameters) == "x"


STYLES: dict[str, tuple[bytes, str]] = {
    "over lines": (b"\x1b[1ma\nb\x1b[mc", span("bold", "a\nb") + "c"),
    "no more than one element": (b"\x1b[1ma\x1b[1mb", span("bold", "ab")),
    "without text": (b"a\x1b[1m\x1b[0mb", "ab"),
    "overwritten": (b"\x1b[31mab\x1b[0m\rX", "X" + span("fg-red", "b")),
    "erased": (b"\x1b[31mab\x1b[0m\x1b[2K\rc", "c "),
    "bold and faint end together": (b"\x1b[1;2;3;22mx", span("italic", "x")),
    "to the end": (b"\x1b[7mx\n", span("reverse", "x")),
}


@pytest.mark.parametrize("case", STYLES)
def test_a_style_belongs_to_its_characters(case: str) -> None:
    data, html = STYLES[case]

    assert shown(data) == html


def test_a_style_goes_on_in_the_next_piece_and_ends_with_the_output() -> None:
    assert shown(b"\x1b[1ma", b"b") == span("bold", "ab")
    assert shown(b"c") == "c"
