"""Input that comes while the program runs: typed by a person, or read from a pipe.

It is copied from a descriptor, not handed over: a program in the sandbox must not hold a file of the host. Bytes are
taken from the source only when the program has asked for input, and no more than it has room for. So what a program
does not read stays for those who read the source after it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import time

from .pseudo_terminal import Terminal
from .typist import Keyboard

# The bytes that are on their way at most: as many as the C library reads ahead.
_CHUNK = 4096

# Seconds after which a program gets its input although it was never seen to wait for it: some only ask now and then
# whether there is any.
_LATEST = 1.0


class LiveInput(Keyboard):
    """Copies bytes to a command as they come. It is a keyboard for the typist, who says when the program waits.

    Args:
        source: The descriptor to read from. It stays open.
        poll: The descriptors that wait for something are registered here.
        terminal: The terminal at which the bytes are typed, or None for a pipe.

    Attributes:
        device: The number by which /proc knows what the program reads.
        sandbox_end: The descriptor that becomes the program's standard input.
    """

    def __init__(self, source: int, poll: select.poll, terminal: Terminal | None) -> None:
        self._poll = poll
        self._terminal = terminal
        self._unwritten = b""
        self._begun_at: float | None = None
        self._latest = time.monotonic() + _LATEST
        # A descriptor of our own can be registered for other events than the one it is a copy of.
        self._source = os.dup(source)
        if terminal:
            self.sandbox_end, self._writer = terminal.slave, os.dup(terminal.master)
            self.device = terminal.device
            return
        self.sandbox_end, self._writer = os.pipe()
        self.device = os.fstat(self.sandbox_end).st_ino
        os.set_blocking(self._writer, False)
        with contextlib.suppress(OSError):
            fcntl.fcntl(self._writer, fcntl.F_SETPIPE_SZ, _CHUNK)

    def type_next(self) -> bytes:
        """Begin to copy, or type end of file at a terminal if the source has ended.

        Returns:
            Nothing: what a terminal echoes is part of the output.
        """
        self._begin()
        if self._source < 0 and self._terminal and not self._unwritten:
            self._terminal.type_next()
        return b""

    def begin_if_late(self) -> None:
        """Begin to copy if the program was not seen to wait for input for too long."""
        if self._begun_at is None and time.monotonic() > self._latest:
            self._begin()

    def advance(self, fd: int, event: int) -> None:
        """Read from the source when the program has room, and write what was read.

        Args:
            fd: The descriptor that something has happened to; it may have been closed since.
            event: What has happened.
        """
        if fd not in (self._source, self._writer):
            return
        if fd == self._writer and event & (select.POLLERR | select.POLLHUP | select.POLLNVAL):
            self.close()  # nobody reads any more
        elif fd == self._source:
            self._read()
        elif self._unwritten:
            self._write()
        elif self._source < 0:
            self._end()
        else:
            # There is room: wait for bytes, and for nothing else.
            self._poll.modify(self._writer, 0)
            self._poll.register(self._source, select.POLLIN)

    def close(self) -> None:
        """Close our descriptors; the sandbox's end is closed by its owner."""
        self._close_source()
        if self._writer >= 0:
            if self._begun_at is not None:
                self._poll.unregister(self._writer)
            os.close(self._writer)
            self._writer = -1

    def _begin(self) -> None:
        if self._begun_at is None and self._writer >= 0:
            self._begun_at = time.monotonic()
            self._poll.register(self._writer, select.POLLOUT)

    def _read(self) -> None:
        try:
            self._unwritten = os.read(self._source, _CHUNK)
        except BlockingIOError:
            return
        except OSError:  # a terminal that was hung up, or a directory
            self._unwritten = b""
        if self._unwritten:
            self._poll.unregister(self._source)
        else:
            self._close_source()
        self._poll.modify(self._writer, select.POLLOUT)

    def _write(self) -> None:
        try:
            self._unwritten = self._unwritten[os.write(self._writer, self._unwritten) :]
        except BlockingIOError:
            return
        except OSError:  # EPIPE: nobody reads any more
            self.close()

    def _end(self) -> None:
        """Let the program find the end of its input; at a terminal it is typed again when the program asks again."""
        if self._terminal:
            self._terminal.type_next()
            self._poll.modify(self._writer, 0)
        else:
            self.close()

    def _close_source(self) -> None:
        if self._source >= 0:
            with contextlib.suppress(KeyError):
                self._poll.unregister(self._source)
            os.close(self._source)
            self._source = -1
