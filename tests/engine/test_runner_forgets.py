"""A runner forgets what is kept elsewhere, and gets it from there when somebody asks again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.result import Outcome
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings

from .executors import JOB, Executing, outcome_of, printed


@pytest.fixture
def settings(tmp_path: Path) -> RunnerSettings:
    return RunnerSettings(cache_directory=tmp_path / "cache")


def test_a_forgotten_result_is_read_again_with_its_origin(settings: RunnerSettings) -> None:
    executor = Executing()
    runner = Runner(settings, executor)
    first = outcome_of(runner.submit(JOB))
    runner.forget(JOB)

    assert outcome_of(runner.submit(JOB)) == first == Outcome(printed("ran\n"), "run", "gcc 14")
    assert outcome_of(runner.submit(JOB, cache=False)) == first, "of this build"
    runner.begin_build()
    for _ in range(2):
        assert outcome_of(runner.submit(JOB)).origin == "cache"
        runner.forget(JOB)
    assert outcome_of(runner.submit(JOB, cache=False)).origin == "run"
    assert len(executor.jobs) == 2


def test_a_forgotten_result_that_has_gone_is_made_again(settings: RunnerSettings) -> None:
    executor = Executing()
    runner = Runner(settings, executor)
    outcome_of(runner.submit(JOB))
    runner.forget(JOB)
    shutil.rmtree(settings.cache_directory or "")

    for _ in range(3):
        assert outcome_of(runner.submit(JOB)).result == printed("ran\n")
        runner.forget(JOB)
    assert len(executor.jobs) == 2


@pytest.mark.parametrize("reason", ["no cache", "cannot be written"])
def test_a_result_that_is_kept_nowhere_is_not_forgotten(tmp_path: Path, reason: str) -> None:
    executor = Executing()
    (tmp_path / "file").touch()
    cache = None if reason == "no cache" else tmp_path / "file" / "cache"
    runner = Runner(RunnerSettings(cache), executor)
    outcome_of(runner.submit(JOB))
    runner.forget(JOB)

    assert outcome_of(runner.submit(JOB)).origin == "run"
    assert len(executor.jobs) == 1
