"""What a step changes: each case has steps, and the lines of the last one beside those of an earlier one.

`+` stands before a line that is new, `-` before one that is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.bounds import DIFF_LINES
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.changes import Row, changes_of_block, changes_of_program, compared
from mkdocs_c_runner.program.growth import Grown

CASES = sorted(Path(__file__).with_name("changes").glob("*.txt"))
FILE = "main.c"
LINES = st.lists(st.sampled_from(["a", "b", "c", "", "}"]), max_size=12)


def sections(path: Path) -> dict[str, str]:
    pieces = re.split(r"^== (\w+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], [text.rstrip("\n") for text in pieces[1::2]], strict=True))


def drawn(rows: Iterable[Row]) -> str:
    lines: list[str] = []
    waiting: list[str] = []
    for before, now, is_changed in rows:
        if not is_changed:
            lines += [*waiting, f"  {now}"]
            waiting = []
            continue
        lines += [] if before is None else [f"- {before}"]
        waiting += [] if now is None else [f"+ {now}"]
    return "\n".join(line.rstrip() for line in [*lines, *waiting])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_step_is_shown_with_what_it_changes(path: Path) -> None:
    steps = sections(path)
    expected = {name: steps.pop(name) for name in ("block", "since") if name in steps}
    parts = [
        Part(name, source, Place(f"{name}.md", 0), is_file=False) for name, source in steps.items()
    ]
    programs = [Grown({})]
    for part in parts:
        programs.append(programs[-1].with_part(part, FILE))

    rows = changes_of_block(parts[-1], programs[-2].files[FILE])
    assert drawn(rows) == expected["block"]
    if "since" in expected:
        assert drawn(changes_of_program(programs[-1], programs[1])[FILE]) == expected["since"]


@given(LINES, LINES)
def test_each_line_of_both_texts_is_in_one_row(before: list[str], now: list[str]) -> None:
    rows = compared(before, now)

    assert [row.before for row in rows if row.before is not None] == before
    assert [row.now for row in rows if row.now is not None] == now
    assert all(row.is_changed or row.before == row.now for row in rows)


def test_texts_that_are_too_long_to_be_compared_differ_where_they_begin_to() -> None:
    before = ["same", *(f"old {n}" for n in range(DIFF_LINES + 1)), "same"]
    now = ["same", "old 7", "same"]

    rows = compared(before, now)

    assert [row.is_changed for row in rows] == [False, *[True] * (DIFF_LINES + 1), False]
