"""Messages of compilers: sentences wrap, and code does not."""

from __future__ import annotations

import re
from html import unescape

import pytest

from mkdocs_c_runner.html.emphasis import emphasized
from mkdocs_c_runner.html.excerpts import MESSAGES
from mkdocs_c_runner.terminal.screen import to_runs

from .test_emphasis import CLANG, GCC

FROM_LINKER = """\
/usr/bin/ld: /tmp/main.o: in function `main':
main.c:(.text+0x5): undefined reference to `f'
"""

# The lines that are not broken, by their numbers.
CASES = {
    "gcc": (GCC, [3, 4, 6, 7]),
    "clang, without a margin": (CLANG, [2, 3]),
    "linker": (FROM_LINKER, []),
    "included": ("In file included from a.h:3,\n                 from main.c:1:\n", []),
    "many lines": ("main.c:12345:1: error: x\n12345 | int x\n      | ^~~\n", [2, 3]),
}


@pytest.mark.parametrize("case", CASES)
def test_code_and_carets_are_not_broken(case: str) -> None:
    text, wanted = CASES[case]
    lines = text.rstrip("\n").split("\n")

    html = MESSAGES.html(emphasized(to_runs([(text.encode(), False)])))

    assert unescape(re.sub(r"<[^>]*>", "", html)) == "\n".join(lines)
    for number, line in enumerate(lines, 1):
        assert _is_unbroken(str(html), line) == (number in wanted), line


def _is_unbroken(html: str, line: str) -> bool:
    """Whether a line stands in an element that is not broken."""
    text = ""
    depths: list[bool] = []
    unbroken: list[bool] = []
    for piece in re.findall(r"<[^>]*>|[^<]+", html):
        if piece == "</span>":
            depths.pop()
        elif piece.startswith("<"):
            depths.append("c-runner-excerpt" in piece)
        else:
            shown = unescape(piece)
            text += shown
            unbroken += [any(depths)] * len(shown)
    return unbroken[text.index(line)]


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        (f"main.c:1:1: error: {'x ' * 40}\n", False),
        (f"main.c:1:1: error: x\n    1 | {'x ' * 40}\n      | ^\n", True),
    ],
)
def test_only_code_makes_them_wide(text: str, wide: bool) -> None:
    assert MESSAGES.is_wide(to_runs([(text.encode(), False)])) == wide
