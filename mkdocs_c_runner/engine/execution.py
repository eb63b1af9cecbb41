"""Executes one job: two stages, two sandboxes, one result."""

from __future__ import annotations

import time
from dataclasses import replace

from .compilers import COMPILERS, PROGRAM, reproducible
from .errors import EngineError
from .job import Job
from .result import Measured, Result, Segment, Stage
from .sandbox import (
    WORKING_DIRECTORY,
    Command,
    InjectedFile,
    Sandbox,
    compile_policy,
    run_policy,
)

_ELF = b"\x7fELF"


def execute(job: Job, sandbox: Sandbox) -> Result:
    """Compiles a job and runs it: two stages, two sandboxes.

    Raises:
        EngineError: If the machine cannot do it.
    """
    begin = time.monotonic()
    compiled = sandbox.run(
        COMPILERS[job.compiler].command(job), compile_policy(), job.compile_limits
    )
    measured = Measured(compile_time=round(time.monotonic() - begin, 6))
    stage = _reproducible(compiled.stage, job)
    if not stage.succeeded:
        return Result.judge(stage, None, measured)
    if not compiled.artifact.startswith(_ELF):
        return Result.judge(_without_program(stage), None, measured)
    ran = sandbox.run(
        Command(
            argv=("./a.out", *job.args),
            files=(
                InjectedFile(PROGRAM, compiled.artifact, 0o555),
                *(
                    InjectedFile(f"{WORKING_DIRECTORY}/{file.name}", file.content, 0o644)
                    for file in job.data
                ),
            ),
            stdin=job.stdin,
            stdio=job.stdio,
        ),
        run_policy(job.env, job.sanitizers, tools=job.tools),
        job.run_limits,
    )
    measured = replace(ran.measured, compile_time=measured.compile_time)
    return Result.judge(stage, ran.stage, measured)


def _reproducible(stage: Stage, job: Job) -> Stage:
    """A compile stage that says the same every time."""
    segments = tuple(
        replace(segment, text=reproducible(segment.text, job)) for segment in stage.segments
    )
    return replace(stage, segments=segments)


def _without_program(stage: Stage) -> Stage:
    """A compile stage that ended well and made nothing that can be executed."""
    said = Segment("stderr", b"The compiler made no program.\n")
    return replace(stage, exit_code=1, segments=(*stage.segments, said))


def execute_safely(job: Job, sandbox: Sandbox) -> Result:
    """Executes a job; whatever goes wrong is a result, for somebody waits for one."""
    try:
        return execute(job, sandbox)
    except EngineError as error:
        return Result.internal_error(str(error))
    except Exception as error:  # noqa: BLE001 - a thread of the pool must answer
        return Result.internal_error(f"{type(error).__name__}: {error}")
