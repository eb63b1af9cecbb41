"""Executors that execute nothing, and what a runner makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mkdocs_c_runner.engine.answers import Pending
from mkdocs_c_runner.engine.errors import SandboxUnavailable
from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import (
    LimitName,
    Measured,
    Outcome,
    Result,
    Segment,
    Stage,
)

JOB = Job((SourceFile("main.c", b"int main(void) {}\n"),))


def printed(text: str, limit: LimitName | None = None) -> Result:
    """The result of a program that prints this, and is killed if it hits a limit."""
    run = Stage(
        exit_code=None if limit else 0,
        signal="SIGKILL" if limit else None,
        limit_hit=limit,
        segments=(Segment("terminal", text.encode()),),
        total_chars=len(text),
    )
    return Result.judge(Stage(exit_code=0), run, Measured(cpu_time=0.5))


class FakeExecutor:
    """An executor that executes nothing: every job has the same result."""

    def begin_build(self) -> None: ...

    def prepare(self) -> None: ...

    def close_idle(self) -> None: ...

    def conditions(self, job: Job) -> Conditions:
        return Conditions("fake 1", "system", f"{job.compiler} 14")

    def execute(self, job: Job) -> Result:  # noqa: ARG002 - an executor's signature
        return printed("ran\n")


@dataclass
class Executing(FakeExecutor):
    """An executor with a result of its own, or a failure; it notes the jobs that it executes."""

    outcome: Result | BaseException = field(default_factory=lambda: printed("ran\n"))
    jobs: list[Job] = field(default_factory=list)

    def execute(self, job: Job) -> Result:
        self.jobs.append(job)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


class Broken(FakeExecutor):
    """An executor of a machine on which nothing can be executed."""

    def prepare(self) -> None:
        raise SandboxUnavailable("There is no sandbox.")

    def execute(self, job: Job) -> Result:
        raise AssertionError(f"{job} is executed")


def outcome_of(pending: Pending) -> Outcome:
    """The outcome of a job; a job that is never answered fails the test instead of stopping it."""
    return pending.result(timeout=30)


def other_job(number: int) -> Job:
    """A job that differs from others by its number."""
    return replace(JOB, args=(str(number),))
