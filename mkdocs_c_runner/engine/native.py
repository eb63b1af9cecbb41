"""Executes one job: two stages, two sandboxes, one result."""

from __future__ import annotations

import time
from dataclasses import replace

from .errors import EngineError
from .job import Job
from .result import Artifact, Measured, Result, Segment, Stage
from .sandbox.policy import (
    WORKING_DIRECTORY,
    Command,
    InjectedFile,
    Sandbox,
    compile_policy,
    run_policy,
)
from .toolchain.command_line import PROGRAM, compile_command, reproducible, view_commands
from .toolchain.compilers import COMPILERS
from .toolchain.views import LARGEST_RAW, MOST_RAW_LINES, view

_ELF = b"\x7fELF"


def execute(job: Job, sandbox: Sandbox) -> Result:
    """Compiles a job and runs it: two stages, two sandboxes.

    Raises:
        EngineError: If the machine cannot do it.
    """
    begin = time.monotonic()
    compiled = sandbox.run(compile_command(job), compile_policy(), job.compile_limits)
    measured = Measured(compile_time=round(time.monotonic() - begin, 6))
    stage = _reproducible(compiled.stage, job)
    if not stage.succeeded:
        return Result.judge(stage, None, measured)
    if job.runs and not compiled.artifact.startswith(_ELF):
        return Result.judge(_failed(stage, "The compiler made no program."), None, measured)
    views = []
    for name in job.artifacts:
        made = _view(job, name, sandbox)
        if isinstance(made, Stage):
            return Result.judge(made, None, measured)
        views.append(made)
    if not job.runs:
        return Result.judge(stage, None, measured, tuple(views))
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
        run_policy(
            job.env,
            job.sanitizers,
            tools=job.tools,
            symbolizer=COMPILERS[job.compiler].needs_symbolizer,
        ),
        job.run_limits,
    )
    measured = replace(ran.measured, compile_time=measured.compile_time)
    return Result.judge(stage, ran.stage, measured, tuple(views))


def _view(job: Job, name: str, sandbox: Sandbox) -> Artifact | Stage:
    """A view of a job; or, if the compiler cannot make it of code that it can compile, how it ended."""
    limits = replace(job.compile_limits, file_size=LARGEST_RAW)
    printed = []
    for command in view_commands(job, name):
        made = sandbox.run(command, compile_policy(), limits)
        if not made.stage.succeeded or made.artifact.count(b"\n") > MOST_RAW_LINES:
            return _failed(
                made.stage, f"There is no view “{name}” of it, or one that is too large."
            )
        printed.append(made.artifact)
    return view(name, job, printed)


def _reproducible(stage: Stage, job: Job) -> Stage:
    """A compile stage that says the same every time."""
    segments = tuple(
        replace(segment, text=reproducible(segment.text, job)) for segment in stage.segments
    )
    return replace(stage, segments=segments)


def _failed(stage: Stage, reason: str) -> Stage:
    """A compile stage that did not make what it was to make."""
    said = Segment("stderr", f"{reason}\n".encode())
    code = None if stage.limit_hit else 1
    return replace(stage, exit_code=code, signal=None, segments=(*stage.segments, said))


def execute_safely(job: Job, sandbox: Sandbox) -> Result:
    """Executes a job; whatever goes wrong is a result, for somebody waits for one."""
    try:
        return execute(job, sandbox)
    except EngineError as error:
        return Result.internal_error(str(error))
    except Exception as error:  # noqa: BLE001 - a thread of the pool must answer
        return Result.internal_error(f"{type(error).__name__}: {error}")
