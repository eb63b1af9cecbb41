"""Executes a session: its programs are compiled, and its lines are executed in one sandbox.

A shell executes each line, as a command of its own: what it prints comes through a terminal that no other line has, and
how it ended is told by process 1. So no line can print the output of the next one, or read it. When a line ends, its
processes are killed, also those in the background; what its shell had is brought back for the next one
(`session_shell.py`). When a line hits a limit, the session ends.

A line that compiles is executed in the sandbox for compilers, with the sources that the page has and the object files
of the session, and what it makes is put into the directory of the session.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from .compile_stage import Compiled, compile_job, compile_part
from .job import PROGRAM_NAME, WORKING_DIRECTORY, Job, Line, Session
from .result import Measured, Result, Segment, Stage
from .sandbox.host_paths import SHELL
from .sandbox.live import Live, Partner
from .sandbox.policy import Command, InjectedFile, Next, Sandbox, run_policy
from .sandbox.repeated import Repeated
from .session import artifact_of, ending_of, printed_segments, typed_segment
from .session_audience import NOBODY, Audience
from .session_files import COMPARE, IS_THERE, PART_MODE, PROGRAM_MODE, PUT, refusal
from .session_shell import ShellState

_ELSEWHERE = "compilers work in the first directory of a session: type cd before"

# The seconds after which a session that somebody waits for begins no further line.
LONGEST_SESSION = 60.0

# The status of a shell that does not understand a line.
_NOT_UNDERSTOOD = 2

# The status of a program that a signal ends is this and the number of the signal.
_BY_SIGNAL = 128

# How a command of ours ended, whether another one may follow, and what it tells.
_Done = tuple[Stage, bool, bytes]


@dataclass(frozen=True)
class Compilers:
    """What compiles for a session.

    Attributes:
        sandbox: Where compilers run.
        magic: The bytes with which a program begins.
        repeated: Knows what was compiled before, or None.
        partner: Somebody who may stop the compiler, or None.
    """

    sandbox: Sandbox
    magic: bytes
    repeated: Repeated | None = None
    partner: Partner | None = None

    def program(self, job: Job, objects: tuple[InjectedFile, ...] = ()) -> Compiled:
        """Compile a program, or link it."""
        return compile_job(
            job,
            self.sandbox,
            self.magic,
            self.partner,
            repeated=self.repeated,
            objects=objects,
        )

    def part(self, job: Job) -> Compiled:
        """Compile a part of a program."""
        return compile_part(job, self.sandbox, self.partner)


def converse_in_session(
    job: Job,
    session: Session,
    sandbox: Sandbox,
    magic: bytes,
    live: Live | None,
    on_compiled: Callable[[Stage], None],
) -> Result:
    """Execute a session while somebody waits; see `NativeExecutor.converse`."""
    audience = Audience(live, on_compiled, LONGEST_SESSION)
    compilers = Compilers(sandbox, magic, partner=audience.partner)
    return execute_session(job, session, compilers, audience)


def execute_session(
    job: Job, session: Session, compilers: Compilers, audience: Audience = NOBODY
) -> Result:
    """Execute a session.

    Args:
        job: Its job.
        session: Its lines and programs.
        compilers: What compiles for it.
        audience: Whoever waits for it.

    Raises:
        EngineError: If the machine cannot do it.
    """
    compiled, begin = 0.0, time.monotonic()
    programs = []
    for program in session.programs:
        made = compilers.program(_limited(program, job))
        compiled += made.seconds
        if not made.stage.succeeded or audience.has_stopped:
            audience.on_compiled(made.stage)
            return Result.judge(made.stage, None, Measured(compile_time=compiled))
        programs.append(InjectedFile(_path(program.program), made.program, 0o755))
    data = (InjectedFile(_path(file.name), file.content, 0o644) for file in job.data)
    files = (*programs, *data)
    env = (("PATH", "/usr/bin:/bin"), *job.env)
    policy = run_policy(env, _sanitizers(session), tools=job.tools, commands=True, symbolizer=True)
    size = sum(len(file.content) for file in files)
    audience.on_compiled(Stage(exit_code=0))
    with compilers.sandbox.session(policy, job.run_limits, size) as following:
        state = ShellState(tuple(name for name, _ in policy.environment))
        shell = _Shell(job, following, compilers, files, state, audience)
        for line in session.lines:
            is_late = time.monotonic() > begin + audience.seconds
            if is_late or not shell.execute(line):
                break
    return shell.result(compiled)


@dataclass
class _Shell:
    """The execution of the lines of a session.

    Attributes:
        job: The job of the session.
        following: Executes a command in its sandbox.
        compilers: What compiles for it.
        files: The files that the first command finds.
        state: What the shell of the next line finds.
        audience: Whoever waits for it.
    """

    job: Job
    following: Next
    compilers: Compilers
    files: tuple[InjectedFile, ...]
    state: ShellState
    audience: Audience
    _segments: list[Segment] = field(default_factory=list)
    _endings: list[str] = field(default_factory=list)
    _measured: list[Measured] = field(default_factory=list)
    _total: int = 0
    _last: Stage = field(default_factory=lambda: Stage(exit_code=0))
    _truncated: bool = False

    def execute(self, line: Line) -> bool:
        """Execute a line, and return whether another one may follow."""
        typed = typed_segment(line.command)
        self.audience.tell([typed])
        told = b""
        if line.compiled:
            stage, goes_on = self._compile(line)
        elif reason := self.state.lacks(line.command):
            stage, goes_on, _ = _refused(reason)
        else:
            command = Command(self.state.argv(line.command), stdio="terminal", tells=True)
            stage, goes_on, told = self._run(command)
            if goes_on and not told and stage.exit_code == _NOT_UNDERSTOOD:
                stage, goes_on = self._understood(line, stage)
        self.state.take(line.command, told, _status(stage))
        self._total += stage.total_chars
        size = sum(len(segment.text) for segment in self._segments)
        if stage.limit_hit is None and size > self.job.run_limits.output:
            stage, goes_on = stage._replace(exit_code=None, signal=None, limit_hit="output"), False
        printed = printed_segments(stage)
        self.audience.tell(printed)
        self._segments += [typed, *printed]
        self._endings.append(ending_of(stage))
        self._last = stage
        self._truncated = self._truncated or stage.truncated
        return goes_on and stage.limit_hit is None and not self.audience.has_stopped

    def result(self, compiled: float) -> Result:
        """Return the result of the lines so far. The status of a session is that of its last line."""
        run = self._last._replace(
            segments=tuple(self._segments),
            total_chars=self._total,
            truncated=self._truncated,
        )
        measured = Measured(
            cpu_time=sum(one.cpu_time or 0.0 for one in self._measured),
            wall_time=sum(one.wall_time or 0.0 for one in self._measured),
            max_rss=max((one.max_rss or 0 for one in self._measured), default=0),
            compile_time=compiled,
        )
        return Result.judge(Stage(exit_code=0), run, measured, (artifact_of(self._endings),))

    def _run(self, command: Command) -> _Done:
        """Execute a command in the sandbox of the session.

        Returns:
            How it ended, whether another one may follow, and its artifact.
        """
        partner = self.audience.partner
        done, goes_on = self.following(
            replace(command, files=self.files, is_seen=True, partner=partner)
        )
        self.files = ()
        self._measured.append(done.measured)
        return done.stage, goes_on, done.artifact

    def _understood(self, line: Line, stage: Stage) -> tuple[Stage, bool]:
        """Return how a line ended; if no shell can read it, in the words that a shell has for the line alone."""
        command = Command(self.state.reading(line.command), stdio="terminal")
        read, goes_on, _ = self._run(command)
        return (stage if read.succeeded else read), goes_on

    def _script(self, script: str, *args: str, stdin: bytes = b"", file: str = "") -> _Done:
        """Execute a script of ours, and bring back a file if it succeeds."""
        argv = (SHELL, "-c", script, "sh", *args)
        artifact = _path(file) if file else ""
        return self._run(Command(argv, stdin=stdin, stdio="pipes", artifact=artifact))

    def _compile(self, line: Line) -> tuple[Stage, bool]:
        """Have a compiler do what a line says, as far as it succeeds."""
        stage, goes_on = Stage(exit_code=0), True
        for done, may_follow, _ in self._steps(line):
            goes_on = may_follow
            stage = done._replace(
                segments=(*stage.segments, *done.segments),
                total_chars=stage.total_chars + done.total_chars,
                truncated=stage.truncated or done.truncated,
            )
            if not goes_on or not done.succeeded:
                break
        return stage, goes_on

    def _steps(self, line: Line) -> Iterator[_Done]:
        """Do what a line of a compiler says, step by step; a step is done when it is asked for."""
        if not self.state.is_at_home:
            yield _refused(_ELSEWHERE)
        names = {file.name for job in line.compiled for file in job.sources}
        for file in self.job.data if not self.files else ():
            if file.name in names:
                yield self._script(COMPARE, file.name, stdin=file.content)
        for job in line.parts:
            part = self.compilers.part(_limited(job, self.job))
            yield part.stage, True, b""
            yield self._put(job, PART_MODE, part.program)
        if line.builds is None:
            return
        objects: list[InjectedFile] = []
        for name in line.builds.objects:
            found, goes_on, content = self._script(IS_THERE, name, file=name)
            if found.succeeded:
                objects.append(InjectedFile(_path(name), content))
            yield Stage(exit_code=0, limit_hit=found.limit_hit), goes_on, b""
        made = self.compilers.program(_limited(line.builds, self.job), tuple(objects))
        yield made.stage, True, b""
        yield self._put(line.builds, PROGRAM_MODE, made.program)

    def _put(self, job: Job, mode: str, content: bytes) -> _Done:
        """Put what a job has made into the directory of the session."""
        return self._script(PUT, job.program, mode, refusal(job), stdin=content)


def _limited(program: Job, job: Job) -> Job:
    return replace(program, compile_limits=job.compile_limits, run_limits=job.run_limits)


def _sanitizers(session: Session) -> frozenset[str]:
    """Return the sanitizers that programs of a session run under."""
    built = (job for line in session.lines for job in line.compiled)
    nothing: frozenset[str] = frozenset()
    return nothing.union(*(job.sanitizers for job in (*session.programs, *built)))


def _refused(reason: str) -> _Done:
    """Return the end of a command that is not executed, with the reason."""
    segment = Segment("stderr", f"{reason}\n".encode())
    return Stage(1, segments=(segment,), total_chars=len(reason) + 1), True, b""


def _status(stage: Stage) -> int:
    """Return the status of a line as the next one has it in `$?`."""
    if stage.signal is not None:
        name, _, offset = stage.signal.partition("+")
        return _BY_SIGNAL + int(signal.Signals[name]) + int(offset or 0)
    return stage.exit_code or 0


def _path(name: str) -> str:
    return f"{WORKING_DIRECTORY}/{name or PROGRAM_NAME}"
