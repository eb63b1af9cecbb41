"""The runner: each job is answered from where its result is, or executed once, and the result kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from threading import Event, Semaphore

import pytest

from mkdocs_c_runner.engine.errors import EngineError, SandboxUnavailable
from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.result import (
    LimitName,
    Measured,
    Outcome,
    Result,
    Stage,
    Verdict,
)
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings

from .executors import JOB, Broken, Executing, FakeExecutor, other_job, outcome_of, printed


@pytest.fixture
def settings(tmp_path: Path) -> RunnerSettings:
    return RunnerSettings(cache_directory=tmp_path / "cache")


def test_runs_each_distinct_job_once_a_build(settings: RunnerSettings) -> None:
    executor = Executing()
    runner = Runner(settings, executor)

    futures = [runner.submit(other_job(number % 3)) for number in range(9)]

    assert {outcome_of(future).origin for future in futures} == {"run"}
    assert len(executor.jobs) == 3


def test_runs_without_a_cache_once_a_build() -> None:
    executor = Executing()
    runner = Runner(RunnerSettings(), executor)

    for _ in range(2):
        assert outcome_of(runner.submit(JOB)).origin == "run"
        runner.begin_build()

    assert len(executor.jobs) == 2


def test_answers_a_job_that_an_earlier_build_still_runs() -> None:
    """A build that was given up, under serve, runs on while the next one begins."""
    begun, may_end = Semaphore(0), Event()

    class Slow(FakeExecutor):
        def execute(self, job: Job) -> Result:
            begun.release()
            assert may_end.wait(30)
            return super().execute(job)

    runner = Runner(RunnerSettings(concurrency=2), Slow())
    futures = [runner.submit(JOB)]
    assert begun.acquire(timeout=30)
    runner.begin_build()
    futures.append(runner.submit(JOB))
    assert begun.acquire(timeout=30)
    assert [job for job, _ in runner.running()] == [JOB, JOB]
    may_end.set()

    assert [outcome_of(future).result.verdict for future in futures] == ["ok", "ok"]
    assert runner.running() == []
    assert {outcome_of(runner.submit(other_job(number))).origin for number in range(4)} == {"run"}


def test_executes_nothing_where_everything_is_kept(settings: RunnerSettings) -> None:
    cold = Runner(settings, FakeExecutor())
    results = [outcome_of(cold.submit(other_job(number))).result for number in range(3)]

    warm = Runner(settings, Broken())
    outcomes = [outcome_of(warm.submit(other_job(number))) for number in range(3)]

    assert outcomes == [Outcome(result, "cache", "gcc 14") for result in results]


def test_answers_from_the_cache_in_the_next_build(settings: RunnerSettings) -> None:
    runner = Runner(settings, FakeExecutor())
    outcome_of(runner.submit(JOB))
    runner.begin_build()

    assert outcome_of(runner.submit(JOB)).origin == "cache"


def test_runs_what_is_not_kept(settings: RunnerSettings) -> None:
    outcome_of(Runner(settings, FakeExecutor()).submit(JOB))
    executor = Executing()
    runner = Runner(settings, executor)

    outcomes = [outcome_of(runner.submit(job)).origin for job in (JOB, other_job(1))]

    assert outcomes == ["cache", "run"]
    assert executor.jobs == [other_job(1)]


def test_runs_a_block_that_is_not_to_be_cached_at_every_build(settings: RunnerSettings) -> None:
    outcome_of(Runner(settings, FakeExecutor()).submit(JOB))
    new = printed("new\n")

    outcome = outcome_of(Runner(settings, Executing(new)).submit(JOB, cache=False))

    assert (outcome.origin, outcome.result) == ("run", new)
    assert outcome_of(Runner(settings, Broken()).submit(JOB)).result == new


def test_runs_a_block_that_is_not_to_be_cached_beside_its_twin_that_is(
    settings: RunnerSettings,
) -> None:
    outcome_of(Runner(settings, FakeExecutor()).submit(JOB))
    executor = Executing()
    runner = Runner(settings, executor)

    origins = [outcome_of(runner.submit(JOB, cache=cache)).origin for cache in (True, False, False)]

    assert origins == ["cache", "run", "run"]
    assert len(executor.jobs) == 1


def test_runs_everything_where_the_site_says_always(settings: RunnerSettings) -> None:
    outcome_of(Runner(settings, FakeExecutor()).submit(JOB))
    failed = Result.judge(Stage(exit_code=0), Stage(exit_code=3), Measured())

    always = replace(settings, execute="always")
    outcome = outcome_of(Runner(always, Executing(failed)).submit(JOB))

    assert (outcome.origin, outcome.result.verdict) == ("run", Verdict.RUNTIME_ERROR)
    assert outcome_of(Runner(settings, Broken()).submit(JOB)).result == failed


FAILURES = [
    (SandboxUnavailable("No namespaces.", "Type this."), "No namespaces.\nType this."),
    (EngineError("Something else."), "Something else."),
    (OSError(28, "No space left on device"), "OSError: [Errno 28] No space left on device"),
    (ValueError("embedded null byte"), "ValueError: embedded null byte"),
    (MemoryError(), "MemoryError: "),
    (RuntimeError("no \udcff"), "RuntimeError: no "),
    (SystemExit(1), "The thread that ran the block was ended."),
    (KeyboardInterrupt(), "The thread that ran the block was ended."),
]


@pytest.mark.parametrize(("error", "text"), FAILURES, ids=lambda value: type(value).__name__)
def test_answers_when_the_machine_fails_and_keeps_nothing(
    settings: RunnerSettings, error: BaseException, text: str
) -> None:
    outcome = outcome_of(Runner(settings, Executing(error)).submit(JOB))

    assert outcome.result.verdict is Verdict.INTERNAL_ERROR
    assert outcome.result.compile.text().decode().startswith(text)
    assert outcome_of(Runner(settings, FakeExecutor()).submit(JOB)).origin == "run"


@pytest.mark.parametrize(
    "error", [ValueError("x"), SystemExit(1)], ids=lambda value: type(value).__name__
)
def test_goes_on_after_the_machine_failed(error: BaseException) -> None:
    """The thread that met the failure takes the next job."""
    runner = Runner(RunnerSettings(concurrency=1), Executing(error))

    futures = [runner.submit(other_job(number)) for number in range(5)]

    verdicts = {outcome_of(future).result.verdict for future in futures}
    assert verdicts == {Verdict.INTERNAL_ERROR}
    assert runner.running() == []


def test_answers_though_nothing_can_be_ended_behind_the_last_job() -> None:
    class Clinging(FakeExecutor):
        def close_idle(self) -> None:
            raise OSError("no")

    runner = Runner(RunnerSettings(concurrency=1), Clinging())

    assert outcome_of(runner.submit(JOB)).result.verdict is Verdict.OK
    assert outcome_of(runner.submit(other_job(1))).result.verdict is Verdict.OK


@pytest.mark.parametrize("limit", ["wall_time", "cpu_time", "memory", "output"])
def test_keeps_a_limit_only_where_it_is_expected(
    settings: RunnerSettings, limit: LimitName
) -> None:
    def submit(*, expected: bool) -> str:
        runner = Runner(settings, Executing(printed("", limit)))
        return outcome_of(runner.submit(JOB, limit_expected=expected)).origin

    assert submit(expected=False) == "run"
    assert submit(expected=True) == "run"
    assert submit(expected=True) == "cache"


@pytest.mark.parametrize("limit", ["wall_time", "memory"])
def test_keeps_no_limit_of_the_compiler_either(settings: RunnerSettings, limit: LimitName) -> None:
    result = Result.judge(Stage(signal="SIGKILL", limit_hit=limit), None, Measured())
    outcome_of(Runner(settings, Executing(result)).submit(JOB))

    assert outcome_of(Runner(settings, FakeExecutor()).submit(JOB)).origin == "run"


def test_replaces_a_broken_entry(settings: RunnerSettings) -> None:
    outcome_of(Runner(settings, FakeExecutor()).submit(JOB))
    assert settings.cache_directory is not None
    (path,) = (settings.cache_directory / "results").glob("*.json")
    path.write_bytes(b"[" * 100_000)

    assert outcome_of(Runner(settings, FakeExecutor()).submit(JOB)).origin == "run"
    assert outcome_of(Runner(settings, Broken()).submit(JOB)).origin == "cache"


def test_answers_from_a_cache_that_it_cannot_write(settings: RunnerSettings) -> None:
    outcome_of(Runner(settings, FakeExecutor()).submit(JOB))
    assert settings.cache_directory is not None
    directories = (settings.cache_directory, settings.cache_directory / "results")
    for directory in directories:
        directory.chmod(0o555)
    try:
        runner = Runner(settings, FakeExecutor())

        assert outcome_of(runner.submit(JOB)).origin == "cache"
        assert outcome_of(runner.submit(other_job(1))).origin == "run"
    finally:
        for directory in directories:
            directory.chmod(0o755)


@pytest.mark.parametrize("place", ["/proc/c-runner", "/dev/null/c-runner"])
def test_runs_where_nothing_can_be_kept(place: str) -> None:
    settings = RunnerSettings(cache_directory=Path(place))

    for _ in range(2):
        assert outcome_of(Runner(settings, FakeExecutor()).submit(JOB)).origin == "run"


def test_says_at_once_that_the_machine_cannot_run_a_job() -> None:
    with pytest.raises(SandboxUnavailable):
        Runner(RunnerSettings(), Broken()).submit(JOB)


@pytest.mark.parametrize("concurrency", [1, 3])
def test_runs_as_many_jobs_at_one_time_as_it_may(concurrency: int) -> None:
    meeting = threading.Barrier(concurrency)
    inside = 0
    most = 0
    lock = threading.Lock()

    class Meeting(FakeExecutor):
        def execute(self, job: Job) -> Result:
            nonlocal inside, most
            with lock:
                inside += 1
                most = max(most, inside)
            meeting.wait(timeout=30)
            with lock:
                inside -= 1
            return super().execute(job)

    runner = Runner(RunnerSettings(concurrency=concurrency), Meeting())

    futures = [runner.submit(other_job(number)) for number in range(2 * concurrency)]

    assert {outcome_of(future).result.verdict for future in futures} == {Verdict.OK}
    assert most <= concurrency
