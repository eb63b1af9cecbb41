"""Decides when the next line is typed: as soon as the program waits for input, and not before.

A program that still computes may print before it reads. When the program waits is read from /proc, so that typed
text appears at the same place of the output in every run.
"""

from __future__ import annotations

from typing import Protocol

from . import proc
from .transcript import Transcript

# Seconds between two looks at the processes: often while a prompt may wait, then rarer, twice as long each time.
_FIRST_PAUSE, _LAST_PAUSE = 0.001, 0.02

# Seconds of silence after which a sleeping program counts as waiting where /proc tells no more.
_SILENCE = 0.05

# Seconds after the last typed line, or the start, when a program that computes is interrupted, if it is to be.
_PATIENCE = 1.0


class Keyboard(Protocol):
    """Something that a typist types at: a `Terminal` with its lines, or what somebody types elsewhere."""

    device: int
    """The number by which /proc knows what the program reads: of a device, or the inode of a pipe."""

    def type_next(self) -> bytes:
        """Type the next line, and return the text that will be echoed."""
        ...

    @property
    def is_interrupt_next(self) -> bool:
        """Whether Ctrl+C is typed next, which a program gets while it does not read, too.

        Never where a person is at another keyboard: that key stops the program in another way.
        """
        return False

    def take_interrupt(self) -> bytes:
        """Return the text that a terminal echoes for it, and go on to the next line."""
        return b""


class Typist:
    """The person at a terminal, who types line after line.

    Args:
        keyboard: The terminal, with the lines.
        transcript: The record of the output, which learns what is going to be echoed.

    Attributes:
        sees_reader: Whether the program waited for input when it was last looked at, and has printed nothing since.
    """

    def __init__(self, keyboard: Keyboard, transcript: Transcript) -> None:
        self._keyboard = keyboard
        self._transcript = transcript
        self.sees_reader = False
        self._quiet_since = 0.0
        self._last_typed: float | None = None
        self._typed_for: frozenset[tuple[str, int]] = frozenset()
        self._pause = _FIRST_PAUSE

    def notice_activity(self, now: float) -> None:
        """Start over with short pauses: the program has started, or printed, or got a line."""
        self._pause = _FIRST_PAUSE
        self._quiet_since = now
        self.sees_reader = False
        if self._last_typed is None:
            self._last_typed = now

    def next_pause(self) -> float:
        """Return the seconds until the program should be looked at again; each time twice as many."""
        pause, self._pause = self._pause, min(self._pause * 2, _LAST_PAUSE)
        return pause

    def type_if_wanted(self, processes: list[int], now: float) -> bool:
        """Type the next line if a process waits for it, and has taken the line before.

        Returns:
            Whether Ctrl+C was typed: then the processes must be interrupted.
        """
        idle = proc.idle(processes, self._keyboard.device)
        if self._keyboard.is_interrupt_next:
            return self._interrupt_if_wanted(idle, now)
        self.sees_reader = False
        if idle is None:
            return False
        # A reader that has not woken up since the last line was typed still has that one to take.
        is_wanted = idle.readers and idle.readers != self._typed_for
        seems_wanted = idle.unknown and now - self._quiet_since > _SILENCE
        if is_wanted or seems_wanted:
            self._typed_for = idle.readers
            self._transcript.expect_echo(self._keyboard.type_next())
            self._last_typed = now
            self.notice_activity(now)
        self.sees_reader = bool(idle.readers or idle.unknown)
        return False

    def _interrupt_if_wanted(self, idle: proc.Idle | None, now: float) -> bool:
        """Type Ctrl+C if the program waits to read, sleeps, or has computed for long."""
        is_wanted = idle and idle.readers and idle.readers != self._typed_for
        is_asleep = idle is not None and now - self._quiet_since > _SILENCE
        is_late = self._last_typed is not None and now - self._last_typed > _PATIENCE
        if not (is_wanted or is_asleep or is_late):
            return False
        self._transcript.add_typed(self._keyboard.take_interrupt())
        self._last_typed = now
        self.notice_activity(now)
        return True
