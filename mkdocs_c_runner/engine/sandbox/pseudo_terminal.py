"""The terminal that a program talks to, and the lines to be typed at it.

The kernel's own line discipline does all the work: it buffers lines, echoes typed text, and obeys a program that
switches echo off for a password. Only two settings are changed: output is not processed (a line feed stays one byte),
and there is no flow control.
"""

from __future__ import annotations

import fcntl
import os
import re
import struct
import termios

ROWS, COLUMNS = 24, 80

# The keys Ctrl+C and Ctrl+D, and what a terminal echoes where they are characters like others.
_INTERRUPT, _END = b"\x03", b"\x04"
_SHOWN = {_INTERRUPT: b"^C", _END: b"^D"}
_PIECE = re.compile(rb"[^\n\x03\x04]*[\n\x03\x04]|[^\n\x03\x04]+")

_IFLAG, _OFLAG, _LFLAG, _CC = 0, 1, 3, 6


class Terminal:
    """A pseudo-terminal and the lines that remain to be typed. The caller closes both descriptors.

    Args:
        typed: The text to be typed.

    Attributes:
        master: The descriptor on which the output is read.
        slave: The descriptor that becomes the program's standard streams.
        device: The device number by which /proc knows the slave.
    """

    def __init__(self, typed: bytes) -> None:
        self.master, self.slave = os.openpty()
        os.set_blocking(self.master, False)
        self.device = os.fstat(self.slave).st_rdev
        self._lines = _PIECE.findall(typed)
        mode = termios.tcgetattr(self.slave)
        mode[_IFLAG] &= ~(termios.IXON | termios.IXOFF)
        mode[_OFLAG] &= ~termios.OPOST
        termios.tcsetattr(self.slave, termios.TCSANOW, mode)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def add(self, line: bytes) -> None:
        """Add a line to those that are to be typed."""
        if line:
            self._lines.append(line)

    def type_next(self) -> bytes:
        """Type the next line, or end of file if there is none, and return the text that will be echoed.

        A program that reads single keys (non-canonical mode) gets no end of file: there is no such key.
        """
        mode = termios.tcgetattr(self.master)
        canonical = bool(mode[_LFLAG] & termios.ICANON)
        echo = bool(mode[_LFLAG] & termios.ECHO)
        end_of_file: bytes = mode[_CC][termios.VEOF] if canonical else b""
        line = self._lines.pop(0) if self._lines else b""
        if canonical and line.endswith(_END):
            line = line[:-1]  # the key is not echoed; behind other characters it sends them
        # After a last line without a line feed, the key for end of file sends that line.
        keys = line if line.endswith((b"\n", _INTERRUPT, _END)) else line + end_of_file
        try:
            written = os.write(self.master, keys)
        except (
            BlockingIOError
        ):  # the buffer is full: the program waits for input, and does not read it
            written = 0
        if written < len(line):
            self._lines.insert(0, line[written:])
        return _echo(line[:written]) if echo else b""

    @property
    def is_interrupt_next(self) -> bool:
        """Whether Ctrl+C is the next key, or ends the next line, and the program has not made it a key like others."""
        if not self._lines or not self._lines[0].endswith(_INTERRUPT):
            return False
        return bool(termios.tcgetattr(self.master)[_LFLAG] & termios.ISIG)

    def take_interrupt(self) -> bytes:
        """Type the line that Ctrl+C ends, and return the text that a terminal echoes. The program never gets the line.

        The signal is the caller's to send. The kernel sends none, since the terminal controls no session, and it would
        drop output that has not been read yet.
        """
        line = self._lines.pop(0)
        echo = termios.tcgetattr(self.master)[_LFLAG] & termios.ECHO
        return _echo(line) if echo else b""


def _echo(typed: bytes) -> bytes:
    for key, shown in _SHOWN.items():
        typed = typed.replace(key, shown)
    return typed
