"""Snapshots in words: a list for each, and a table of what steps change."""

from __future__ import annotations

import re

import pytest

from mkdocs_c_runner.engine.memory.snapshots import Snapshot
from mkdocs_c_runner.engine.memory.values import Ending, Pointer, PointerState, Text, Unknown, Value
from mkdocs_c_runner.html.memory import story
from mkdocs_c_runner.html.memory.kept import Kept
from mkdocs_c_runner.html.memory.words import Words, facts
from mkdocs_c_runner.labels import words

from .pictures import BUGS, NULL, VALUES, array, block, call, pushed, snapshot, struct, to, union

WORDS = Words(words("en"), "main.c")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Unknown(), "not initialized"),
        (NULL, "NULL"),
        (to("heap#1"), "points to heap#1"),
        (to("main.a", "[2]"), "points to main.a[2]"),
        (to("main.a", state=PointerState.PAST_END), "points behind the end of main.a"),
        (to("heap#1", state=PointerState.FREED), "points to heap#1, which has been freed"),
        (Pointer(PointerState.ENDED), "points into a function that has ended"),
        (Pointer(PointerState.OUTSIDE), "points elsewhere"),
        (
            Pointer(PointerState.OUTSIDE, text="main"),
            "points to memory of main without a name",
        ),
        (Pointer(PointerState.FUNCTION, text="less"), "points to less()"),
        (Pointer(PointerState.LITERAL, text='"abc"'), '"abc"'),
        (Text("abc", 4), '"abc"'),
        (Text("abc", 3, Ending.NONE), '"abc" without \\0'),
        (Text("abc", 9, Ending.UNKNOWN), '"abc", not initialized'),
        (Text("abc", 9, Ending.CUT), '"abc…"'),
        (array(1, 2, more=1000), "1, 2, 1,000 more"),
        (struct("struct p", x=1, y=NULL), "x = 1, y = NULL"),
        (union("union u", i=1, f="0.5"), "i = 1, f = 0.5"),
        (array(array(1)), None),
    ],
)
def test_a_value_in_words(value: Value, said: str | None) -> None:
    assert WORDS.simple(value) == said


@pytest.mark.parametrize("taken", [BUGS, VALUES])
def test_a_list_tells_all_that_the_picture_shows(taken: Snapshot) -> None:
    text = re.sub("<[^>]*>", " ", str(WORDS.list_of(taken)))

    for frame in taken.frames:
        assert all(variable.name in text for variable in frame.variables)
    assert all(one.name in text for one in taken.blocks)


def test_blocks_are_told_with_their_state() -> None:
    html = str(WORDS.list_of(BUGS))

    assert "heap#2: 256 bytes of line 8, freed, in use again" in html
    assert "heap#3: 6 bytes of line 8, lost, nothing points to it" in html


def table(*steps: Snapshot, printed: tuple[bytes, ...] = ()) -> list[list[str]]:
    """The texts of the cells."""
    html = str(
        story.table(steps, printed or (b"",) * len(steps), lambda _, line: f"line {line};", WORDS)
    )
    rows = re.findall("<tr>(.*?)</tr>", html, re.DOTALL)[1:]
    return [
        [re.sub("<[^>]*>", "", it) for it in re.findall("<td.*?</td>", row, re.DOTALL)]
        for row in rows
    ]


def test_a_step_tells_what_changed() -> None:
    rows = table(
        snapshot(call("main", 3)),
        snapshot(call("main", 4, i=1)),
        snapshot(call("main", 5, i=2), call("f", 9, x=2)),
        snapshot(call("main", 5, i=2), call("f", 10, x=3), blocks=(block(1, 7, "int"),)),
        snapshot(call("main", 5, i=2), blocks=(block(1, None, "int", "freed"),)),
        snapshot(call("main", 6, i=2))._replace(ended="main ends"),
    )

    assert [row[1:] for row in rows] == [
        ["3", "line 3;", ""],
        ["4", "line 4;", "i: 1"],
        ["9", "line 9;", "f is called; main.i: 2; x: 2"],
        ["10", "line 10;", "x: 3; heap#1: 7"],
        ["5", "line 5;", "main goes on; heap#1: freed"],
        ["6", "line 6;", "The program ends."],
    ]


def test_a_crash_is_told() -> None:
    rows = table(snapshot(call("main", 6))._replace(ended="SIGSEGV"))

    assert rows[0][3] == "Killed by SIGSEGV (segmentation fault)."


def test_a_step_tells_what_was_printed() -> None:
    steps = (snapshot(call("main", 3)), snapshot(call("main", 4)))

    assert [row[4] for row in table(*steps, printed=(b"", b"<a>\n"))] == ["", "&lt;a&gt;\n"]


def test_a_part_that_changes_is_told_and_no_other() -> None:
    steps = pushed(2).snapshots
    known = facts(steps[2], WORDS, Kept())

    assert known == {"main.list": "NULL", "main.i": "1"}
    known = facts(steps[4], WORDS, Kept())
    assert (known["main.list"], known["push.list"], known["push.value"]) == ("NULL", "NULL", "10")
    assert known["push.new"] == "points to heap#1"
    assert (known["heap#1.value"], known["heap#1.next"]) == ("not initialized", "not initialized")
