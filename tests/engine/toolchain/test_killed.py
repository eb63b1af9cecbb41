"""Whether a compiler was killed, as its driver says it or as it ends itself."""

from __future__ import annotations

import signal

import pytest

from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.engine.toolchain.killed import was_killed

MESSAGES = [
    ("gcc: fatal error: Killed signal terminated program cc1\ncompilation terminated.\n", True),
    ("gcc-13: fatal error: Terminated signal terminated program as\n", True),
    ("s390x-linux-gnu-gcc: fatal error: Killed signal terminated program collect2\n", True),
    ("gcc: internal compiler error: Killed (program cc1)\n", True),
    ("collect2: fatal error: ld terminated with signal 9 [Killed]\n", True),
    ("collect2: fatal error: ld terminated with signal 15 [Terminated], core dumped\n", True),
    ("lto-wrapper: fatal error: gcc terminated with signal 9 [Killed]\n", True),
    ("main.c: In function …\nclang: error: unable to execute command: Killed\n", True),
    ("gcc: fatal error: File size limit exceeded signal terminated program as\n", False),
    ("gcc: internal compiler error: Segmentation fault signal terminated program cc1\n", False),
    ("collect2: fatal error: ld terminated with signal 11 [Segmentation fault]\n", False),
    ("clang: error: unable to execute command: Aborted\n", False),
    ("main.c:1:2: error: #error gcc: fatal error: Killed signal terminated program cc1\n", False),
]


@pytest.mark.parametrize(("said", "killed"), MESSAGES)
def test_drivers_say_what_was_killed(said: str, *, killed: bool) -> None:
    segments = (Segment("stderr", said.encode()),)

    assert was_killed(Stage(exit_code=1, segments=segments)) == killed
    assert not was_killed(Stage(exit_code=0, segments=segments))
    assert not was_killed(Stage(limit_hit="wall_time", segments=segments))


@pytest.mark.parametrize(
    ("stage", "killed"),
    [
        (Stage(signal="SIGKILL"), True),
        (Stage(signal="SIGTERM"), True),
        (Stage(signal="SIGSEGV"), False),
        (Stage(signal="SIGXFSZ"), False),
        (Stage(exit_code=128 + signal.SIGKILL), True),
        (Stage(exit_code=128 + signal.SIGSEGV), False),
        (Stage(exit_code=1), False),
        (Stage(signal="SIGKILL", limit_hit="memory"), False),
    ],
)
def test_the_end_of_a_driver_says_whether_it_was_killed(stage: Stage, *, killed: bool) -> None:
    assert was_killed(stage) == killed
