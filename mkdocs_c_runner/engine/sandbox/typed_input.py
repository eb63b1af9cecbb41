"""Input that somebody types line by line while the program runs, far away: each line when the program waits for it.

Unlike `live_input`, which copies bytes as a keyboard sends them, this is a person who sends whole lines, perhaps before
the program has asked. The lines are typed as those of a page are, at the same places of the output.
"""

from __future__ import annotations

import contextlib
import os
import time

from .live import Partner
from .pseudo_terminal import Terminal
from .transcript import Transcript
from .typist import Keyboard

# Seconds after which a program gets a line although it was never seen to wait for it: some only ask now and then
# whether there is any.
_LATEST = 1.0

# Seconds after which output is not held back any more for an echo that does not come.
_NO_ECHO = 0.1


class TypedInput(Keyboard):
    """Types what a partner sends. It is a keyboard for the typist, who says when the program waits.

    Args:
        partner: The person.
        transcript: The record of the output, which learns what is going to be echoed.
        terminal: The terminal at which the lines are typed, or None for a pipe.

    Attributes:
        device: The number by which /proc knows what the program reads.
        sandbox_end: The descriptor that becomes the program's standard input.
        waited: Seconds in which the program has waited for the partner.
    """

    def __init__(self, partner: Partner, transcript: Transcript, terminal: Terminal | None) -> None:
        self._partner = partner
        self._transcript = transcript
        self._terminal = terminal
        self._unwritten = b""
        self._writer = -1
        self._is_wanted = False
        self._waits_since: float | None = None
        self.waited = 0.0
        self._typed_at = time.monotonic()
        if terminal:
            self.sandbox_end, self.device = terminal.slave, terminal.device
            return
        self.sandbox_end, self._writer = os.pipe()
        self.device = os.fstat(self.sandbox_end).st_ino
        os.set_blocking(self._writer, False)

    def type_next(self) -> bytes:
        """Type the next line, if there is one, and return the text that will be echoed; else ask the partner."""
        now = time.monotonic()
        echo = self._type(now)
        if self._unwritten or echo is not None:
            return echo or b""
        self._is_wanted = True
        self._partner.waiting()
        return b""

    def advance(self) -> None:
        """Type a line that has come since the program began to wait."""
        now = time.monotonic()
        if self._unwritten:
            self._write(b"")
        elif self._is_wanted or now > self._typed_at + _LATEST:
            self._transcript.expect_echo(self._type(now) or b"")
        if self._is_wanted and now > self._typed_at + _NO_ECHO:
            self._transcript.give_up_echoes()

    def count(self, now: float, *, is_reading: bool) -> None:
        """Count the time since the last call if the program waited for the partner then.

        A program that asks for a line may go on without one, so that to have asked once is not enough.

        Args:
            now: The time in seconds.
            is_reading: Whether the program waits for input at this time.
        """
        if self._waits_since is not None:
            self.waited += now - self._waits_since
        self._waits_since = now if is_reading and self._is_wanted else None

    def close(self) -> None:
        """Close our descriptor; the sandbox's end is closed by its owner."""
        if self._writer >= 0:
            os.close(self._writer)
            self._writer = -1

    def _type(self, now: float) -> bytes | None:
        """Type the next line, or end of file; return what will be echoed, or None if there is nothing to type."""
        line = self._partner.next_line()
        if line is None:
            return None
        self._is_wanted, self._typed_at = False, now
        if self._terminal:
            self._terminal.add(line)
            return self._terminal.type_next()
        if line:
            self._write(line)
        else:
            self.close()
        return b""

    def _write(self, more: bytes) -> None:
        """Write to a pipe what there is room for."""
        self._unwritten += more
        if self._writer < 0:
            self._unwritten = b""
            return
        with contextlib.suppress(BlockingIOError):
            try:
                self._unwritten = self._unwritten[os.write(self._writer, self._unwritten) :]
            except BrokenPipeError:
                self._unwritten = b""
                self.close()
