"""The life of one command, as process 1 of its sandbox reports it.

`init.c` says at its top which lines it writes. This file is pure: bytes and the time at which they came go in.
"""

from __future__ import annotations

import re
import signal

from ..result import Measured

_LINE = re.compile(rb"(started|failed|exited|signaled|emptied|over) (\d+) (\d+) (\d+)")


class Lifecycle:
    """The events of a command from its start until nothing of it is left.

    Attributes:
        started_at: The time at which process 1 began with the command, or None.
        ended_at: The time at which the command itself ended, or None; its children may go on.
        emptied_at: The time at which process 1 had removed all traces of the command, or None.
        is_told_whole: Whether process 1 has told all that it had to tell. If it has not, its sandbox was killed.
        failure: The error number with which the command could not be executed, or None.
        randomized: Whether addresses differ from run to run.
        exit_code: The exit status, or None.
        signal: The name of the signal that ended the command, or None.
        cpu_time: The processor time of the command in seconds, or None.
        max_rss: The largest resident size of the command in bytes, or None.
    """

    def __init__(self) -> None:
        self.started_at: float | None = None
        self.ended_at: float | None = None
        self.emptied_at: float | None = None
        self.is_told_whole = False
        self.failure: int | None = None
        self.randomized = True
        self.exit_code: int | None = None
        self.signal: str | None = None
        self.cpu_time: float | None = None
        self.max_rss: int | None = None
        self._incomplete = b""

    @property
    def is_running(self) -> bool:
        """Whether processes of the command may exist."""
        return self.started_at is not None and self.emptied_at is None

    def read(self, report: bytes, now: float) -> None:
        """Take in the next bytes of the report.

        Args:
            report: The bytes, which may end in the middle of a line.
            now: The time in seconds, of the clock that all times here are of.
        """
        *lines, self._incomplete = (self._incomplete + report).split(b"\n")
        for line in lines:
            # Nothing but process 1 has the pipe, so a line of another form comes from a later version at worst.
            if match := _LINE.fullmatch(line):
                self._event(match[1], [int(number) for number in match.groups()[1:]], now)

    def measured(self, killed_at: float | None) -> Measured:
        """Return what the command used.

        Args:
            killed_at: The time at which its sandbox was killed, or None: the end of a command that reported none.
        """
        ended_at = self.ended_at or killed_at
        wall_time = None
        if self.started_at is not None and ended_at is not None:
            wall_time = round(ended_at - self.started_at, 6)
        return Measured(self.cpu_time, wall_time, self.max_rss)

    def _event(self, event: bytes, numbers: list[int], now: float) -> None:
        number, cpu_microseconds, max_rss_kib = numbers
        if event == b"started":
            self.started_at = self.started_at or now
            self.randomized = bool(number)
            return
        if event in (b"emptied", b"over"):
            self.is_told_whole = True
            self.emptied_at = now if event == b"emptied" else None
            return
        self.ended_at = now
        if event == b"failed":
            self.failure = number
            return
        if event == b"exited":
            self.exit_code = number
        else:
            self.signal = signal_name(number)
        self.cpu_time = cpu_microseconds / 1e6
        self.max_rss = max_rss_kib * 1024


def signal_name(number: int) -> str:
    """Return the name of a signal; real-time signals have none of their own."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"
