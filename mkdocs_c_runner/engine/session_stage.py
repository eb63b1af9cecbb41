"""Executes a session: its programs are compiled, and its lines are executed in one sandbox.

A shell executes each line, as a command of its own: what it prints comes through a terminal that no other line has, and
how it ended is told by process 1. So no line can print the output of the next one, or read it. When a line ends, its
processes are killed, also those in the background. When a line hits a limit, the session ends.

A line that compiles is executed in the sandbox for compilers, with the sources that the page has, and the program is
put into the directory of the session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .compile_stage import compile_job
from .job import PROGRAM_NAME, WORKING_DIRECTORY, Job, Line, Session
from .result import Measured, Result, Segment, Stage
from .sandbox.host_paths import SHELL
from .sandbox.policy import Command, InjectedFile, Next, Sandbox, run_policy
from .session import artifact_of, ending_of, segments_of

# What a shell does behind a line. Without more to do, some shells become the last command, and say less of its end.
_AFTER = "\nexit $?"

# Puts a program into the directory of a session, whatever a line has left under its name.
_PUT = 'rm -rf -- "./$1" && cat > "./$1" && chmod 755 "./$1"'

# Compares a file with its standard input. A compiler gets the sources as pages have them, whatever lines did to them.
_COMPARE = (
    'test -f "./$1" && cmp -s -- "./$1" - || '
    '{ echo "$1 is not as the page has it, and only so is it compiled"; exit 1; }'
)


def execute_session(job: Job, session: Session, sandbox: Sandbox, magic: bytes) -> Result:
    """Execute a session.

    Args:
        job: Its job.
        session: Its lines and programs.
        sandbox: The sandbox.
        magic: The bytes with which a program begins.

    Raises:
        EngineError: If the machine cannot do it.
    """
    compiled = 0.0
    programs = []
    for program in session.programs:
        made = compile_job(_limited(program, job), sandbox, magic)
        compiled += made.seconds
        if not made.stage.succeeded:
            return Result.judge(made.stage, None, Measured(compile_time=compiled))
        programs.append(InjectedFile(_path(program.program), made.program, 0o755))
    data = (InjectedFile(_path(file.name), file.content, 0o644) for file in job.data)
    files = (*programs, *data)
    env = (("PATH", "/usr/bin:/bin"), *job.env)
    policy = run_policy(env, _sanitizers(session), tools=job.tools, commands=True, symbolizer=True)
    size = sum(len(file.content) for file in files)
    with sandbox.session(policy, job.run_limits, size) as following:
        shell = _Shell(job, following, sandbox, magic, files)
        for line in session.lines:
            if not shell.execute(line):
                break
    return shell.result(compiled)


@dataclass
class _Shell:
    """The execution of the lines of a session.

    Attributes:
        job: The job of the session.
        following: Executes a command in its sandbox.
        sandbox: Where compilers run.
        magic: The bytes with which a program begins.
        files: The files that the first command finds.
    """

    job: Job
    following: Next
    sandbox: Sandbox
    magic: bytes
    files: tuple[InjectedFile, ...]
    _segments: list[Segment] = field(default_factory=list)
    _endings: list[str] = field(default_factory=list)
    _measured: list[Measured] = field(default_factory=list)
    _total: int = 0
    _last: Stage = field(default_factory=lambda: Stage(exit_code=0))
    _truncated: bool = False

    def execute(self, line: Line) -> bool:
        """Execute a line, and return whether another one may follow."""
        if line.builds is not None:
            stage, goes_on = self._build(line.builds)
        else:
            stage, goes_on = self._run(SHELL, "-c", f"{line.command}{_AFTER}", "sh")
        self._total += stage.total_chars
        if stage.limit_hit is None and sum(map(_size, self._segments)) > self.job.run_limits.output:
            stage, goes_on = stage._replace(exit_code=None, signal=None, limit_hit="output"), False
        self._segments += segments_of(line.command, stage)
        self._endings.append(ending_of(stage))
        self._last = stage
        self._truncated = self._truncated or stage.truncated
        return goes_on and stage.limit_hit is None

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

    def _run(self, *argv: str, stdin: bytes = b"") -> tuple[Stage, bool]:
        command = Command(
            argv,
            files=self.files,
            stdin=stdin,
            stdio="pipes" if stdin else "terminal",
            is_seen=True,
        )
        self.files = ()
        done, goes_on = self.following(command)
        self._measured.append(done.measured)
        return done.stage, goes_on

    def _build(self, job: Job) -> tuple[Stage, bool]:
        """Compile a program, and put it into the directory."""
        for file in job.sources:
            if file in self.job.data and not self.files:
                same, goes_on = self._run(
                    SHELL, "-c", _COMPARE, "sh", file.name, stdin=file.content
                )
                if not same.succeeded:
                    return same, goes_on
        made = compile_job(_limited(job, self.job), self.sandbox, self.magic)
        if not made.stage.succeeded:
            return made.stage, True
        put, goes_on = self._run(SHELL, "-c", _PUT, "sh", job.program, stdin=made.program)
        if put.succeeded:
            return made.stage, goes_on
        return put._replace(segments=(*made.stage.segments, *put.segments)), goes_on


def _limited(program: Job, job: Job) -> Job:
    return replace(program, compile_limits=job.compile_limits, run_limits=job.run_limits)


def _sanitizers(session: Session) -> frozenset[str]:
    """Return the sanitizers that programs of a session run under."""
    built = [line.builds for line in session.lines if line.builds]
    nothing: frozenset[str] = frozenset()
    return nothing.union(*(job.sanitizers for job in (*session.programs, *built)))


def _path(name: str) -> str:
    return f"{WORKING_DIRECTORY}/{name or PROGRAM_NAME}"


def _size(segment: Segment) -> int:
    return len(segment.text)
