"""The words of compilers that matter are told apart, and none of theirs is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.html.emphasis import emphasized
from mkdocs_c_runner.terminal.screen import to_runs

from ..strategies import PROFILE

GCC = """\
main.c: In function ‘main’:
main.c:4:13: warning: initialization of ‘int’ from ‘char *’ [-Wint-conversion]
    4 |     int x = "a";
      |             ^~~
main.c:5:26: error: ‘y’ undeclared (first use in this function)
    5 |     printf("%s %d\\n", 3, y);
      |             ~^           ^
main.c:5:26: note: each undeclared identifier is reported only once
collect2: error: ld returned 1 exit status
"""

CLANG = """\
main.c:2:9: fatal error: 'none.h' file not found
#include "none.h"
         ^~~~~~~~
1 error generated.
"""


def marked(text: str) -> list[str]:
    """What has a class, after its class."""
    runs = emphasized(to_runs([(text.encode(), False)]))
    return [f"{style.emphasis}: {text}" for text, style in runs if style.emphasis]


def test_gcc() -> None:
    assert marked(GCC) == [
        *("place: main.c:4:13:", "warning: warning:", "flag: [-Wint-conversion]", "warning: ^~~"),
        *("place: main.c:5:26:", "error: error:", "error: ~^           ^"),
        *("place: main.c:5:26:", "note: note:", "place: collect2:", "error: error:"),
    ]


def test_clang() -> None:
    assert marked(CLANG) == ["place: main.c:2:9:", "error: fatal error:", "error: ^~~~~~~~"]


@pytest.mark.parametrize(
    "text",
    [
        "1 error generated.",
        "the error: is in the middle",
        "    4 |     a = ~b; // error: no",
        "      | ;",
        "\x1b[1mmain.c:1:1: error: x\x1b[0m",
        '    4 |     puts("\u2028main.c:1:1: error: x");',
    ],
)
def test_what_is_none_of_these_stays_as_it_is(text: str) -> None:
    assert marked(text) == []


@PROFILE
@given(st.text(st.sampled_from("m.c:1 errorwarningnote^~|\n\x1b[31m"), max_size=200))
def test_the_text_stays_the_same(text: str) -> None:
    runs = to_runs([(text.encode(), False)])

    found = emphasized(runs)

    assert "".join(text for text, _ in found) == "".join(text for text, _ in runs)
    assert all(text for text, _ in found)
