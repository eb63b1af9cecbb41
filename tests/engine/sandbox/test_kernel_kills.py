"""A program whose sandbox somebody kills, or that the kernel kills for want of memory, has no result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job, Line, Session
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.sandbox import monitor
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.kernel_kills import KernelKills

from ..killing import JOB, Killer, program

# A program, and the process that says that it is time: it prints "begun" before that.
WAITS = b"""#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>
int main(void) { puts("begun"); fflush(stdout); prctl(PR_SET_NAME, "waits"); for (;;) pause(); }
"""
# The command has ended, and a process that it has left goes on to print.
IS_LEFT = b"""#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>
int main(void) { puts("begun"); fflush(stdout); if (fork()) return 0; while (getppid() != 1) usleep(100);
    prctl(PR_SET_NAME, "waits"); for (;;) pause(); }
"""


@pytest.mark.parametrize("target", ["init", "bwrap"])
@pytest.mark.parametrize(
    "job",
    [
        program(WAITS),
        program(IS_LEFT),
        replace(program(WAITS), stdio="pipes"),
        replace(JOB, sources=(), session=Session((Line("./a.out"),), (program(WAITS),))),
    ],
    ids=["terminal", "left behind", "pipes", "session"],
)
def test_a_program_whose_sandbox_is_killed_has_no_result(
    sandbox: Bubblewrap, job: Job, target: str
) -> None:
    executor = NativeExecutor(sandbox=lambda: sandbox)
    sandbox.close_idle()

    with (
        Killer("waits", target, times=2) as killer,
        pytest.raises(EngineError, match="killed from outside"),
    ):
        executor.execute(job)

    assert killer.kills == (1 if job.session else 2)


def test_a_program_that_is_killed_has_a_result(sandbox: Bubblewrap) -> None:
    """Nothing tells it from one that kills itself."""
    with Killer("waits", "waits"):
        result = execute(program(WAITS), sandbox)

    assert result.run
    assert (result.run.signal, result.run.text()) == ("SIGKILL", b"begun\n")


@pytest.mark.parametrize(
    ("counts", "signals", "runs"),
    [
        ([0, 0], "SIGKILL", 1),
        ([0, 1, 1], "SIGKILL", 2),
        ([0, 1, 2], None, 2),
    ],
    ids=["itself", "once by the kernel", "twice by the kernel"],
)
def test_the_kernel_tells_when_it_has_killed_a_program(
    sandbox: Bubblewrap,
    monkeypatch: pytest.MonkeyPatch,
    counts: list[int],
    signals: str | None,
    runs: int,
) -> None:
    numbers = iter(counts)
    monkeypatch.setattr(monitor, "_KERNEL_KILLS", KernelKills(lambda: next(numbers)))
    job = program(b"#include <signal.h>\nint main(void) { raise(SIGKILL); }\n")

    if signals is None:
        with pytest.raises(EngineError, match="killed from outside"):
            execute(job, sandbox)
    else:
        result = execute(job, sandbox)
        assert result.run
        assert result.run.signal == signals

    assert len(counts) - len(list(numbers)) == runs + 1
