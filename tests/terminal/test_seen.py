"""What is seen of an output is counted and cut after all control sequences have acted."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.terminal.screen import Run, to_runs
from mkdocs_c_runner.terminal.seen import cut, length
from mkdocs_c_runner.terminal.sgr import PLAIN, TYPED, Style

RED = Style(foreground="red")
PURPLE = b"\x1b[38;2;255;0;255m"
MAGENTA = Style(foreground="bright-magenta")

CUTS: dict[str, tuple[list[tuple[bytes, bool]], list[Run], int]] = {
    "nothing": ([], [], 0),
    "short": ([(b"abcd", False)], [("abcd", PLAIN)], 4),
    "a final line feed is counted": ([(b"abcd\n", False)], [("abcd", PLAIN)], 5),
    "long": ([(b"abcdefghij", False)], [("abcde", PLAIN)], 10),
    "progress": ([(b"1 %\r2 %\r3 %\n", False)], [("3 %", PLAIN)], 4),
    "color before the cut": ([(PURPLE + b"abcdefgh", False)], [("abcde", MAGENTA)], 8),
    "color at the cut": ([(b"abcde" + PURPLE + b"f", False)], [("abcde", PLAIN)], 6),
    "several colors": (
        [(b"abc\x1b[31mdef\x1b[mg", False)],
        [("abc", PLAIN), ("de", RED)],
        7,
    ),
    "typed text is not counted": (
        [(b"ab", False), (b"typed\n", True), (b"cdef", False)],
        [("ab", PLAIN), ("typed\n", TYPED), ("cde", PLAIN)],
        6,
    ),
}


@pytest.mark.parametrize("case", CUTS)
def test_what_is_seen_is_counted_and_cut(case: str) -> None:
    pieces, runs, seen = CUTS[case]

    assert (cut(to_runs(pieces), 5), length(pieces)) == (runs, seen)
