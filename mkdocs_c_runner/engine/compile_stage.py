"""The compile stage of a job: the compiler in a sandbox, and the views that the job asks for."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import NamedTuple

from ..bounds import HELD_VIEWS, RAW_VIEW, RAW_VIEW_LINES
from .artifacts import OF_RUNS
from .compiler_run import run_compiler
from .job import Job
from .result import Artifact, Segment, Stage
from .sandbox.live import Partner
from .sandbox.policy import (
    Execution,
    InjectedFile,
    Sandbox,
    SandboxPolicy,
    compile_policy,
)
from .sandbox.repeated import Repeated
from .shortcut import Shortcut
from .toolchain.command_line import compile_command, part_command, reproducible, view_commands
from .toolchain.named_compilers import named
from .toolchain.views import view

# Each view takes a multiple of its size, while it is shortened.
_HELD_VIEWS = threading.BoundedSemaphore(HELD_VIEWS)


class Compiled(NamedTuple):
    """The outcome of a compile stage.

    Attributes:
        stage: The stage: of the program, or of a view that the compiler could not make.
        seconds: The time it took, without the views.
        program: The program; empty if there is none.
        views: The views of it.
    """

    stage: Stage
    seconds: float
    program: bytes = b""
    views: tuple[Artifact, ...] = ()


def compile_job(
    job: Job,
    sandbox: Sandbox,
    magic: bytes,
    partner: Partner | None = None,
    shortcut: Shortcut | None = None,
    repeated: Repeated | None = None,
    objects: tuple[InjectedFile, ...] = (),
) -> Compiled:
    """Compile a job in a sandbox, for this executor or for one that runs programs of another kind.

    Args:
        job: The job.
        sandbox: The sandbox for the compiler.
        magic: The bytes with which a program begins.
        partner: Somebody who may stop the compiler, or None.
        shortcut: A shorter way to compile it, or None.
        repeated: Knows what was compiled before in this build, or None.
        objects: The files that there are of its object files. Anybody may have made them, so no other command follows
            that linker in its sandbox.

    Raises:
        EngineError: If the machine cannot do it.
    """
    begin = time.monotonic()
    command = replace(compile_command(job, objects), partner=partner)
    policy = _compile_policy(job)
    policy = replace(policy, reusable=False) if job.objects else policy

    def compiled_now() -> Execution:
        short = None
        if shortcut and not (job.dated or job.objects):
            short = shortcut.compile(job, command)
        return short or run_compiler(sandbox, command, policy, job.compile_limits)

    if repeated is None or job.dated or job.objects or partner:
        compiled = compiled_now()
    else:
        compiled = repeated.run(command, policy, job.compile_limits, compiled_now)
    seconds = round(time.monotonic() - begin, 6)
    stage = _reproducible(compiled.stage, job)
    if not stage.succeeded:
        return Compiled(stage, seconds)
    if job.runs and not compiled.artifact.startswith(magic):
        return Compiled(_failed(stage, "The compiler made no program."), seconds)
    views = []
    for name in (item for item in job.artifacts if item not in OF_RUNS):
        outcome = _view(job, name, sandbox)
        if isinstance(outcome, Stage):
            return Compiled(outcome, seconds)
        views.append(outcome)
    return Compiled(stage, seconds, compiled.artifact, tuple(views))


def compile_part(job: Job, sandbox: Sandbox, partner: Partner | None = None) -> Compiled:
    """Compile a part of a program, such as an object file, in a sandbox.

    Args:
        job: The job, whose flags say which kind of part it is.
        sandbox: The sandbox for the compiler.
        partner: Somebody who may stop the compiler, or None.

    Raises:
        EngineError: If the machine cannot do it.
    """
    begin = time.monotonic()
    command = replace(part_command(job), partner=partner)
    compiled = run_compiler(sandbox, command, _compile_policy(job), job.compile_limits)
    seconds = round(time.monotonic() - begin, 6)
    return Compiled(_reproducible(compiled.stage, job), seconds, compiled.artifact)


def _compile_policy(job: Job) -> SandboxPolicy:
    machine = named(job.compiler).machine
    return compile_policy(dated=job.dated, sysroot=machine.sysroot if machine else "")


def _view(job: Job, name: str, sandbox: Sandbox) -> Artifact | Stage:
    """Make a view of a job.

    Returns:
        The view; or, if the compiler cannot make it of code that it can compile, how the compile stage ended.
    """
    limits = replace(job.compile_limits, file_size=RAW_VIEW)
    texts = []
    size = lines = 0
    with _HELD_VIEWS:
        for command in view_commands(job, name):
            printed = run_compiler(sandbox, command, _compile_policy(job), limits)
            size += len(printed.artifact)
            lines += printed.artifact.count(b"\n")
            if not printed.stage.succeeded or size > RAW_VIEW or lines > RAW_VIEW_LINES:
                return _failed(
                    printed.stage,
                    f"The compiler cannot produce “{name}” for this code, or it is too large.",
                )
            texts.append(printed.artifact)
        return view(name, job, texts)


def _reproducible(stage: Stage, job: Job) -> Stage:
    """Return a compile stage whose messages are the same every time."""
    segments = tuple(
        segment._replace(text=reproducible(segment.text, job)) for segment in stage.segments
    )
    return stage._replace(segments=segments)


def _failed(stage: Stage, reason: str) -> Stage:
    """Return a compile stage that made no usable file, with the reason as its last message."""
    message = Segment("stderr", f"{reason}\n".encode())
    exit_code = None if stage.limit_hit else 1
    return stage._replace(exit_code=exit_code, signal=None, segments=(*stage.segments, message))
