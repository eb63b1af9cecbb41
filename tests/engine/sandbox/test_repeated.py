"""Commands that are executed once in a build."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import COMPILE_LIMITS, MEBIBYTE, Job, Line, Session, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Stage
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, compile_policy
from mkdocs_c_runner.engine.sandbox.repeated import Repeated
from mkdocs_c_runner.engine.session import ended_lines

SOURCE = SourceFile(
    "main.c",
    b"""#include <stdio.h>
int main(int argc, char *argv[]) { printf("%s %d\\n", argv[0], argc - 1); }
""",
)


class Counting:
    """A sandbox that counts its commands."""

    def __init__(self) -> None:
        self.executed: list[str] = []
        self.may_end = threading.Event()
        self.may_end.set()
        self.begun = threading.Semaphore(0)

    def run(self, command: Command, *_: Any) -> Execution:
        self.executed.append(command.argv[0])
        self.begun.release()
        assert self.may_end.wait(10)
        if command.argv[0] == "raises":
            raise OSError
        limit: Any = "time" if command.argv[0] == "slow" else None
        return Execution(Stage(exit_code=0, limit_hit=limit), artifact=bytes(3 * MEBIBYTE))


def execute(sandbox: Counting, repeated: Repeated, *names: str) -> None:
    for name in names:
        command = Command((name,))
        repeated.run(command, compile_policy(), COMPILE_LIMITS, partial(sandbox.run, command))


def test_the_same_command_is_executed_once_and_the_oldest_are_forgotten() -> None:
    sandbox = Counting()
    repeated = Repeated()

    execute(sandbox, repeated, *"aabab", "slow", "slow", *"cca")
    with pytest.raises(OSError):  # noqa: PT011 - it has no message
        execute(sandbox, repeated, "raises")
    with pytest.raises(OSError):  # noqa: PT011
        execute(sandbox, repeated, "raises")

    assert sandbox.executed == ["a", "b", "slow", "slow", "c", "a", "raises", "raises"]


def test_what_is_just_being_executed_is_waited_for() -> None:
    sandbox = Counting()
    sandbox.may_end.clear()
    repeated = Repeated()

    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(execute, sandbox, repeated, "a") for _ in range(4)]
        assert sandbox.begun.acquire(timeout=10)
        sandbox.may_end.set()
        for future in futures:
            future.result(timeout=10)

    assert sandbox.executed == ["a"]


@pytest.mark.usefixtures("sandbox")
def test_blocks_and_sessions_share_the_program_that_they_run() -> None:
    compiled: list[str] = []

    class Counted(Bubblewrap):
        def run(self, command: Command, *rest: Any) -> Execution:
            compiled.extend(word for word in command.argv if word == SOURCE.name)
            return super().run(command, *rest)

    executor = NativeExecutor(sandbox=Counted)
    job = Job((SOURCE,), program="again", args=("one",))
    session = Session((Line("./bank 1 2"),), (Job((SOURCE,), program="bank"),))

    first, second = executor.execute(job), executor.execute(replace(job, args=()))
    [line] = ended_lines(executor.execute(Job((), session=session)))

    printed = [result.run.text() for result in (first, second) if result.run]
    assert [*printed, line.output] == [b"./again 1\n", b"./again 0\n", b"./bank 2\n"]
    assert len(compiled) == 1
    executor.begin_build()
    executor.execute(job)
    assert len(compiled) == 2
