"""Long output is folded and wide output scrolls; nothing of it is lost or changes its looks."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.html.folding import LONGEST_LINE, NARROW, fold, fold_line, is_wide
from mkdocs_c_runner.terminal.screen import Run, to_runs

from ..strategies import PROFILE
from .shown import html_of, shown


def runs(*pieces: str | tuple[str, bool]) -> list[Run]:
    """What is seen of output, or of pairs of output and whether it was typed."""
    pairs = [(piece, False) if isinstance(piece, str) else piece for piece in pieces]
    return to_runs((text.encode(), typed) for text, typed in pairs)


def numbered(count: int) -> str:
    """Lines with their numbers."""
    return "".join(f"{number}\n" for number in range(1, count + 1))


def text_of(run: list[Run]) -> str:
    """The text alone."""
    return "".join(text for text, _ in run)


# Commands, each as how many lines it has and how many it prints; how many lines need no folding; and the pieces.
SESSIONS = {
    "between commands": ([(1, 0)] * 20, 12, (6, 17)),
    "within an output": ([(1, 3), (1, 20), (1, 2)], 12, (6, 25)),
    "no command without output": ([(1, 4), (1, 20), (1, 2)], 12, (5, 26)),
    "no output without command": ([(1, 9), (1, 9), (1, 4)], 12, (6, 20)),
    "not the lines of a command": ([(1, 3), (4, 9), (1, 3)], 12, (4, 17)),
    "one command": ([(1, 40)], 12, (6, 38)),
    "one long command": ([(10, 40)], 12, (11, 47)),
    "the last command is the long one": ([(1, 0)] * 5 + [(1, 40)], 12, (7, 43)),
    "its command is far away": ([(1, 0)] * 10 + [(1, 40)], 12, (6, 48)),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_a_fold_leaves_commands_with_what_they_print(name: str) -> None:
    commands, most, cuts = SESSIONS[name]
    heads, count = [], 0
    for lines, printed in commands:
        heads.append((count, count + lines))
        count += lines + printed
    text = runs(numbered(count).rstrip("\n"))

    folded = fold(text, most, heads)

    assert folded
    head, hidden = (text_of(piece).count("\n") for piece in (folded.head, folded.hidden))
    assert (head, head + hidden) == cuts
    assert text_of(folded.head + folded.hidden + folded.tail) == text_of(text)


@pytest.mark.parametrize(
    ("lines", "most", "sizes"),
    [
        (40, 40, None),
        (41, 40, (20, 11, 10)),
        (1000, 40, (20, 970, 10)),
        (3, 2, (1, 2, 0)),
        (5, 4, (2, 2, 1)),
        (1000, 0, None),
    ],
)
def test_three_quarters_of_what_needs_no_folding_stay_in_sight(
    lines: int, most: int, sizes: tuple[int, int, int] | None
) -> None:
    folded = fold(runs(numbered(lines)), most)

    if sizes is None:
        assert folded is None
    else:
        assert folded is not None
        pieces = [text_of(piece) for piece in (folded.head, folded.hidden, folded.tail)]
        assert tuple(len(piece.split()) for piece in pieces) == sizes
        assert folded.lines == sizes[1]
        assert "".join(pieces) == numbered(lines).removesuffix("\n")


@PROFILE
@given(
    st.lists(st.tuples(st.sampled_from(["a", "\n", "b\nc\n", "\n\n", "\x1b[31m"]), st.booleans())),
    st.integers(2, 9),
)
def test_the_pieces_are_the_text(pieces: list[tuple[str, bool]], most: int) -> None:
    whole = runs(*pieces)

    folded = fold(whole, most)

    if folded is None:
        assert text_of(whole).count("\n") < most
    else:
        cut = [*folded.head, *folded.hidden, *folded.tail]
        assert [(one, style) for text, style in cut for one in text] == [
            (one, style) for text, style in whole for one in text
        ]
        assert all(text for text, _ in folded.tail)


def test_colours_and_typed_text_go_on_behind_the_cut() -> None:
    folded = fold(runs(f"\x1b[31m{numbered(5)}", ("6\n7\n8\n", True), "9"), 4)

    assert folded is not None
    assert [(text, style.foreground) for text, style in folded.head] == [("1\n2\n", "red")]
    assert [(text, style.typed) for text, style in folded.hidden] == [
        ("3\n4\n5\n", False),
        ("6\n7\n8\n", True),
    ]
    assert text_of(folded.tail) == "9"


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("x" * NARROW, False),
        ("x" * (NARROW + 1), True),
        ("x\n" * 100, False),
        ("short\n" + "x" * (NARROW + 1) + "\nshort\n", True),
        ("\t" * (NARROW // 8) + "x", True),
        ("ä" * NARROW, False),
        ("漢" * (NARROW // 2), False),
        ("漢" * (NARROW // 2) + "x", True),
    ],
)
def test_wide_is_what_has_a_line_that_is_too_long_for_a_narrow_page(text: str, wide: bool) -> None:
    assert is_wide(runs(text)) is wide


class _Texts(HTMLParser):
    """The text of all `.c-runner-output code`, and what unfolds."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.summaries: list[str] = []
        self._inside = self._summary = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self._inside = "c-runner-output" in (dict(attrs)["class"] or "").split()
        self._summary = tag == "summary"

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "code"
        self._summary = False

    def handle_data(self, data: str) -> None:
        if self._summary:
            self.summaries.append(data)
        elif self._inside:
            self.text += data


