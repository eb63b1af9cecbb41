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
        self._lines = re.findall(rb"[^\n]*\n|[^\n]+", typed)
        mode = termios.tcgetattr(self.slave)
        mode[_IFLAG] &= ~(termios.IXON | termios.IXOFF)
        mode[_OFLAG] &= ~termios.OPOST
        termios.tcsetattr(self.slave, termios.TCSANOW, mode)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def type_next(self) -> bytes:
        """Type the next line, or end of file if there is none, and return the text that will be echoed.

        A program that reads single keys (non-canonical mode) gets no end of file: there is no such key.
        """
        mode = termios.tcgetattr(self.master)
        canonical = bool(mode[_LFLAG] & termios.ICANON)
        echo = bool(mode[_LFLAG] & termios.ECHO)
        end_of_file: bytes = mode[_CC][termios.VEOF] if canonical else b""
        line = self._lines.pop(0) if self._lines else b""
        # After a last line without a line feed, the key for end of file sends that line.
        keys = line if line.endswith(b"\n") else line + end_of_file
        try:
            written = os.write(self.master, keys)
        except (
            BlockingIOError
        ):  # the buffer is full: the program waits for input, and does not read it
            written = 0
        if written < len(line):
            self._lines.insert(0, line[written:])
        return line[:written] if echo else b""
