"""The executor of native programs: the compilers of this machine, its processor, and bubblewrap around both.

A job is executed in two stages, in two sandboxes: the compile stage hands back the program, and the run stage gets
the program and nothing else.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..bounds import HELD_VIEWS, RAW_VIEW, RAW_VIEW_LINES
from . import run_stage
from .executor import Conditions
from .job import Job
from .result import Artifact, Measured, Result, Segment, Stage
from .sandbox.live import Live, Partner
from .sandbox.policy import (
    Sandbox,
    SandboxPolicy,
    compile_policy,
    has_time_zones,
)
from .shortcut import Shortcut
from .store.json_files import JsonStore
from .toolchain.command_line import compile_command, reproducible, view_commands
from .toolchain.headers import Dependencies
from .toolchain.identity import Identities
from .toolchain.views import view

if TYPE_CHECKING:
    from .sandbox.bwrap import Bubblewrap

# Raise it when a program could print something else under new rules of the sandbox, or be compiled otherwise.
POLICY_VERSION = 8

_ELF = b"\x7fELF"
_USUAL_PROGRAM = 32 * 1024  # bytes

# Each view takes a multiple of its size, while it is shortened.
_HELD_VIEWS = threading.BoundedSemaphore(HELD_VIEWS)


def bubblewrap() -> Bubblewrap:
    """Make the sandbox of this machine.

    Raises:
        SandboxUnavailable: If bubblewrap is not installed.
    """
    # It imports what Linux alone has, and a site whose results are recorded is built everywhere.
    from .sandbox.bwrap import Bubblewrap  # noqa: PLC0415

    return Bubblewrap()


class NativeExecutor:
    """Executes jobs with the compilers of this machine, in a sandbox.

    Args:
        directory: Where it remembers digests of compilers, headers and libraries between builds, or None.
        store: Reads and writes the files there.
        sandbox: Makes the sandbox. It is called when something has to run: a build that runs nothing needs none.
        serves: Whether it converses so often that a shortcut pays, which takes time to be made.
    """

    def __init__(
        self,
        directory: Path | None = None,
        store: JsonStore | None = None,
        sandbox: Callable[[], Sandbox] = bubblewrap,
        *,
        serves: bool = False,
    ) -> None:
        store = store or JsonStore()
        self._identities = Identities(directory / "compilers.json" if directory else None, store)
        self._dependencies = Dependencies(directory / "system.json" if directory else None, store)
        self._make_sandbox = sandbox
        self._sandbox: Sandbox | None = None
        self._serves = serves
        self._shortcut: Shortcut | None = None
        self._lock = threading.Lock()

    def begin_build(self) -> None:
        """Look at all compilers, headers and libraries anew."""
        self._identities.begin_build()
        self._dependencies.begin_build()

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions of a job; see `Executor.conditions`."""
        identity = self._identities.of(job.compiler, self._open)
        dependencies = self._dependencies.digest(job, identity)
        zones = "" if has_time_zones() else " without time zones"
        return Conditions(
            f"native {POLICY_VERSION}{zones}", f"{identity.digest}-{dependencies}", identity.version
        )

    def prepare(self) -> None:
        """Make the sandbox, and begin to compile its first process; see `Executor.prepare`."""
        self._open()

    def execute(self, job: Job) -> Result:
        """Compile a job and run it; see `Executor.execute`."""
        return execute(job, self._open())

    def converse(self, job: Job, live: Live | None, on_compiled: Callable[[Stage], None]) -> Result:
        """Compile a job and run it while somebody waits: a person, or the client of a server.

        Args:
            job: The job.
            live: A connection to the program, which replaces the job's own input, or None.
            on_compiled: Is called with the end of the compile stage before the program starts.

        Raises:
            EngineError: If the machine, not the program, fails.
        """
        return execute(job, self._open(), live, on_compiled, self._shortcut)

    def close_idle(self) -> None:
        """End the sandboxes that wait for a compiler; see `Executor.close_idle`."""
        if self._sandbox is not None:
            self._sandbox.close_idle()

    def _open(self) -> Sandbox:
        with self._lock:
            if self._sandbox is None:
                self._sandbox = self._make_sandbox()
                self._sandbox.prepare()
                self._shortcut = Shortcut(self._sandbox) if self._serves else None
            return self._sandbox


def execute(
    job: Job,
    sandbox: Sandbox,
    live: Live | None = None,
    on_compiled: Callable[[Stage], None] | None = None,
    shortcut: Shortcut | None = None,
) -> Result:
    """Compile a job and run it, each stage in a sandbox of its own.

    Args:
        job: The job.
        sandbox: The sandbox.
        live: A connection to the program that replaces the job's own input, or None.
        on_compiled: Is called with the end of the compile stage before the program starts. Somebody waits then, so the
            sandbox of the program is started while it is compiled.
        shortcut: A shorter way to compile it, or None.

    Raises:
        EngineError: If the machine cannot do it.
    """
    partner = live.partner if live else None
    with contextlib.ExitStack() as stack:
        ahead = None
        if on_compiled and job.runs:
            ahead = run_stage.begin(job, sandbox)
            stack.callback(ahead.close)
        compiled = compile_job(job, sandbox, _ELF, partner, shortcut)
        if on_compiled:
            on_compiled(compiled.stage)
        measured = Measured(compile_time=compiled.seconds)
        is_stopped = partner is not None and partner.is_stopped
        if not compiled.stage.succeeded or not job.runs or is_stopped:
            return Result.judge(compiled.stage, None, measured, compiled.views)
        ran = run_stage.run(job, compiled.program, sandbox, live, ahead)
    measured = replace(ran.measured, compile_time=compiled.seconds)
    return Result.judge(compiled.stage, ran.stage, measured, compiled.views)


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
) -> Compiled:
    """Compile a job in a sandbox, for this executor or for one that runs programs of another kind.

    Args:
        job: The job.
        sandbox: The sandbox for the compiler.
        magic: The bytes with which a program begins.
        partner: Somebody who may stop the compiler, or None.
        shortcut: A shorter way to compile it, or None.

    Raises:
        EngineError: If the machine cannot do it.
    """
    begin = time.monotonic()
    command = replace(compile_command(job), partner=partner)
    compiled = None if shortcut is None or job.dated else shortcut.compile(job, command)
    if compiled is None:
        compiled = sandbox.run(command, _compile_policy(job), job.compile_limits)
    seconds = round(time.monotonic() - begin, 6)
    stage = _reproducible(compiled.stage, job)
    if not stage.succeeded:
        return Compiled(stage, seconds)
    if job.runs and not compiled.artifact.startswith(magic):
        return Compiled(_failed(stage, "The compiler made no program."), seconds)
    views = []
    for name in job.artifacts:
        outcome = _view(job, name, sandbox)
        if isinstance(outcome, Stage):
            return Compiled(outcome, seconds)
        views.append(outcome)
    return Compiled(stage, seconds, compiled.artifact, tuple(views))


def _compile_policy(job: Job) -> SandboxPolicy:
    return compile_policy(dated=True) if job.dated else compile_policy()


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
            printed = sandbox.run(command, _compile_policy(job), limits)
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
        replace(segment, text=reproducible(segment.text, job)) for segment in stage.segments
    )
    return replace(stage, segments=segments)


def _failed(stage: Stage, reason: str) -> Stage:
    """Return a compile stage that made no usable file, with the reason as its last message."""
    message = Segment("stderr", f"{reason}\n".encode())
    exit_code = None if stage.limit_hit else 1
    return replace(stage, exit_code=exit_code, signal=None, segments=(*stage.segments, message))