def test_the_page_has_the_whole_text_and_says_how_much_is_folded() -> None:
    text = numbered(1244)
    run = Stage(0, None, None, (Segment("terminal", text.encode()),), len(text), truncated=False)
    result = Result.judge(Stage(0, None, None, (), 0, truncated=False), run, Measured())
    header = parse({"run": "run"}, Options(), Rules())

    html = html_of(shown(header.options, result))

    page = _Texts()
    page.feed(html)
    assert page.text == text.removesuffix("\n")
    assert page.summaries == ["1,214 lines hidden"]
    (more,) = re.findall(r'<details class="c-runner-more.*?</details>', html, re.DOTALL)
    assert unescape(re.sub(r"<.*?>", "", more)).split()[3:] == numbered(1234).split()[20:]
    (copied,) = re.findall(r' data-copy="(.*?)"', html, re.DOTALL)
    assert unescape(copied) == page.text


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("x" * LONGEST_LINE, None),
        ("x\n" * LONGEST_LINE, None),
        ("x" * 9000, (1000, 8000, 0)),
        ("ab\n" + "x" * 9000 + "\nend\n", (1003, 8001, 3)),
        ("\x1b[31m" + "x" * 9000 + "\nend", (1000, 8001, 3)),
        ("x" * 9000 + "\n" + "y" * 9000, (1000, 8001, 9000)),
    ],
)
def test_a_very_long_line_is_folded(text: str, sizes: tuple[int, int, int] | None) -> None:
    whole = runs(text)

    folded = fold_line(whole)

    if sizes is None:
        assert folded is None
    else:
        assert folded is not None
        pieces = [text_of(piece) for piece in (folded.head, folded.hidden, folded.tail)]
        assert tuple(map(len, pieces)) == sizes
        assert "".join(pieces) == text_of(whole)
        assert folded.characters == 8000


@pytest.mark.parametrize(
    ("text", "summaries"),
    [
        ("x" * 9000, ["8,000 characters hidden"]),
        (
            "a\n" + "x" * 9000 + "\nb\n" + "y" * 3000,
            ["8,000 characters hidden", "2,000 characters hidden"],
        ),
        ("x" * 9000 + "\n" + numbered(60), ["8,000 characters hidden", "31 lines hidden"]),
        (("x" * 3000 + "\n") * 30, ["2,000 characters hidden"] * 20),
    ],
)
def test_the_page_has_very_long_lines_whole(text: str, summaries: list[str]) -> None:
    run = Stage(0, None, None, (Segment("terminal", text.encode()),), len(text), truncated=False)
    result = Result.judge(Stage(0, None, None, (), 0, truncated=False), run, Measured())
    header = parse({"run": "run", "truncate": "100000"}, Options(), Rules())

    html = html_of(shown(header.options, result))

    page = _Texts()
    page.feed(html)
    assert page.text == text.removesuffix("\n")
    assert page.summaries == summaries
    (copied,) = re.findall(r' data-copy="(.*?)"', html, re.DOTALL)
    assert unescape(copied) == page.text
    unfolded = html_of(shown(header.options.with_values({"fold": 0}), result))
    assert "details" not in unfolded


def test_a_very_long_message_of_a_compiler_is_folded() -> None:
    said = f"main.c:1:2: error: #error {'word ' * 2000}\n".encode()
    compiled = Stage(1, None, None, (Segment("stderr", said),), len(said), truncated=False)
    header = parse({"run": "run", "expect": "compile-error"}, Options(), Rules())

    html = html_of(shown(header.options, Result.judge(compiled, None, Measured())))

    assert re.findall("<summary>(.*?)</summary>", html) == ["9,026 characters hidden"]
