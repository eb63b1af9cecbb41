"""The table of system calls, compared with the headers of this machine's kernel."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.sandbox import syscalls
from mkdocs_c_runner.engine.sandbox.syscalls import SYSCALLS

from . import syscall_tables

each_machine = pytest.mark.parametrize("machine", sorted(SYSCALLS))


@each_machine
def test_the_table_agrees_with_the_header_as_far_as_that_goes(machine: str) -> None:
    try:
        header = syscall_tables.numbers_of_header(machine)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no compiler or no headers: {error}")
    table, last = SYSCALLS[machine], max(SYSCALLS[machine].values())

    assert len(header) > 250
    # A kernel that is newer than the table has calls that nobody has judged: the filter refuses them.
    known = {name: number for name, number in header.items() if number <= last}
    assert {name: table.get(name) for name in known} == known
    assert syscall_tables.merged(table, known) == table


def test_the_file_is_as_the_script_writes_it() -> None:
    text = Path(syscalls.__file__).read_text("utf-8")

    assert syscall_tables.updated(text, SYSCALLS) == text


def test_a_new_call_is_added_and_a_newer_one_stays() -> None:
    assert syscall_tables.merged({"a": 1, "old": 2, "newest": 4}, {"a": 1, "b": 2, "c": 3}) == {
        "a": 1,
        "b": 2,
        "c": 3,
        "newest": 4,
    }


def test_a_line_ends_where_the_numbers_have_a_gap() -> None:
    assert syscall_tables.text_of({"b": 1, "a": 0, "d": 12}) == "  0 a b\n 12 d\n"
