"""Sessions in records, which may say anything."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.artifacts import SESSION
from mkdocs_c_runner.engine.result import Artifact, Result, Segment, Stage, Verdict
from mkdocs_c_runner.engine.session import Ended, ended_lines

# What a record tells of the end of a line, and what of it is taken.
TOLD = {
    "exit 0": ("exit 0", 0),
    "exit 1\t20": ("exit 1", 20),
    "SIGRTMIN+3": ("SIGRTMIN+3", 0),
    "SIGUSR1": ("SIGUSR1", 0),
    "time-limit": ("time-limit", 0),
    "": ("", 0),
    "exit " + "9" * 5000: ("", 0),
    "exit 0\t" + "9" * 5000: ("exit 0", 0),
    "exit 0\t-1": ("exit 0", 0),
    "exit 0\t1\t2": ("exit 0", 0),
    "SIG<b>": ("", 0),
}


@pytest.mark.parametrize("told", TOLD)
def test_only_ends_of_lines_are_taken_from_a_record(told: str) -> None:
    run = Stage(0, segments=(Segment("stdin", b"$ ls\n"),))
    artifact = Artifact(SESSION, f"{told}\n".encode())
    result = Result(Verdict.OK, Stage(0), run, artifacts=(artifact,))

    assert ended_lines(result) == [Ended("ls", b"", *TOLD[told])]
