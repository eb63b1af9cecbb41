"""Watches one command in a sandbox from its start until nothing of it is left.

One loop does all: it reads what is printed, types what is to be typed, keeps an eye on clock, memory and
output, and ends the sandbox as a whole.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from . import process_tree
from .cgroup import ControlGroup
from .job import Limits, type_of_stdio
from .process import Process, spawn, wait
from .result import LimitName, Measured, Segment, Stage, Stream
from .terminal import Terminal
from .transcript import Transcript

_CHUNK = 1 << 14
_ARTIFACT_SIZE = 64 * 1024 * 1024
_MESSAGE_SIZE = 1 << 16

# Seconds that bwrap may take until the command starts.
_SETUP_TIME = 20.0
# Seconds between two looks at the process tree: often while a prompt may wait, then rarer.
_FIRST_LOOK, _LAST_LOOK = 0.001, 0.02
# Seconds of silence after which a sleeping program counts as waiting where /proc tells no more.
_SILENCE = 0.05
# Bytes of memory that the machine must keep.
_RESERVE = 256 * 1024 * 1024
# Seconds after a kill in which the kernel closes what the sandbox had open.
_FUNERAL = 5.0


@dataclass(frozen=True, slots=True)
class Supervised:
    """The outcome of a command that ran under the supervisor.

    Attributes:
        started: Whether the supervisor began; if not, `message` is what the sandbox said.
        message: What bwrap itself printed.
        failure: The error number with which the command could not be executed, or None.
        randomised: Whether addresses differ from run to run.
        stage: How the command ended and what it printed.
        measured: What it used.
        artifact: The file that it was to make.
    """

    started: bool
    message: str
    failure: int | None
    randomised: bool
    stage: Stage
    measured: Measured
    artifact: bytes


@dataclass(frozen=True, slots=True)
class Handles:
    """The descriptors that the sandbox is given, by their numbers.

    Attributes:
        report: Where the supervisor says what becomes of the command.
        stdin: The standard input of the command.
        stdout: Its standard output.
        stderr: Its standard error; on a terminal all three are the same.
        artifact: Where the supervisor copies the file that the command was to make.
        status: Where bwrap says which process is the first of the sandbox.
        message: Where bwrap prints its own errors.
        block: Where bwrap waits until it may start the command, or None.
    """

    report: int
    stdin: int
    stdout: int
    stderr: int
    artifact: int
    status: int
    message: int
    block: int | None


class Supervision:
    """One command under the supervisor, from its start until nothing of it is left.

    Args:
        stdin: What is typed or piped into it.
        stdio: One terminal, or pipes.
        limits: What it may use.
        group: The control group it is to be in, or None: then its memory is watched from here.
    """

    def __init__(
        self,
        stdin: bytes,
        stdio: type_of_stdio,
        limits: Limits,
        group: ControlGroup | None = None,
    ) -> None:
        self._limits = limits
        self._group = group
        self._transcript = Transcript(limits.output)
        self._terminal = Terminal(stdin) if stdio == "terminal" else None
        self._stdin = b"" if self._terminal else stdin
        self._stdin_writer = self._release = -1
        self._outputs: dict[int, Stream] = {}
        self._theirs: set[int] = set()

        self._report_reader, report = self._pipe()
        self._artifact_reader, artifact = self._pipe()
        self._status_reader, status = self._pipe()
        self._message_reader, message = self._pipe()
        if self._terminal:
            self._outputs[self._terminal.master] = "terminal"
            self._theirs.add(self._terminal.slave)
            streams = (self._terminal.slave,) * 3
        else:
            streams = self._separate_streams()
        block = None
        if group:
            block, self._release = os.pipe()
            self._theirs.add(block)
        self.handles = Handles(report, *streams, artifact, status, message, block)

        # Readers that are still open, and the bytes that came from those that are not outputs.
        self._open = {
            self._report_reader,
            self._artifact_reader,
            self._status_reader,
            self._message_reader,
            *self._outputs,
        }
        self._received = {fd: bytearray() for fd in self._open}
        self._poll = select.poll()
        for fd in self._open:
            self._poll.register(fd, select.POLLIN)
        if self._stdin_writer >= 0:
            self._poll.register(self._stdin_writer, select.POLLOUT)

        self._typed_for: frozenset[tuple[str, int]] = frozenset()
        self._deadline = 0.0
        self._pause = _FIRST_LOOK
        self._quiet_since = self._next_measuring = 0.0
        self._memory_left = process_tree.memory_left()[0]
        self._init = -1  # the sandbox's first process
        self._init_pidfd = -1
        self._started_at: float | None = None
        self._ended_at: float | None = None
        self._randomised = True
        self._failure: int | None = None
        self._exit_code: int | None = None
        self._signal: int | None = None
        self._cpu_time: float | None = None
        self._max_rss: int | None = None
        self._limit_hit: LimitName | None = None
        self._killed_at: float | None = None

    @property
    def _killed(self) -> bool:
        return self._killed_at is not None

    def _pipe(self) -> tuple[int, int]:
        reader, writer = os.pipe()
        self._theirs.add(writer)
        return reader, writer

    def _separate_streams(self) -> tuple[int, int, int]:
        if self._stdin:
            stdin, self._stdin_writer = os.pipe()
            os.set_blocking(self._stdin_writer, False)
        else:
            stdin = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        self._theirs.add(stdin)
        stdout_reader, stdout = self._pipe()
        stderr_reader, stderr = self._pipe()
        self._outputs = {stdout_reader: "stdout", stderr_reader: "stderr"}
        return stdin, stdout, stderr

    def run(self, argv: Sequence[str], pass_fds: Sequence[int]) -> Supervised:
        """Runs bwrap with these arguments and waits until all of it is gone."""
        try:
            # With a reader of its own, bwrap can always say its status, and does not end for want of one.
            passed = [*pass_fds, *self._theirs, self._status_reader]
            process = spawn(argv, passed, self.handles.message, self.handles.message)
            _close_all(self._theirs)
            with process:
                try:
                    self._wait(process)
                finally:
                    self._kill(process)
            return self._outcome()
        finally:
            _close_all(self._theirs)
            _close_all(self._open)
            for fd in (self._stdin_writer, self._release, self._init_pidfd):
                if fd >= 0:
                    os.close(fd)
            if self._group:
                self._group.close()

    def _wait(self, process: Process) -> None:
        """Pumps until everything the sandbox had open is closed."""
        self._deadline = time.monotonic() + _SETUP_TIME
        while self._open and not self._is_overdue():
            events = self._poll.poll(max(0.0, self._patience()) * 1000)
            now = time.monotonic()
            printed = [self._handle(fd) for fd, _ in events]
            if any(printed):
                self._pause = _FIRST_LOOK if self._terminal else _LAST_LOOK
                self._quiet_since = now
            if self._killed:
                continue
            if self._is_over(now) or (self._is_running() and self._look(now, quiet=not events)):
                self._kill(process)

    def _patience(self) -> float:
        """The seconds until something is to be done though nothing was printed."""
        if self._killed:
            return _LAST_LOOK
        left = self._deadline - time.monotonic()
        return min(left, self._pause) if self._is_running() else left

    def _is_overdue(self) -> bool:
        return self._killed_at is not None and time.monotonic() > self._killed_at + _FUNERAL

    def _is_running(self) -> bool:
        return self._init >= 0 and self._started_at is not None

    def _is_over(self, now: float) -> bool:
        """Whether a limit is hit that costs nothing to watch, or nothing more can be printed."""
        if self._transcript.size > self._limits.output:
            self._limit_hit = "output"
            return True
        if now >= self._deadline:
            if self._ended_at is None:
                self._limit_hit = "wall_time"
            return True
        # What is left then has closed its output: a daemon.
        return self._ended_at is not None and not self._open & {
            *self._outputs,
            self._artifact_reader,
        }

    def _look(self, now: float, *, quiet: bool) -> bool:
        """Looks at the processes now and then, and says whether they use more than they may."""
        self._pause = min(self._pause * 2, _LAST_LOOK) if self._terminal else _LAST_LOOK
        is_due = now >= self._next_measuring
        watch_memory = is_due and self._group is None
        watch_time = is_due and self._may_have_spent(now) >= self._limits.cpu_time
        if not watch_memory and not watch_time and not (quiet and self._terminal):
            return False
        processes = process_tree.descendants(self._init)
        if is_due:
            self._next_measuring = now + _LAST_LOOK
        if watch_memory:
            held = process_tree.memory(processes, self._limits.memory)
            if held > self._limits.memory or self._starves_the_machine():
                self._limit_hit = "memory"
                return True
        if watch_time:
            spent = max(map(process_tree.processor_time, processes), default=0.0)
            if spent >= self._limits.cpu_time:
                self._limit_hit = "cpu_time"
                return True
        if quiet and self._terminal:
            self._type_if_wanted(processes, self._terminal, now)
        return False

    def _may_have_spent(self, now: float) -> float:
        """The most processor seconds that a process can have used by now: all processors, all the time."""
        return (now - (self._started_at or now)) * (os.cpu_count() or 1)

    def _type_if_wanted(self, processes: list[int], terminal: Terminal, now: float) -> None:
        """Types the next line if somebody waits for it who has taken the last one."""
        rest = process_tree.rest(processes, terminal.device)
        if rest is None:
            return
        wanted = rest.readers and rest.readers != self._typed_for
        if wanted or (rest.unknown and now - self._quiet_since > _SILENCE):
            self._typed_for = rest.readers
            self._transcript.expect_echo(terminal.type_next())
            self._pause, self._quiet_since = _FIRST_LOOK, now

    def _starves_the_machine(self) -> bool:
        """Whether memory runs out since it began, wherever a program may have hidden what it took.

        Buffers of sockets and pages that are shared and not mapped belong to no process.
        """
        left, total = process_tree.memory_left()
        return left < max(_RESERVE, total // 20) and left < self._memory_left - _RESERVE

    def _handle(self, fd: int) -> bool:
        """Reads or writes what is ready, and says whether it was output."""
        if fd == self._stdin_writer:
            self._write_stdin()
            return False
        try:
            data = os.read(fd, _CHUNK)
        except BlockingIOError:
            return False
        except OSError:  # EIO: nobody has the terminal open any more
            data = b""
        if not data:
            self._poll.unregister(fd)
            self._open.discard(fd)
            os.close(fd)
        if fd in self._outputs:
            self._transcript.add(self._outputs[fd], data)
            return bool(data)
        received = self._received[fd]
        received += data
        if fd == self._report_reader:
            self._read_report(received)
        elif fd == self._status_reader:
            self._read_status(received)
        elif len(received) > (_ARTIFACT_SIZE if fd == self._artifact_reader else _MESSAGE_SIZE):
            del received[:]
            self._limit_hit = "output"
        return False

    def _write_stdin(self) -> None:
        try:
            self._stdin = self._stdin[os.write(self._stdin_writer, self._stdin[:_CHUNK]) :]
        except BlockingIOError:
            return
        except OSError:  # EPIPE: the program does not read it
            self._stdin = b""
        if not self._stdin:
            self._poll.unregister(self._stdin_writer)
            os.close(self._stdin_writer)
            self._stdin_writer = -1

    def _read_status(self, received: bytearray) -> None:
        found = re.search(rb'"child-pid": *(\d+)', received)
        if found and self._init < 0:
            self._init = int(found[1])
            with contextlib.suppress(OSError):
                self._init_pidfd = os.pidfd_open(self._init)
            with contextlib.suppress(OSError):  # if memory runs out, the sandbox is to go first
                process_tree.offer_to_the_kernel(self._init)
            if self._group:
                self._join(self._group)

    def _join(self, group: ControlGroup) -> None:
        """Puts the sandbox into its group before its command starts."""
        try:
            group.add(self._init)
        except OSError:
            group.close()
            self._group = None
        os.write(self._release, b"x")

    def _read_report(self, received: bytearray) -> None:
        *lines, rest = bytes(received).split(b"\n")
        received[:] = rest
        for line in lines:
            found = re.fullmatch(rb"(started|failed|exited|signaled) (\d+) (\d+) (\d+)", line)
            if not found:
                continue
            number = int(found[2])
            if found[1] == b"started":
                self._begin(time.monotonic())
                self._randomised = bool(number)
                continue
            self._ended_at = time.monotonic()
            if found[1] == b"failed":
                self._failure = number
                continue
            if found[1] == b"exited":
                self._exit_code = number
            else:
                self._signal = number
            self._cpu_time = int(found[3]) / 1e6
            self._max_rss = int(found[4]) * 1024

    def _begin(self, now: float) -> None:
        if self._started_at is None:
            self._started_at = self._quiet_since = now
            self._deadline = now + self._limits.wall_time
            self._next_measuring = now + _LAST_LOOK
            self._pause = _FIRST_LOOK if self._terminal else _LAST_LOOK

    def _kill(self, process: Process) -> None:
        """Ends the sandbox by its first process, with which the kernel ends all the others.

        Killing bwrap alone is not enough: for some milliseconds the sandbox would outlive it, and while
        it is set up, for ever. Where its first process is not known yet, the supervisor ends by itself
        when nobody reads its report.
        """
        self._killed_at = self._killed_at or time.monotonic()
        if self._init < 0 and process.poll() is None:
            _close_all(self._open)
            if self._release >= 0:
                os.close(self._release)
                self._release = -1
            wait(process, _FUNERAL)
        if self._init_pidfd >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._init_pidfd, signal.SIGKILL)
        if process.poll() is None:
            process.kill()

    def _outcome(self) -> Supervised:
        segments, total = self._transcript.segments(self._limits.truncate)
        ended = self._exit_code is not None or self._signal is not None
        name = None if self._signal is None else _signal_name(self._signal)
        if not ended and self._group and self._group.was_exhausted():
            self._limit_hit = self._limit_hit or "memory"
        if not ended and self._limit_hit is None:
            name = "SIGKILL"  # the program found a way to end the supervisor, and so itself
        wall_time = None
        ended_at = self._ended_at or self._killed_at
        if self._started_at is not None and ended_at is not None:
            wall_time = round(ended_at - self._started_at, 6)
        return Supervised(
            started=self._started_at is not None,
            message=self._received[self._message_reader].decode(errors="replace"),
            failure=self._failure,
            randomised=self._randomised,
            stage=Stage(
                exit_code=self._exit_code if self._limit_hit is None else None,
                signal=name if self._limit_hit is None else None,
                limit_hit=self._limit_hit,
                segments=segments,
                total_chars=total,
                truncated=total > sum(_characters(segment) for segment in segments),
            ),
            measured=Measured(self._cpu_time, wall_time, self._max_rss),
            artifact=bytes(self._received[self._artifact_reader]),
        )


def _characters(segment: Segment) -> int:
    """How many characters of output a segment has; what was typed is none."""
    if segment.stream == "stdin":
        return 0
    return len(segment.text.decode(errors="surrogateescape"))


def _close_all(fds: set[int]) -> None:
    while fds:
        os.close(fds.pop())


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"
