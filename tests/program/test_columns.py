"""The columns that compilers count, and the characters that they mean."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.messages.read import read
from mkdocs_c_runner.program.columns import character_column

# What gcc says of the @ on each line: the columns are those of a terminal.
COLUMNS: list[tuple[str, int]] = [
    ("@", 1),
    ("    @", 5),
    ("\t@", 9),
    ("\t\t@", 17),
    ("  \t@", 9),
    ("        \t@", 17),
    ("ab\tc\t@", 17),
    ('"\u00e9" @', 5),
    ('"\u4e2d" @', 6),
    ('"\u4e2d\u6587" @', 8),
    ('"\uff21" @', 6),
    ('"\U0001f600" @', 6),
    ('"\U0001f600\t" @', 11),
    ('"e\u0301" @', 5),
]


@pytest.mark.parametrize(("line", "column"), COLUMNS)
def test_a_column_of_a_terminal_is_a_character_of_the_line(line: str, column: int) -> None:
    assert character_column(line, column) == line.index("@") + 1


@pytest.mark.parametrize(("line", "column"), COLUMNS)
def test_gcc_counts_so(line: str, column: int, sandbox: Sandbox) -> None:
    result = execute(Job((SourceFile("main.c", f"{line}\n".encode()),)), sandbox)

    assert column in [item.column for item in read(result.compile).diagnostics if "@" in item.text]


@pytest.mark.parametrize(
    ("line", "column", "character"),
    [
        ("\tx", 1, 1),
        ("\tx", 5, 1),
        ("\tx", 8, 1),
        ("\u4e2dx", 1, 1),
        ("\u4e2dx", 2, 1),
        ("abc", 4, 4),
        ("abc", 99, 4),
        ("", 1, 1),
        ("", 9, 1),
        ("abc", 0, 1),
    ],
)
def test_a_column_within_or_beyond_a_character_has_a_place_too(
    line: str, column: int, character: int
) -> None:
    assert character_column(line, column) == character
