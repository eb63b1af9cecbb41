"""A compiler that somebody kills says nothing of the program: neither the build nor the cache gets a result.

The kernel kills when memory runs out, and so does a machine that shuts down. These tests kill as they do: by the number
of a process that they find below a sandbox, where it waits.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.compile_stage import compile_part
from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job, Line, Session, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap

from ..conftest import COMPILERS
from .killing import HELLO, JOB, LONG, Holding, Killer, held_name, name_of, program
from .sandbox.outside import processes_below_us

# The compiler, the program that waits, and what is killed: that program by one of its signals, or the sandbox.
STAGES = [
    ("gcc", "cc1", "cc1", signal.SIGKILL),
    ("gcc", "cc1", "cc1", signal.SIGTERM),
    ("gcc", "as", "as", signal.SIGKILL),
    ("gcc", "collect2", "collect2", signal.SIGKILL),
    ("gcc", "ld", "ld", signal.SIGKILL),
    ("gcc", "ld", "ld", signal.SIGTERM),
    ("gcc", "gcc", "gcc", signal.SIGKILL),
    ("gcc", "gcc", "gcc", signal.SIGHUP),
    ("gcc", "cc1", "init", signal.SIGKILL),
    ("gcc", "ld", "bwrap", signal.SIGKILL),
    ("clang", "clang", "clang", signal.SIGKILL),
    ("clang", "ld", "ld", signal.SIGKILL),
    ("tcc", "tcc", "tcc", signal.SIGTERM),
]


@pytest.fixture(scope="module")
def holding(sandbox: Bubblewrap) -> Iterator[Holding]:
    made = Holding()
    made._init_program = sandbox.init_program
    yield made
    made.close_idle()


@pytest.mark.parametrize(("compiler", "held", "target", "number"), STAGES)
def test_a_compiler_that_is_killed_is_asked_again(
    holding: Holding, compiler: str, held: str, target: str, number: int
) -> None:
    if compiler not in COMPILERS:
        pytest.skip(f"{compiler} is not installed")
    holding.hold(held, count=1)

    with Killer(held_name(held), held_name(target), number) as killer:
        result = execute(replace(JOB, compiler=compiler), holding)

    assert killer.kills == 1
    assert (result.verdict, result.run and result.run.text()) == ("ok", b"hello\n")


@pytest.mark.parametrize(("compiler", "held", "target", "number"), STAGES)
def test_a_compiler_that_is_killed_twice_says_nothing_of_the_program(
    holding: Holding, compiler: str, held: str, target: str, number: int
) -> None:
    if compiler not in COMPILERS:
        pytest.skip(f"{compiler} is not installed")
    holding.hold(held, count=2)

    with (
        Killer(held_name(held), held_name(target), number, times=2),
        pytest.raises(EngineError, match="killed from outside") as raised,
    ):
        execute(replace(JOB, compiler=compiler), holding)

    assert "memory" in raised.value.cure


# A job, and the number of the command that is killed: each is one of another kind.
OTHER_COMMANDS = [
    (replace(JOB, artifacts=("asm",)), 1),
    (replace(JOB, artifacts=("symbols",)), 1),
    (replace(JOB, artifacts=("disassembly",)), 1),
    (replace(JOB, artifacts=("memory",)), 1),
    (replace(JOB, artifacts=("memory",)), 2),
    (replace(JOB, sources=(), session=Session((Line("./a.out"),), (JOB,))), 0),
]


@pytest.mark.parametrize(("job", "first"), OTHER_COMMANDS)
def test_each_command_of_a_compiler_is_looked_at(holding: Holding, job: Job, first: int) -> None:
    executor = NativeExecutor(sandbox=lambda: holding)
    holding.hold("cc1", first=first, count=2)

    with (
        Killer(held_name("cc1"), held_name("cc1"), times=2),
        pytest.raises(EngineError, match="killed from outside"),
    ):
        executor.execute(job)


def test_a_part_of_a_program_is_looked_at_too(holding: Holding) -> None:
    holding.hold("as", count=2)

    with (
        Killer(held_name("as"), held_name("as"), times=2),
        pytest.raises(EngineError, match="killed from outside"),
    ):
        compile_part(replace(JOB, flags=("-c",)), holding)


def test_a_build_goes_on_and_the_next_one_runs_the_block_again(
    holding: Holding, tmp_path: Path
) -> None:
    settings = RunnerSettings(cache_directory=tmp_path, concurrency=1)
    executor = NativeExecutor(tmp_path, sandbox=lambda: holding)
    other = replace(JOB, args=("other",), sources=(SourceFile("b.c", HELLO),))
    holding.hold("ld", count=2)

    runner = Runner(settings, executor)
    with Killer(held_name("ld"), held_name("ld"), times=2):
        outcomes = [runner.submit(job) for job in (JOB, other)]
        killed, whole = (outcome.result(timeout=LONG).result for outcome in outcomes)

    assert (killed.verdict, whole.verdict) == ("internal-error", "ok")
    assert b"killed from outside" in killed.compile.text()
    holding.hold("", count=0)
    again = Runner(settings, NativeExecutor(tmp_path, sandbox=lambda: holding))
    outcomes = [again.submit(job) for job in (JOB, other)]
    first, second = (outcome.result(timeout=LONG) for outcome in outcomes)
    assert (first.origin, first.result.verdict) == ("run", "ok")
    assert (second.origin, second.result.verdict) == ("cache", "ok")


def test_compilers_that_wait_may_be_killed(sandbox: Bubblewrap) -> None:
    executor = NativeExecutor(sandbox=lambda: sandbox)
    sandbox.close_idle()
    jobs = (replace(program(HELLO + b"\n" * turn), libs=("-lm",)) for turn in range(200))
    executor.expect(200)
    for name in ("cc1", "as", "ld"):
        names: set[str] = set()
        # While gcc is asked for what makes them wait, others of these names are there.
        while not {"cc1", "as", "ld"} <= names or names & {"gcc", "collect2"}:
            job = next(jobs, None)
            assert job, f"only these wait: {names}"
            assert executor.execute(job).verdict == "ok"
            names = set(map(name_of, processes_below_us()))
        waiting = [pid for pid in processes_below_us() if name_of(pid) == name]
        for pid in waiting:
            os.kill(pid, signal.SIGKILL)

        result = executor.execute(next(jobs))

        assert (result.verdict, result.run and result.run.text()) == ("ok", b"hello\n")
