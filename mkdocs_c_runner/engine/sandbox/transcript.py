"""The record of all output in the order in which it came: the raw material of a stage's segments."""

from __future__ import annotations

import codecs
import re
from collections import Counter, deque
from collections.abc import Callable

from ..result import Segment, Stream

# Typed lines whose echoes are waited for at one time. A program that switches the echo off leaves some for ever.
_MAX_ECHOES = 16

# Bytes that move the cursor of a terminal, or begin a sequence that does. Only when all of them have acted is it known
# which text is seen: a progress bar of a thousand steps is one line.
_ACTING = re.compile(rb"[\b\r\x1b]")


class Transcript:
    """The output of a command, with typed text told from printed text.

    On a terminal, the kernel echoes typed text among the output. The echo is recognized as the first such text after
    the typing. The kernel hands echoes over in its own time: on a busy machine a program may have read a line, and
    have got the next one, before the echo of the first arrives. So several may be on their way.

    Args:
        limit: The bytes of output to keep. They are the same in every run, however much more was printed before the
            program could be stopped.
        follow: Gets each piece that is kept as it comes, or None.

    Attributes:
        size: The bytes of output so far, without typed text.
    """

    def __init__(self, limit: int, follow: Callable[[Stream, bytes], None] | None = None) -> None:
        self.size = 0
        self._follow = follow
        self._limit = limit
        self._kept = 0
        self._pieces: list[tuple[Stream, bytearray]] = []
        self._echoes: deque[bytes] = deque(maxlen=_MAX_ECHOES)
        # The output since the oldest of these lines was typed.
        self._pending = bytearray()

    def add(self, stream: Stream, data: bytes) -> None:
        """Add output as it was read."""
        self.size += len(data)
        if not self._echoes:
            self._append(stream, data)
            return
        searched = len(self._pending)
        self._pending += data
        self._find_echoes(searched)

    def expect_echo(self, typed: bytes) -> None:
        """Announce text that was typed, and will be echoed from here on; nothing if it is empty."""
        if typed:
            self._echoes.append(typed)

    def add_typed(self, text: bytes) -> None:
        """Add text that was typed, and is not echoed by the kernel."""
        self.give_up_echoes()
        self._append("stdin", text)

    def segments(self, keep: int, *, is_seen: bool = False) -> tuple[tuple[Segment, ...], int]:
        """Return the beginning of the output, and the number of characters of all of it.

        Args:
            keep: The characters of each stream to return. Bytes that are no UTF-8 count as a character each. Typed
                text is returned with the output around it, but not counted.
            is_seen: Whether the output is shown as on a terminal. Streams that move its cursor are returned whole.
        """
        self.give_up_echoes()
        if is_seen and any(_ACTING.search(piece) for _, piece in self._pieces):
            keep = self._limit
        segments: list[Segment] = []
        total = 0
        # For each stream, so that none hides another.
        characters: Counter[Stream] = Counter()
        for stream, piece in self._pieces:
            if stream == "stdin":
                if characters["terminal"] <= keep:
                    segments.append(Segment(stream, bytes(piece)))
                continue
            text = _decode(bytes(piece))
            if characters[stream] < keep:
                segments.append(Segment(stream, _encode(text[: keep - characters[stream]])))
            characters[stream] += len(text)
            total += len(text)
        return tuple(segments), total

    def _append(self, stream: Stream, data: bytes) -> None:
        if stream != "stdin":
            data = data[: self._limit - self._kept]
            self._kept += len(data)
        if not data:
            return
        self._piece(stream).extend(data)
        if self._follow:
            self._follow(stream, data)

    def _piece(self, stream: Stream) -> bytearray:
        """Return the piece to which output of a stream is appended.

        On a terminal that is the last one, unless something was typed since. A pipe has one piece: which of two pipes
        was read first does not tell which text was printed first.
        """
        if stream in ("stdout", "stderr"):
            for known, piece in self._pieces:
                if known == stream:
                    return piece
        elif self._pieces and self._pieces[-1][0] == stream:
            return self._pieces[-1][1]
        piece = bytearray()
        self._pieces.insert(0 if stream == "stdout" else len(self._pieces), (stream, piece))
        return piece

    def _find_echoes(self, searched: int) -> None:
        """Take the echoes out of the pending output.

        An echo that is found after that of a later line never came.

        Args:
            searched: The number of pending bytes that hold no whole echo.
        """
        while self._echoes:
            start = max(0, searched - max(map(len, self._echoes)))
            places = [self._pending.find(echo, start) for echo in self._echoes]
            number = next((number for number, place in enumerate(places) if place >= 0), None)
            if number is None:
                return
            end = places[number] + len(self._echoes[number])
            self._append("terminal", bytes(self._pending[: places[number]]))
            self._append("stdin", self._echoes[number])
            self.size -= len(self._echoes[number])
            del self._pending[:end]
            for _ in range(number + 1):
                self._echoes.popleft()
            searched = 0
        self.give_up_echoes()

    def give_up_echoes(self) -> None:
        """Take the pending output for printed text."""
        self._append("terminal", bytes(self._pending))
        self._pending.clear()
        self._echoes.clear()


def _decode(data: bytes) -> str:
    return codecs.decode(data, "utf-8", "surrogateescape")


def _encode(text: str) -> bytes:
    return codecs.encode(text, "utf-8", "surrogateescape")
