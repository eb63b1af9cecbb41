"""The terminal that a program talks to, and somebody who types at it.

The kernel's own line discipline does all the work: it buffers lines, echoes what is typed, and obeys
the program that switches echo off for a password. Only two things are changed: output is not processed
(a line feed stays one byte), and there is no flow control.
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
    """A pseudo-terminal and the lines that are still to be typed.

    Whoever makes it closes its two descriptors.

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
        """Types the next line, or end of file when there is none, and returns what will be echoed.

        A program that reads single keys (non-canonical mode) gets no end of file: there is no such key.
        """
        mode = termios.tcgetattr(self.master)
        canonical = bool(mode[_LFLAG] & termios.ICANON)
        echo = bool(mode[_LFLAG] & termios.ECHO)
        end_of_file: bytes = mode[_CC][termios.VEOF] if canonical else b""
        line = self._lines.pop(0) if self._lines else b""
        # After an unfinished last line the same key sends what is there, without a line feed.
        keys = line if line.endswith(b"\n") else line + end_of_file
        try:
            taken = os.write(self.master, keys)
        except BlockingIOError:  # there is no room: the program waits, but does not read
            taken = 0
        if taken < len(line):
            self._lines.insert(0, line[taken:])
        return line[:taken] if echo else b""
