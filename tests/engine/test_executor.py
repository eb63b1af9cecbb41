"""A second executor beside the native one, thrown away after these tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import (
    Result,
)
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from .executors import FakeExecutor, outcome_of, printed


@pytest.fixture
def settings(tmp_path: Path) -> RunnerSettings:
    return RunnerSettings(cache_directory=tmp_path / "cache")


class TestASecondExecutor:
    """A second executor, thrown away after this test: it runs programs in its head."""

    class Imagining(FakeExecutor):
        rules = 1

        def conditions(self, job: Job) -> Conditions:  # noqa: ARG002 - an executor's signature
            return Conditions(f"imagination {self.rules}", "the same system", "a quick mind 1.0")

        def execute(self, job: Job) -> Result:
            text = job.sources[0].content.decode()
            return printed(text.partition('puts("')[2].partition('"')[0] + ", I imagine\n")

    GREETING = Job(
        (SourceFile("main.c", b'#include <stdio.h>\nint main(void) { puts("Hello"); }\n'),)
    )

    def test_shares_a_cache_with_the_native_one_and_mixes_no_results(
        self, settings: RunnerSettings, sandbox: Sandbox
    ) -> None:
        executors: dict[str, Callable[[], NativeExecutor | FakeExecutor]] = {
            "Hello\n": lambda: NativeExecutor(settings.cache_directory, sandbox=lambda: sandbox),
            "Hello, I imagine\n": self.Imagining,
        }

        for origin in ("run", "cache", "cache"):
            for text, executor in executors.items():
                outcome = outcome_of(Runner(settings, executor()).submit(self.GREETING))

                assert outcome.origin == origin
                assert outcome.result.run is not None
                assert outcome.result.run.text().decode() == text

    def test_runs_everything_again_under_new_rules(self, settings: RunnerSettings) -> None:
        class Reformed(self.Imagining):  # type: ignore[name-defined,misc]
            rules = 2

        origins = [
            outcome_of(Runner(settings, executor()).submit(self.GREETING)).origin
            for executor in (self.Imagining, self.Imagining, Reformed, Reformed)
        ]

        assert origins == ["run", "cache", "run", "cache"]
