"""The report of process 1, read without a sandbox."""

from __future__ import annotations

import itertools
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine.result import Measured
from mkdocs_c_runner.engine.sandbox.lifecycle import Lifecycle, signal_name

from ...strategies import PROFILE


def told(*lines: str) -> Lifecycle:
    """A life of which each line came a second after the last one."""
    life = Lifecycle()
    for second, line in enumerate(lines, 1):
        life.read(f"{line}\n".encode(), float(second))
    return life


def test_a_command_starts_ends_and_leaves_nothing() -> None:
    life = told("started 0 0 0", "exited 3 250000 2048", "emptied 0 0 0")

    assert (life.started_at, life.ended_at, life.emptied_at) == (1.0, 2.0, 3.0)
    assert (life.exit_code, life.signal, life.failure) == (3, None, None)
    assert not life.randomized
    assert life.measured(None) == Measured(0.25, 1.0, 2048 * 1024)


def test_a_command_runs_between_its_start_and_the_removal_of_its_traces() -> None:
    assert not told().is_running
    assert told("started 0 0 0").is_running
    assert told("started 0 0 0", "exited 0 0 0").is_running  # its children may
    assert not told("started 0 0 0", "exited 0 0 0", "emptied 0 0 0").is_running


def test_a_signal_has_a_name() -> None:
    life = told("started 1 0 0", "signaled 11 0 0")

    assert (life.exit_code, life.signal, life.randomized) == (None, "SIGSEGV", True)


@pytest.mark.parametrize(
    ("number", "name"),
    [(9, "SIGKILL"), (signal.SIGRTMIN, "SIGRTMIN"), (signal.SIGRTMIN + 2, "SIGRTMIN+2")],
)
def test_every_signal_has_a_name(number: int, name: str) -> None:
    assert signal_name(number) == name


def test_a_command_that_cannot_be_executed_has_an_error_and_no_status() -> None:
    life = told("started 0 0 0", "failed 2 0 0", "exited 127 0 0")

    assert life.failure == 2


def test_a_command_that_was_killed_used_the_time_until_then() -> None:
    assert told("started 0 0 0").measured(4.5) == Measured(None, 3.5, None)
    assert told().measured(4.5) == Measured(None, None, None)


@pytest.mark.parametrize("line", ["", "started", "started 0 0", "begun 0 0 0", "started -1 0 0"])
def test_other_lines_are_ignored(line: str) -> None:
    assert told(line).started_at is None


@PROFILE
@given(st.sets(st.integers(0, 50)))
def test_a_report_may_come_in_any_pieces(cuts: set[int]) -> None:
    report = b"started 0 0 0\nexited 1 5 6\nemptied 0 0 0\n"
    whole, cut = Lifecycle(), Lifecycle()
    whole.read(report, 1.0)

    places = [0, *sorted(cuts), len(report)]
    for begin, end in itertools.pairwise(places):
        cut.read(report[begin:end], 1.0)

    assert vars(cut) == vars(whole)
