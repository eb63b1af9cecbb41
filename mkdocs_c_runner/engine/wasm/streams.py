"""The standard streams of a program: what it prints, piece by piece, and what is typed into it line by line."""

from __future__ import annotations

import re
from collections import deque

# What a terminal hands over at one time: a line, or what stands before the key that ends the input.
_LINE = re.compile(rb"[^\n\3\4]*[\n\3\4]|[^\n\3\4]+")
_INTERRUPT, _END = b"\3", b"\4"


class Interrupted(Exception):
    """The key that interrupts a program was typed."""


class TooMuch(Exception):
    """The program has printed more than it may."""


class Streams:
    """The standard streams of one program.

    Args:
        stdin: The text that is typed, or piped, into it.
        is_terminal: Whether the streams are those of a terminal.
        most: The bytes that it may print.

    Attributes:
        pieces: The name of a stream and a text, in order. `stdin` is what was typed.
    """

    def __init__(self, stdin: bytes, most: int, *, is_terminal: bool) -> None:
        self.is_terminal = is_terminal
        self.pieces: list[tuple[str, bytearray]] = []
        self._names = ("terminal", "terminal") if is_terminal else ("stdout", "stderr")
        self._left = most
        self._lines = deque(_LINE.findall(stdin) if is_terminal else [stdin])
        self._line = b""

    def write(self, number: int, data: bytes) -> None:
        """Take what the program prints to descriptor 1 or 2.

        Raises:
            TooMuch: If it is more than the program may print.
        """
        self._add(self._names[number - 1], data)
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch

    def read(self, most: int) -> bytes:
        """Return what the program reads: on a terminal at most the rest of a line.

        Raises:
            Interrupted: If the key is typed that interrupts it.
        """
        if not self._line and self._lines:
            self._line = self._lines.popleft()
            if self.is_terminal:
                self._type()
        taken, self._line = self._line[:most], self._line[most:]
        return taken

    def _type(self) -> None:
        """Show what is typed now, as a terminal does."""
        if self._line.endswith(_INTERRUPT):
            self._add("stdin", self._line[:-1] + b"^C")
            raise Interrupted
        self._line = self._line.removesuffix(_END)
        self._add("stdin", self._line)

    def _add(self, stream: str, data: bytes) -> None:
        if not data:
            return
        if not self.pieces or self.pieces[-1][0] != stream:
            self.pieces.append((stream, bytearray()))
        self.pieces[-1][1].extend(data)
