"""Programs that move the cursor or clear the screen show what stands on a terminal of 24 rows and 80 columns."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.bounds import FRAMES
from mkdocs_c_runner.terminal.screen import Run, plain, to_runs
from mkdocs_c_runner.terminal.sequences import frames
from mkdocs_c_runner.terminal.sgr import TYPED, Style

from ..linear import assert_linear
from ..strategies import PROFILE

LONG = b"x" * 79

SCREENS: dict[str, tuple[bytes, str]] = {
    "up and over": (b"one\ntwo\nthree\n\x1b[2AX\n", "one\nXwo\nthree"),
    "up by default": (b"a\nb\n\x1b[AX", "a\nX"),
    "up stops at the top": (b"a\nb\x1b[99A\rX", "X\nb"),
    "down makes rows": (b"a\x1b[2Bb", "a\n\n b"),
    "right and left": (b"abc\x1b[2Dx\x1b[3Cy", "axc  y"),
    "next and previous line": (b"abc\x1b[2Ex\x1b[Fy", "abc\ny\nx"),
    "a column": (b"abc\x1b[2Gx", "axc"),
    "a row": (b"abc\x1b[2dx", "abc\n   x"),
    "home": (b"one\ntwo\x1b[HX", "Xne\ntwo"),
    "a place": (b"\x1b[2;3Hx\x1b[1;1fy", "y\n  x"),
    "a place beyond the screen": (b"\x1b[99;1Hx", "\n" * 23 + "x"),
    "clear and home": (b"one\ntwo\n\x1b[2J\x1b[Hthree\n", "three"),
    "clear at the beginning": (b"\x1b[2J\x1b[Hone\n\n", "one\n"),
    "clear, the cursor stays": (b"a\nb\x1b[2Jc", "\n c"),
    "clear at the end": (b"one\n\x1b[2J", ""),
    "erase below": (b"one\ntwo\nthree\x1b[2;2H\x1b[J", "one\nt"),
    "erase above": (b"one\ntwo\nthree\x1b[2;2H\x1b[1J", "\n  o\nthree"),
    "erase to the end of a line": (b"abc\n\x1b[1;2H\x1b[K", "a"),
    "erase to the cursor": (b"abc\n\x1b[1;2H\x1b[1K", "  c"),
    "erase a line": (b"abc\ndef\x1b[1;2H\x1b[2K", "\ndef"),
    "erase characters": (b"abcdef\n\x1b[1;2H\x1b[2X", "a  def"),
    "delete characters": (b"abcdef\n\x1b[1;2H\x1b[2P", "adef"),
    "insert blanks": (b"abcdef\n\x1b[1;2H\x1b[2@", "a  bcdef"),
    "delete lines": (b"a\nb\nc\nd\x1b[2H\x1b[2M", "a\nd"),
    "insert lines": (b"a\nb\nc\x1b[2H\x1b[2L", "a\n\n\nb\nc"),
    "save and restore": (b"a\x1b7\nb\nc\x1b8X", "aX\nb\nc"),
    "save and restore as a sequence": (b"a\x1b[s\nb\x1b[uX", "aX\nb"),
    "reverse index": (b"a\nb\x1bMX", "aX\nb"),
    "reverse index in the first row": (b"a\x1bMX", " X\na"),
    "the alternate screen is gone": (b"before\n\x1b[?1049hgame\x1b[?1049lafter\n", "before\nafter"),
    "the alternate screen stays": (b"before\n\x1b[?1049h\x1b[Hgame", "game"),
    "reset": (b"a\nb\x1bcX", "X"),
    "what scrolls off stays": (
        b"".join(b"%d\n" % n for n in range(30)) + b"\x1b[A*",
        "\n".join(map(str, range(29))) + "\n*9",
    ),
    "clearing leaves what has scrolled off": (
        b"".join(b"%d\n" % n for n in range(30)) + b"\x1b[2J\x1b[Hx",
        "\n".join(map(str, range(7))) + "\nx",
    ),
    "clearing all": (b"".join(b"%d\n" % n for n in range(30)) + b"\x1b[H\x1b[2J\x1b[3Jx", "x"),
    "a region scrolls alone": (b"top\na\nb\nend\x1b[2;3r\x1b[3;1H\nc", "top\nb\nc\nend"),
    "scroll up and down": (b"a\nb\x1b[S\x1b[H\x1b[Tx", "a\nx\nb"),
    "long lines are one line": (LONG + b"abc\x1b[A", "x" * 79 + "abc"),
    "long lines take several rows": (LONG + b"abc\x1b[A\rX", "X" + "x" * 78 + "abc"),
    "the last column is no new row yet": (LONG + b"a\x1b[D\nb", "x" * 79 + "a\nb"),
    "backspace in the last column": (b"\x1b[H" + LONG + b"a\bX", "x" * 78 + "Xa"),
    "a line that was long": (LONG + b"abc\x1b[H\x1b[Kshort\nb\x1b[K", "short\nb"),
    "tabs": (b"\x1b[Ha\tb", "a       b"),
    "wide characters": ("猫猫\x1b[2Dx".encode(), "猫x "),
    "half a wide character": ("猫b\x1b[2Dx".encode(), " xb"),
    "a wide character at the edge": (LONG + "猫\x1b[A".encode(), "x" * 79 + "猫"),
    "marks": ("e\u0301x\x1b[Dy".encode(), "e\u0301y"),
    "controls": (b"\x1b[H\x00\x07", "␀␇"),
    "numbers beyond all": (b"\x1b[99999999999999Bx\x1b[999999999999999Dy", "\n" * 23 + "y"),
    "a private sequence does nothing": (b"a\n\x1b[?25lb\x1b[?5Hc\x1b[A", "a\nbc"),
}


@pytest.mark.parametrize("case", SCREENS)
def test_what_stands_on_the_screen_is_shown(case: str) -> None:
    data, screen = SCREENS[case]

    assert plain(data) == screen


def test_styles_and_typed_text_stay() -> None:
    pieces = [(b"\x1b[H\x1b[31mred\x1b[0m: ", False), (b"3\n", True), (b"\x1b[Hw", False)]

    red = Style(foreground="red")

    assert to_runs(pieces) == [("w", Style()), ("ed", red), (": ", Style()), ("3", TYPED)]


def texts(runs: list[list[Run]]) -> list[str]:
    return ["".join(text for text, _ in run) for run in runs]


ANIMATIONS: dict[str, tuple[bytes, list[str]]] = {
    "nothing moves": (b"a\nb\n", []),
    "cleared": (b"\x1b[2J\x1b[Ha\n\x1b[2J\x1b[Hb\n\x1b[2J\x1b[Hc\n", ["a", "b", "c"]),
    "up": (b"a\nb\n\x1b[2Ac\nd\n\x1b[2Ae\nf\n", ["a\nb", "c\nd", "e\nf"]),
    "home": (b"\x1b[Ha\nb\x1b[Hc\nd", ["a\nb", "c\nd"]),
    "restored": (b"\x1b7a\nb\n\x1b8c\nd\n", ["a\nb", "c\nd"]),
    "beneath a heading": (
        b"heading\n\x1b[2;1Ha\nb\n\x1b[2;1Hc\n",
        ["heading\na\nb", "heading\nc\nb"],
    ),
    "beneath text": (b"heading\na\nb\n\x1b[2Ac\nd\n", ["heading\na\nb", "heading\nc\nd"]),
    "parts of one state": (
        b"\x1b[1;1Ha\nb\nc\nd\x1b[2;1Hx\x1b[4;1Hy\x1b[1;1Hz",
        ["a\nx\nc\ny", "z\nx\nc\ny"],
    ),
    "alternate screen": (b"\x1b[?1049ha\x1b[?1049lb", ["a", "b"]),
}


@pytest.mark.parametrize("case", ANIMATIONS)
def test_the_states_of_an_animation_are_told(case: str) -> None:
    data, states = ANIMATIONS[case]

    some, count = frames([(data, False)], 1000)

    assert (texts(some), count) == (states, len(states))


def test_states_have_a_limit() -> None:
    data = b"".join(b"\x1b[2J\x1b[H%03d" % n for n in range(FRAMES * 2))

    assert [len(frames([(data, False)], most)[0]) for most in (10, 10_000)] == [3, FRAMES]
    assert frames([(data, False)], 10)[1] == FRAMES * 2


UNITS = [
    "x",
    "\n",
    "猫",
    "\u0301",
    "\t",
    "\b",
    "\x1b[H",
    "\x1b[A",
    "\x1b[24;80Hx",
    "\x1b[2J",
    "\x1b[1J",
    "\x1b[99L",
]
UNITS += [
    "\x1b[99M",
    "\x1b[99@",
    "\x1b[99S",
    "\x1b[99T",
    "\x1bM",
    "\x1b7",
    "\x1b8",
    "\x1b[?1049h",
    "\x1b[?1049l",
]


@pytest.mark.parametrize("pair", list(product(("", "x"), UNITS)), ids=repr)
def test_any_sequence_takes_time_in_proportion_to_the_text(pair: tuple[str, str]) -> None:
    def cost(length: int) -> float:
        data = ("\x1b[H" + "".join(pair) * (length // len("".join(pair)))).encode()
        begin = time.process_time()
        frames([(data, False)], 10_000)
        return time.process_time() - begin

    assert_linear(cost, repr(pair), [20_000])


@PROFILE
@given(
    st.lists(
        st.sampled_from([*UNITS, "\x1b[2;5r", "\x1b[K", "\x1b[3X", "\x1b[2P", "\r"]), max_size=60
    )
)
def test_the_screen_never_has_more_rows_than_it_has(units: list[str]) -> None:
    runs = to_runs([(f"\x1b[H{''.join(units)}\x1b[3J".encode(), False)])

    assert "".join(text for text, _ in runs).count("\n") < 24
