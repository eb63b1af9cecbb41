"""What a terminal would show of a program's bytes, and that all of it is escaped."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.terminal.screen import plain, to_html

from ..strategies import PROFILE


def shown(*data: bytes) -> str:
    """The HTML of output."""
    return to_html((piece, False) for piece in data)


def seen(html: str) -> str:
    """The characters that stand on the screen, tabs as the blanks that they look like."""
    return unescape(re.sub(r"<[^>]*>", "", html)).expandtabs(8)


def span(classes: str, text: str) -> str:
    """Text with these classes, without their prefix."""
    names = " ".join(f"c-runner-{name}" for name in classes.split())
    return f'<span class="{names}">{text}</span>'


LINES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ""),
    "one line": (b"x\n", "x"),
    "no final line feed": (b"x", "x"),
    "one final line feed is not shown": (b"x\n\n", "x\n"),
    "line feed alone": (b"\n", ""),
    "blanks stay": (b"  x  \n  \n", "  x  \n  "),
    "line feed begins a new line": (b"ab\ncd", "ab\ncd"),
    "carriage return overwrites": (b"abc\rX", "Xbc"),
    "progress": (b" 50%\r100%\n", "100%"),
    "carriage return and line feed": (b"ab\r\ncd\r\n", "ab\ncd"),
    "several carriage returns": (b"ab\r\r\rX", "Xb"),
    "a line that is done is not overwritten": (b"ab\ncd\rX", "ab\nXd"),
    "backspace overwrites": (b"ab\bc", "ac"),
    "backspace alone moves": (b"ab\b", "ab"),
    "backspace stops at the margin": (b"a\b\b\bX", "X"),
    "backspace stays on its line": (b"a\n\b\bX", "a\nX"),
    "bold as typewriters made it": (b"a\bab\bb", "ab"),
    "erase to the end": (b"abcdef\b\b\x1b[K!", "abcd!"),
    "erase to the end by number": (b"abc\r\x1b[0Kx", "x"),
    "erase to the cursor, and under it": (b"abcd\b\b\x1b[1K", "   d"),
    "erase the line, the cursor stays": (b"abc\x1b[2Kx", "   x"),
    "erase, other numbers": (b"abc\x1b[3Kx", "abcx"),
    "text that is rewritten": (b"aaaa\rbb\x1b[K\rc", "cb"),
}


@pytest.mark.parametrize("case", LINES)
def test_lines_are_written_as_a_terminal_does(case: str) -> None:
    data, html = LINES[case]

    assert shown(data) == html


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\tb", "a       b"),
        (b"\t\tx", "                x"),
        (b"12345678\tx", "12345678        x"),
        (b"\tX\rabc", "abc     X"),
        (b"a\tb\rX", "X       b"),
        (b"a\tb\b\b\bX", "a     X b"),
        (b"ab\t\bX", "ab     X"),
        (b"abcdefghij\r\tX", "abcdefghXj"),
        (b"a\tb\r\x1b[Kx", "x"),
    ],
)
def test_a_tab_moves_to_the_next_stop_and_wipes_out_nothing(data: bytes, text: str) -> None:
    assert seen(shown(data)) == text


def test_a_tab_that_nothing_overwrites_can_be_copied() -> None:
    assert shown(b"a\tb\n\tc\n") == "a\tb\n\tc"


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b[?25l",
        b"\x1b[ q",
        b"\x1b[!p",
        b"\x1b[6n",
        b"\x1b]0;title\x07",
        b"\x1b]0;title\x1b\\",
        b"\x1b]8;;javascript:alert(1)\x1b\\",
        b"\x1b]52;c;aGk=\x07",
        b"\x1bPq#0\x1b\\",
        b"\x1b_app\x1b\\",
        b"\x1b^pm\x1b\\",
        b"\x1bXsos\x1b\\",
        b"\x1b(B",
        b"\x1b#8",
        b"\x1b7",
        b"\x1b=",
        b"\x1b\\",
    ],
)
def test_other_sequences_are_dropped(sequence: bytes) -> None:
    assert shown(b"a" + sequence + b"b\n") == "ab"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b", "\u241b"),
        (b"\x1b[", "\u241b["),
        (b"\x1b[31", "\u241b[31"),
        (b"\x1b[31\nm", "\u241b[31\nm"),
        (b"\x1b]0;title", "\u241b]0;title"),
        (b"\x1b]0;title\x1b[1m!", "\u241b]0;title" + span("bold", "!")),
        (b"\x1bPq", "\u241bPq"),
        (b"\x1b\x1b[1mx", "\u241b" + span("bold", "x")),
        (b"\x1b\n", "\u241b"),
        (b"\x1b\xe2\x82\xac", "\u241b\u20ac"),
        (b"\x1b[\xff", "\u241b[\ufffd"),
    ],
)
def test_a_sequence_that_never_ends_is_shown(data: bytes, text: str) -> None:
    assert shown(data) == text


ACTING = {0x08, 0x09, 0x0A, 0x0D, 0x1B}
C0 = [(code, chr(0x2400 + code)) for code in range(0x20) if code not in ACTING]
C1 = [(code, f"\u2039U+{code:04X}\u203a") for code in range(0x80, 0xA0)]
BIDI = [
    (code, f"\u2039U+{code:04X}\u203a")
    for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
]


@pytest.mark.parametrize(("code", "symbol"), [*C0, (0x7F, "\u2421"), *C1, *BIDI])
def test_every_other_control_character_is_shown_as_a_symbol(code: int, symbol: str) -> None:
    assert shown(f"a{chr(code)}b".encode()) == f"a{symbol}b"
    assert plain(f"a{chr(code)}b".encode()) == f"a{symbol}b"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xff", "\ufffd"),
        (b"a\x80b", "a\ufffdb"),
        (b"\xe2\x82", "\ufffd"),
        (b"\xc0\xaf", "\ufffd\ufffd"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
        (b"\xff\xfe<\x00", "\ufffd\ufffd&lt;\u2400"),
        ("\u4e2d\U0001f600e\u0301\u00ad".encode(), "\u4e2d\U0001f600e\u0301\u00ad"),
    ],
)
def test_bytes_that_are_no_utf8_are_marked_and_the_rest_stays(data: bytes, text: str) -> None:
    assert shown(data) == text


@pytest.mark.parametrize(
    ("data", "html"),
    [
        (b"a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        (b"\"quoted\" 'text'", "\"quoted\" 'text'"),
        (b"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (
            b"</code></pre><img src=x onerror=y>",
            "&lt;/code&gt;&lt;/pre&gt;&lt;img src=x onerror=y&gt;",
        ),
        (b"&lt;&#60;", "&amp;lt;&amp;#60;"),
        (b"<\x1b[1mb\x1b[0m>", "&lt;" + span("bold", "b") + "&gt;"),
        (b"<!-- -->\r<", "&lt;!-- --&gt;"),
        (b'\x1b[1;"><b>m', '\u241b[1;"&gt;&lt;b&gt;m'),
    ],
)
def test_all_text_is_escaped(data: bytes, html: str) -> None:
    assert shown(data) == html


def typed(text: str) -> str:
    """Typed text, as it is marked."""
    return f'<kbd class="c-runner-stdin">{text}</kbd>'


TYPED: dict[str, tuple[list[tuple[bytes, bool]], str]] = {
    "between output": (
        [(b"Two numbers: ", False), (b"3 4\n", True), (b"7\n", False)],
        "Two numbers: " + typed("3 4\n") + "7",
    ),
    "at the end": ([(b"? ", False), (b"x\n", True)], "? " + typed("x")),
    "at the beginning": ([(b"x\n", True), (b"y", False)], typed("x\n") + "y"),
    "without a line feed": ([(b"x", True), (b"y", False)], typed("x") + "y"),
    "two lines": ([(b"x\n", True), (b"y\n", True), (b"z", False)], typed("x\ny\n") + "z"),
    "escaped": ([(b"<b>&\n", True), (b".", False)], typed("&lt;b&gt;&amp;\n") + "."),
    "no colour, and colour goes on": (
        [(b"\x1b[1ma", False), (b"b", True), (b"c", False)],
        span("bold", "a") + typed("b") + span("bold", "c"),
    ),
    "overwritten": ([(b"ab", True), (b"\rX", False)], "X" + typed("b")),
    "backspace": ([(b"ab\bc", True)], typed("ac")),
    "controls": ([(b"\x01", True)], typed("\u2401")),
    "nothing": ([(b"", True)], ""),
}


@pytest.mark.parametrize("case", TYPED)
def test_typed_text_is_marked_as_such(case: str) -> None:
    pieces, html = TYPED[case]

    assert to_html(pieces) == html


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\x1b[31mb\x1b[0mc\n", "abc"),
        (b"a < b & c > d", "a < b & c > d"),
        (b"&lt;&amp;lt;&#27;&#x1b;", "&lt;&amp;lt;&#27;&#x1b;"),
        (b"<b>x</b>", "<b>x</b>"),
        (b"one\r\n::error::two\n", "one\n::error::two"),
        (b"\x1b]0;t\x07\x07", "\u2407"),
        (b"a\tb", "a\tb"),
    ],
)
def test_plain_text_has_no_markup_and_loses_nothing(data: bytes, text: str) -> None:
    assert plain(data) == text


CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@PROFILE
@given(st.lists(st.tuples(st.binary(), st.booleans())))
def test_no_control_character_gets_through(pieces: list[tuple[bytes, bool]]) -> None:
    data = b"".join(piece for piece, _ in pieces)

    assert CONTROLS.search(to_html(pieces)) is None
    assert CONTROLS.search(plain(data)) is None


@PROFILE
@given(st.text(st.characters(exclude_categories=["C"], include_characters="\n")))
def test_text_without_controls_is_shown_as_it_is(text: str) -> None:
    assert plain(text.encode()) == text.removesuffix("\n")
