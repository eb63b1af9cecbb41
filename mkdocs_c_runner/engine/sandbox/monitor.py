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
from dataclasses import dataclass

from ..job import Stdio
from ..result import LimitName, Measured, Segment, Stage, Stream
from . import proc
from .box import FUNERAL, SETUP_TIME, Enclosure, close_all
from .pseudo_terminal import Terminal
from .transcript import Transcript

_CHUNK = 1 << 14
_ARTIFACT_SIZE = 64 * 1024 * 1024

# Seconds between two looks at the process tree: often while a prompt may wait, then rarer.
_FIRST_LOOK, _LAST_LOOK = 0.001, 0.02
# Seconds of silence after which a sleeping program counts as waiting where /proc tells no more.
_SILENCE = 0.05
# Bytes of memory that the machine must keep.
_RESERVE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Supervised:
    """The outcome of a command that ran under the supervisor.

    Attributes:
        started: Whether the supervisor began with it.
        emptied: Whether nothing is left of it in its sandbox, which may serve again.
        failure: The error number with which the command could not be executed, or None.
        randomised: Whether addresses differ from run to run.
        stage: How the command ended and what it printed.
        measured: What it used.
        artifact: The file that it was to make.
    """

    started: bool
    emptied: bool
    failure: int | None
    randomised: bool
    stage: Stage
    measured: Measured
    artifact: bytes


class Supervision:
    """One command under the supervisor, from its start until nothing of it is left.

    Args:
        enclosure: The sandbox that it runs in.
        stdin: What is typed or piped into it.
        stdio: One terminal, or pipes.
    """

    def __init__(self, enclosure: Enclosure, stdin: bytes, stdio: Stdio) -> None:
        self._enclosure = enclosure
        self._limits = enclosure.limits
        self._transcript = Transcript(self._limits.output)
        self._stdin = stdin
        self._stdin_writer = -1
        self._outputs: dict[int, Stream] = {}
        # What the sandbox has open, and the readers of it that are still open here.
        self._theirs: set[int] = set()
        self._open: set[int] = set()
        try:
            self._report_reader, report = self._pipe()
            self._artifact_reader, artifact = self._pipe()
            self._terminal = self._make_terminal() if stdio == "terminal" else None
            terminal = self._terminal
            streams = (terminal.slave,) * 3 if terminal else self._separate_streams()
        except BaseException:
            self._close()
            raise
        self._handles = (report, *streams, artifact)

        # The bytes that came from readers that are not outputs.
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
        self._memory_left = proc.memory_left()[0]
        self._started_at: float | None = None
        self._ended_at: float | None = None
        self._emptied = False
        self._randomised = True
        self._failure: int | None = None
        self._exit_code: int | None = None
        self._signal: int | None = None
        self._cpu_time: float | None = None
        self._max_rss: int | None = None
        self._limit_hit: LimitName | None = None
        self._killed_at: float | None = None

    def _pipe(self) -> tuple[int, int]:
        reader, writer = os.pipe()
        self._open.add(reader)
        self._theirs.add(writer)
        return reader, writer

    def _make_terminal(self) -> Terminal:
        terminal = Terminal(self._stdin)
        self._stdin = b""
        self._outputs[terminal.master] = "terminal"
        self._open.add(terminal.master)
        self._theirs.add(terminal.slave)
        return terminal

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

    def run(self, order: int) -> Supervised:
        """Has the order carried out that a file holds, and waits until nothing of it is left, or ends the sandbox."""
        try:
            with contextlib.suppress(OSError):  # then its sandbox is gone
                self._enclosure.send(order, self._handles)
            close_all(self._theirs)
            try:
                self._wait()
            finally:
                if not self._emptied:
                    self._kill()
            return self._outcome()
        finally:
            self._close()

    def _close(self) -> None:
        close_all(self._theirs)
        close_all(self._open)
        if self._stdin_writer >= 0:
            os.close(self._stdin_writer)
            self._stdin_writer = -1

    def _wait(self) -> None:
        """Pumps until everything the sandbox had open is closed."""
        self._deadline = time.monotonic() + SETUP_TIME
        while self._open and not self._is_overdue():
            events = self._poll.poll(max(0.0, self._patience()) * 1000)
            now = time.monotonic()
            printed = [self._handle(fd) for fd, _ in events]
            if any(printed):
                self._pause = _FIRST_LOOK if self._terminal else _LAST_LOOK
                self._quiet_since = now
            if self._killed_at is not None:
                continue
            if self._is_over(now) or (self._is_running() and self._look(now, quiet=not events)):
                self._kill()

    def _patience(self) -> float:
        """The seconds until something is to be done though nothing was printed."""
        if self._killed_at is not None:
            return _LAST_LOOK
        left = self._deadline - time.monotonic()
        return min(left, self._pause) if self._is_running() else left

    def _is_overdue(self) -> bool:
        return self._killed_at is not None and time.monotonic() > self._killed_at + FUNERAL

    def _is_running(self) -> bool:
        return self._started_at is not None and not self._emptied

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
        told = {*self._outputs, self._artifact_reader}
        return (
            self._ended_at is not None
            and not self._enclosure.policy.reusable
            and not self._open & told
        )

    def _look(self, now: float, *, quiet: bool) -> bool:
        """Looks at the processes now and then, and says whether they use more than they may."""
        self._pause = min(self._pause * 2, _LAST_LOOK) if self._terminal else _LAST_LOOK
        is_due = now >= self._next_measuring
        watch_memory = is_due and self._enclosure.group is None
        watch_time = is_due and self._may_have_spent(now) >= self._limits.cpu_time
        if not watch_memory and not watch_time and not (quiet and self._terminal):
            return False
        processes = proc.descendants(self._enclosure.init)
        if is_due:
            self._next_measuring = now + _LAST_LOOK
        if watch_memory:
            held = proc.memory(processes, self._limits.memory)
            if held > self._limits.memory or self._starves_the_machine():
                self._limit_hit = "memory"
                return True
        if watch_time:
            spent = max(map(proc.processor_time, processes), default=0.0)
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
        rest = proc.rest(processes, terminal.device)
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
        left, total = proc.memory_left()
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
        elif len(received) > _ARTIFACT_SIZE:
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

    def _read_report(self, received: bytearray) -> None:
        *lines, rest = bytes(received).split(b"\n")
        received[:] = rest
        for line in lines:
            found = re.fullmatch(
                rb"(started|failed|exited|signaled|emptied) (\d+) (\d+) (\d+)", line
            )
            if not found:
                continue
            number = int(found[2])
            if found[1] == b"started":
                self._begin(time.monotonic())
                self._randomised = bool(number)
                continue
            if found[1] == b"emptied":
                self._emptied = True
                self._deadline = time.monotonic() + FUNERAL
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

    def _kill(self) -> None:
        self._killed_at = self._killed_at or time.monotonic()
        self._enclosure.kill()

    def _outcome(self) -> Supervised:
        segments, total = self._transcript.segments(self._limits.truncate)
        ended = self._exit_code is not None or self._signal is not None
        name = None if self._signal is None else _signal_name(self._signal)
        group = self._enclosure.group
        if not ended and group and group.was_exhausted():
            self._limit_hit = self._limit_hit or "memory"
        if not ended and self._limit_hit is None:
            name = "SIGKILL"  # the program found a way to end the supervisor, and so itself
        wall_time = None
        ended_at = self._ended_at or self._killed_at
        if self._started_at is not None and ended_at is not None:
            wall_time = round(ended_at - self._started_at, 6)
        return Supervised(
            started=self._started_at is not None,
            emptied=self._emptied and self._killed_at is None,
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


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"
