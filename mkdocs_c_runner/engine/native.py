"""The executor of native programs: the compilers of this machine, its processor, and bubblewrap around both.

A job is executed in two stages, in two sandboxes: the compile stage hands back the program, and the run stage gets
the program and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .artifacts import FIGURES, MEMORY
from .executor import Conditions
from .figures import artifact_of
from .job import Job, Session
from .result import Artifact, Measured, Result, Stage
from .sandbox.host_paths import has_time_zones
from .store.json_files import JsonStore
from .toolchain.headers import Dependencies
from .toolchain.identity import Identities, Identity
from .toolchain.named_compilers import named

if TYPE_CHECKING:
    from .memory.tracing import Tracer
    from .sandbox.bwrap import Bubblewrap
    from .sandbox.live import Live
    from .sandbox.policy import Sandbox
    from .sandbox.repeated import Repeated
    from .shortcut import Shortcut

# Raise it when a program could print something else under new rules of the sandbox, or be compiled otherwise.
POLICY_VERSION = 11
# Raise it when a line of a session could do something else.
SESSION_VERSION = 5

_ELF = b"\x7fELF"


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
        serves: Whether it converses so often that a shortcut pays from the first program on.
    """

    def __init__(
        self,
        directory: Path | None = None,
        store: JsonStore | None = None,
        sandbox: Callable[[], Sandbox] = bubblewrap,
        *,
        serves: bool = False,
    ) -> None:
        self._store = store = store or JsonStore()
        self._linking = directory / "linking.json" if directory else None
        self._compilers = directory / "compilers.json" if directory else None
        self._identities = Identities(self._compilers, store)
        self._dependencies = Dependencies(directory / "system.json" if directory else None, store)
        self._make_sandbox = sandbox
        self._sandbox: Sandbox | None = None
        self._serves = serves
        self._tracer: Tracer | None = None
        self._lock = threading.Lock()
        self.begin_build()

    def begin_build(self) -> None:
        """Look at all compilers, headers and libraries anew."""
        self._identities.begin_build()
        self._dependencies.begin_build()
        self._zones = "" if has_time_zones() else " without time zones"
        self._conditions: dict[tuple[Identity, str, str], Conditions] = {}
        self._repeated: Repeated | None = None
        self._shortcut: Shortcut | None = None
        # The jobs that were announced, and those that have begun; one more or less makes no difference.
        self._counts = [0, 0]

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions of a job; see `Executor.conditions`."""
        if job.session:
            return self._conditions_of_session(job.session)
        identity = self._identities.of(job.compiler, self.sandbox)
        dependencies = self._dependencies.digest(job, identity)
        special = _special(job)
        key = (identity, dependencies, special)
        conditions = self._conditions.get(key)
        if conditions is None:
            conditions = self._conditions[key] = Conditions(
                f"native {POLICY_VERSION}{self._zones}{special}",
                f"{identity.digest}-{dependencies}",
                identity.version,
            )
        return conditions

    def _conditions_of_session(self, session: Session) -> Conditions:
        """Return the conditions that all programs of a session meet together."""
        built = (job for line in session.lines for job in line.compiled)
        met = [self.conditions(job) for job in (*session.programs, *built)]
        compilers = dict.fromkeys(one.compiler for one in met)
        return Conditions(
            f"native {POLICY_VERSION}{self._zones} session {SESSION_VERSION}",
            hashlib.sha256(" ".join(one.digest for one in met).encode()).hexdigest(),
            ", ".join(compilers),
        )

    def sandbox(self) -> Sandbox:
        """Return the sandbox, made when it is first needed.

        Raises:
            SandboxUnavailable: If bubblewrap is not installed.
        """
        from .sandbox.repeated import Repeated  # noqa: PLC0415 - see `execute`

        with self._lock:
            if self._sandbox is None:
                self._sandbox = self._make_sandbox()
                self._sandbox.prepare()
            self._repeated = self._repeated or Repeated()
            return self._sandbox

    def prepare(self) -> None:
        """Make the sandbox, and begin to compile its first process; see `Executor.prepare`."""
        self.sandbox()
        self._counts[0] += 1

    def expect(self, jobs: int) -> None:
        """Take note that so many jobs follow, so that it learns what pays for so many."""
        self._counts[0] = max(self._counts[0], self._counts[1] + jobs)

    def execute(self, job: Job) -> Result:
        """Compile a job and run it; see `Executor.execute`."""
        sandbox = self.sandbox()
        self._counts[1] += 1
        if job.session:
            from .session_stage import Compilers, execute_session  # noqa: PLC0415 - see `execute`

            return execute_session(job, job.session, Compilers(sandbox, _ELF, self._repeated))
        shortcut, tracer = self._shortcut_for(job), self._tracer_of(job)
        return execute(job, sandbox, shortcut=shortcut, tracer=tracer, repeated=self._repeated)

    def converse(self, job: Job, live: Live | None, on_compiled: Callable[[Stage], None]) -> Result:
        """Compile a job and run it while somebody waits: a person, or the client of a server.

        Args:
            job: The job.
            live: A connection to the program, which replaces the job's own input, or None.
            on_compiled: Is called with the end of the compile stage before the program starts.

        Raises:
            EngineError: If the machine, not the program, fails.
        """
        if job.session:
            from .session_stage import converse_in_session  # noqa: PLC0415 - see `execute`

            return converse_in_session(job, job.session, self.sandbox(), _ELF, live, on_compiled)
        shortcut, tracer = self._shortcut_for(job), self._tracer_of(job)
        return execute(job, self.sandbox(), live, on_compiled, shortcut, tracer)

    def picture(self, job: Job, plain: Stage) -> Artifact:
        """Return pictures of the memory of a program that has run while somebody used it.

        Args:
            job: The job, with what was typed as its input.
            plain: The run.

        Raises:
            EngineError: If the machine, not the program, fails.
        """
        return (self._tracer_of(job) or _tracer(self.sandbox())).picture(job, plain)

    def _shortcut_for(self, job: Job) -> Shortcut | None:
        """Return the shorter way to compile a job, if there may be one."""
        if job.compiler != "gcc":
            return None
        from .shortcut import Shortcut  # noqa: PLC0415 - see `execute`
        from .stand_ins import StandIns  # noqa: PLC0415

        sandbox, identity = self.sandbox(), self._identities.of(job.compiler, self.sandbox)
        with self._lock:
            if self._shortcut is None:
                stand_ins = StandIns(sandbox, identity.digest, self._linking, self._store)
                counts = self._counts
                self._shortcut = Shortcut(
                    sandbox, stand_ins, lambda: counts[0] - counts[1], is_prompt=self._serves
                )
            return self._shortcut

    def _tracer_of(self, job: Job) -> Tracer | None:
        """Return what makes pictures of memory, which compiles its recorder once, if a job wants any."""
        if MEMORY not in job.artifacts:
            return None
        sandbox = self.sandbox()
        with self._lock:
            self._tracer = self._tracer or _tracer(sandbox)
            return self._tracer

    def close_idle(self) -> None:
        """End the sandboxes that wait for a compiler; see `Executor.close_idle`."""
        if self._sandbox is not None:
            self._sandbox.close_idle()


def _tracer(sandbox: Sandbox) -> Tracer:
    from .memory.tracing import Tracer  # noqa: PLC0415 - see `execute`

    return Tracer(sandbox)


def _special(job: Job) -> str:
    """Return what else decides how the programs of a job run, as a part of its conditions."""
    if MEMORY in job.artifacts:
        from .memory.recorder import version  # noqa: PLC0415 - see `execute`

        return f" memory {version()}"
    if named(job.compiler).machine is not None:
        from .emulation import VERSION  # noqa: PLC0415 - see `execute`

        return f" emulated {VERSION}"
    return ""


def execute(
    job: Job,
    sandbox: Sandbox,
    live: Live | None = None,
    on_compiled: Callable[[Stage], None] | None = None,
    shortcut: Shortcut | None = None,
    tracer: Tracer | None = None,
    repeated: Repeated | None = None,
) -> Result:
    """Compile a job and run it, each stage in a sandbox of its own.

    Args:
        job: The job.
        sandbox: The sandbox.
        live: A connection to the program that replaces the job's own input, or None.
        on_compiled: Is called with the end of the compile stage before the program starts. Somebody waits then, so the
            sandbox of the program is started while it is compiled.
        shortcut: A shorter way to compile it, or None.
        tracer: Makes pictures of its memory, or None.
        repeated: Knows what was compiled before in this build, or None.

    Raises:
        EngineError: If the machine cannot do it.
    """
    # A build of which all results are kept does without all that runs: these are a tenth of its imports.
    from . import run_stage  # noqa: PLC0415
    from .compile_stage import compile_job  # noqa: PLC0415

    partner = live.partner if live else None
    with contextlib.ExitStack() as stack:
        ahead = None
        if on_compiled and job.runs:
            ahead = run_stage.begin(job, sandbox)
            stack.callback(ahead.close)
        compiled = compile_job(job, sandbox, _ELF, partner, shortcut, repeated)
        if on_compiled:
            on_compiled(compiled.stage)
        measured = Measured(compile_time=compiled.seconds)
        is_stopped = partner is not None and partner.is_stopped
        if not compiled.stage.succeeded or not job.runs or is_stopped:
            return Result.judge(compiled.stage, None, measured, compiled.views)
        ran = run_stage.run(job, compiled.program, sandbox, live, ahead)
    measured = ran.measured._replace(compile_time=compiled.seconds)
    artifacts = compiled.views
    if MEMORY in job.artifacts and live is None:
        artifacts = (*artifacts, (tracer or _tracer(sandbox)).picture(job, ran.stage))
    if FIGURES in job.artifacts:
        artifacts = (*artifacts, artifact_of(measured))
    return Result.judge(compiled.stage, ran.stage, measured, artifacts)
