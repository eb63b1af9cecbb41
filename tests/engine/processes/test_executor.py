"""Which jobs other processes execute, and when there are any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.artifacts import MEMORY
from mkdocs_c_runner.engine.errors import SandboxUnavailable
from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.processes import executor as module
from mkdocs_c_runner.engine.processes import group as groups
from mkdocs_c_runner.engine.processes.executor import ProcessExecutor
from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.engine.sandbox.findings import Findings
from mkdocs_c_runner.engine.sandbox.layers import Layers
from mkdocs_c_runner.engine.workers import Workers

from ..executors import JOB, printed

HERE, ELSEWHERE = printed("here\n"), printed("elsewhere\n")


class Native(NativeExecutor):
    """Executes nothing, and tells where."""

    def execute(self, job: Job) -> Result:  # noqa: ARG002 - an executor's signature
        return HERE

    def learned(self, job: Job) -> dict[str, Any]:  # noqa: ARG002
        return {}


class Waiting(Workers):
    """Threads for which so many tasks wait."""

    number = 0

    @property
    def waiting(self) -> int:
        return self.number

    @property
    def idle(self) -> bool:
        return not self.number


class Group:
    """Processes that execute nothing, and tell where."""

    made: list[Group]

    def __init__(self, count: int, *_: object) -> None:
        self.count = count
        self.is_closed = False
        self.answer: Result | None = ELSEWHERE
        self.made.append(self)

    def begin(self, _: object) -> None: ...

    def execute(self, job: Job) -> Result | None:  # noqa: ARG002 - as the real one
        return None if self.is_closed else self.answer

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    findings = Findings("/usr/bin/bwrap", Layers(), b"")
    monkeypatch.setattr(Findings, "of", lambda _: findings)
    monkeypatch.setattr(Native, "sandbox", lambda _: None)
    monkeypatch.setattr(module, "in_background", lambda task: task())
    monkeypatch.setattr(groups, "Group", Group)
    Group.made = []
    return Group.made


def executor(waiting: int) -> tuple[ProcessExecutor, Waiting]:
    workers = Waiting(5)
    workers.number = waiting
    return ProcessExecutor(Native(), workers, Path("cache")), workers


def test_few_jobs_are_executed_by_the_build_itself(made: list[Group]) -> None:
    few, _ = executor(waiting=3)

    assert few.execute(JOB) is HERE
    assert made == []


def test_many_jobs_are_executed_by_as_many_processes_as_there_are_threads(
    made: list[Group],
) -> None:
    many, _ = executor(waiting=100)

    assert [many.execute(JOB) for _ in range(3)] == [ELSEWHERE] * 3
    assert [group.count for group in made] == [5]


def test_pictures_of_memory_stay_here(made: list[Group]) -> None:
    many, _ = executor(waiting=100)

    assert many.execute(replace(JOB, artifacts=(MEMORY,))) is HERE
    assert made


def test_a_job_that_comes_back_is_executed_here(made: list[Group]) -> None:
    many, _ = executor(waiting=100)
    many.execute(JOB)
    made[0].answer = None

    assert many.execute(JOB) is HERE


def test_they_end_when_no_job_waits_and_are_started_again_when_many_do(made: list[Group]) -> None:
    many, _ = executor(waiting=100)
    many.execute(JOB)
    many.close_idle()
    assert made[0].is_closed

    assert many.execute(JOB) is ELSEWHERE
    assert [group.is_closed for group in made] == [True, False]


def test_they_end_at_once_if_all_jobs_are_done_before_they_are_ready(
    made: list[Group], monkeypatch: pytest.MonkeyPatch
) -> None:
    many, workers = executor(waiting=100)

    def finish(*_: object) -> None:
        workers.number = 0

    monkeypatch.setattr(Group, "begin", finish)

    assert many.execute(JOB) is HERE
    assert made[0].is_closed


def test_where_they_cannot_be_started_that_is_not_tried_again(
    made: list[Group],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []

    def refuse(_: object) -> None:
        raise SandboxUnavailable("There is none.")

    def begin(task: Callable[[], None]) -> None:
        tried.append(task)
        task()

    monkeypatch.setattr(module, "in_background", begin)
    monkeypatch.setattr(Findings, "of", refuse)
    many, _ = executor(waiting=100)

    assert [many.execute(JOB) for _ in range(3)] == [HERE] * 3
    assert len(tried) == 1
    assert [group.is_closed for group in made] == [True]


def test_without_a_cache_what_is_learned_is_kept_nowhere_and_so_there_are_none(
    made: list[Group],
) -> None:
    many = ProcessExecutor(Native(), executor(waiting=100)[1], None)

    assert many.execute(JOB) is HERE
    assert made == []
