"""When there are processes, and what a runner does without them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest

from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.maker import Made
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.processes import group as module
from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.store.cache import ResultCache
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.workers import Workers

from ..executors import FakeExecutor, other_job, outcome_of, printed

HERE, ELSEWHERE = printed("here\n"), printed("elsewhere\n")
CONDITIONS = Conditions("native 0", "system", "gcc 14")

MANY = 100


class Group:
    """Processes that execute nothing, and tell where."""

    made: ClassVar[list[Group]] = []
    is_refused = False
    knows = True
    is_alive = True
    is_over = False

    def __init__(self, count: int, knowledge: dict[str, Any]) -> None:
        if self.is_refused:
            raise OSError
        self.count, self.knowledge, self.is_closed = count, knowledge, False
        self.asked: list[Job] = []
        self.made.append(self)

    def conditions(self, job: Job) -> Conditions | None:
        self.asked.append(job)
        return CONDITIONS if self.knows and self.is_alive else None

    def make(self, job: Job, **_: object) -> Made | None:  # noqa: ARG002 - as the real one
        if self.is_closed or not self.is_alive:
            return None
        return Made(ELSEWHERE, CONDITIONS, is_kept=self.knowledge["writes"])

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> type[Group]:
    """The class of the processes, of which nothing is there yet; what is executed here tells so."""

    class Fresh(Group):
        made: ClassVar[list[Group]] = []

    monkeypatch.setattr(module, "Group", Fresh)
    monkeypatch.setattr(NativeExecutor, "prepare", lambda _: None)
    monkeypatch.setattr(NativeExecutor, "conditions", lambda *_: CONDITIONS)
    monkeypatch.setattr(Workers, "idle", property(lambda _: Fresh.is_over))

    def execute(*_: object) -> Result:
        return HERE

    monkeypatch.setattr(NativeExecutor, "execute", execute)
    return Fresh


@pytest.fixture
def settings(tmp_path: Path) -> RunnerSettings:
    return RunnerSettings(cache_directory=tmp_path / "cache", concurrency=2)


def texts(runner: Runner, count: int = MANY) -> set[str]:
    """What programs print, of which so many are there."""
    jobs = list(map(other_job, range(count)))
    answers = list(map(runner.submit, jobs))
    for job in jobs:
        runner.make_sure(job)
    stages = [outcome_of(answer).result.run for answer in answers]
    return {stage.text().decode() for stage in stages if stage}


def test_many_jobs_of_a_new_site_are_executed_elsewhere(
    groups: type[Group], settings: RunnerSettings
) -> None:
    runner = Runner(settings)
    runner.prepare(other_job(0), MANY)

    assert texts(runner) == {"elsewhere\n"}
    group = groups.made[0]
    assert group.count == 2
    assert group.knowledge["directory"] == str(settings.cache_directory)
    assert group.asked == [other_job(0)], "one question for a compiler"


def test_the_conditions_are_those_that_were_met_there(
    groups: type[Group], settings: RunnerSettings
) -> None:
    runner = Runner(settings)
    runner.prepare(other_job(0), MANY)
    texts(runner)

    assert groups.made
    assert runner.conditions(other_job(3)) == CONDITIONS


@pytest.mark.parametrize("reason", ["few", "records", "never", "kept", "no cache", "own executor"])
def test_nothing_is_started_where_it_does_not_pay(
    groups: type[Group], tmp_path: Path, reason: str
) -> None:
    cache, results = tmp_path / "cache", tmp_path / "results"
    if reason == "records":
        results.mkdir()
    if reason == "kept":
        ResultCache(cache / "results").write("0" * 64, "gcc 14", HERE)
    runner = Runner(
        RunnerSettings(
            None if reason == "no cache" else cache,
            results,
            execute="never" if reason == "never" else "auto",
            concurrency=2,
        ),
        FakeExecutor() if reason == "own executor" else None,
    )
    runner.prepare(other_job(0), 3 if reason == "few" else MANY)

    assert groups.made == []


def test_many_jobs_that_wait_are_executed_elsewhere_also_where_others_are_kept(
    groups: type[Group], settings: RunnerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Runner(settings)
    monkeypatch.setattr(type(runner._workers), "waiting", MANY)

    assert texts(runner, 1) == {"elsewhere\n"}
    assert len(groups.made) == 1


def test_they_end_when_no_job_waits_and_others_are_started_when_many_do(
    groups: type[Group], settings: RunnerSettings
) -> None:
    groups.is_over = True
    runner = Runner(settings)
    for _ in range(2):
        runner.prepare(other_job(0), MANY)
        texts(runner)
        runner.begin_build()
        runner._is_cold = True

    assert len(groups.made) >= 2
    assert all(group.is_closed for group in groups.made)


def test_a_job_that_comes_back_is_executed_here(
    groups: type[Group], settings: RunnerSettings
) -> None:
    runner = Runner(settings)
    runner.prepare(other_job(0), MANY)
    assert runner.processes
    assert runner.processes.know(other_job(0))
    groups.is_alive = False

    assert texts(runner) == {"here\n"}
    again = Runner(settings)
    assert outcome_of(again.submit(other_job(0))).origin == "cache"


def test_a_compiler_that_they_do_not_know_is_looked_for_here(
    groups: type[Group], settings: RunnerSettings
) -> None:
    groups.knows = False
    runner = Runner(settings)
    runner.prepare(other_job(0), MANY)

    assert texts(runner) == {"elsewhere\n"}
    assert len(groups.made[0].asked) == MANY


def test_where_they_cannot_be_started_that_is_not_tried_again(
    groups: type[Group], settings: RunnerSettings
) -> None:
    groups.is_refused = True
    runner = Runner(settings)
    runner.prepare(other_job(0), MANY)
    groups.is_refused = False
    runner.prepare(other_job(0), MANY)

    assert texts(runner) == {"here\n"}
    assert groups.made == []


def test_what_may_not_be_written_now_is_written_here_later(
    groups: type[Group], settings: RunnerSettings
) -> None:
    store = JsonStore()
    store.put_off()
    runner = Runner(settings, store=store)
    runner.prepare(other_job(0), MANY)

    assert texts(runner) == {"elsewhere\n"}
    assert groups.made[0].knowledge["writes"] is False
    assert not (settings.cache_directory or Path()).exists()
    store.catch_up()
    runner.begin_build()
    outcome = outcome_of(runner.submit(other_job(5)))
    assert (outcome.origin, outcome.result) == ("cache", ELSEWHERE)
