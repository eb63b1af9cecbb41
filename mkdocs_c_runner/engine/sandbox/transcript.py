"""What was printed, in order, as it comes in: the raw material of a stage's segments."""

from __future__ import annotations

import codecs
from collections import Counter

from ..result import Segment, Stream


class Transcript:
    """Collects output and marks what was typed.

    On a terminal, typed text comes back among the output, as the kernel echoes it. It is recognised by
    being the first such text after it was typed.

    Args:
        limit: The bytes of output that are kept; the same in every run, however much more came before
            the program could be stopped.

    Attributes:
        size: The bytes of output so far, typed text not counted.
    """

    def __init__(self, limit: int) -> None:
        self.size = 0
        self._limit = limit
        self._kept = 0
        self._pieces: list[tuple[Stream, bytearray]] = []
        self._echo = b""
        self._pending = b""

    def add(self, stream: Stream, data: bytes) -> None:
        """Takes output as it was read."""
        self.size += len(data)
        if not self._echo:
            self._append(stream, data)
            return
        self._pending += data
        before, echo, after = self._pending.partition(self._echo)
        if echo:
            self._echo = self._pending = b""
            self.size -= len(echo)
            self._append(stream, before)
            self._append("stdin", echo)
            self._append(stream, after)

    def expect_echo(self, typed: bytes) -> None:
        """Says what is to come back as echo, from here on."""
        self._give_up_echo()
        self._echo = typed

    def segments(self, keep: int) -> tuple[tuple[Segment, ...], int]:
        """The output up to so many characters of each stream, and how many there were in all.

        Bytes that are no UTF-8 count as a character each. Typed text is kept, but not counted.
        """
        self._give_up_echo()
        segments: list[Segment] = []
        total = 0
        seen: Counter[Stream] = Counter()  # of each stream, so that none hides another
        for stream, piece in self._pieces:
            if stream == "stdin":
                if seen["terminal"] <= keep:
                    segments.append(Segment(stream, bytes(piece)))
                continue
            text = _decode(bytes(piece))
            if seen[stream] < keep:
                segments.append(Segment(stream, _encode(text[: keep - seen[stream]])))
            seen[stream] += len(text)
            total += len(text)
        return tuple(segments), total

    def _append(self, stream: Stream, data: bytes) -> None:
        if stream != "stdin":
            data = data[: self._limit - self._kept]
            self._kept += len(data)
        if not data:
            return
        self._piece(stream).extend(data)

    def _piece(self, stream: Stream) -> bytearray:
        """Where output of a stream goes on: on a terminal at the end, else in the stream's one piece.

        Which of two pipes was read first says nothing about what was printed first.
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

    def _give_up_echo(self) -> None:
        if self._echo:
            self._append("terminal", self._pending)
            self._echo = self._pending = b""


def _decode(data: bytes) -> str:
    return codecs.decode(data, "utf-8", "surrogateescape")


def _encode(text: str) -> bytes:
    return codecs.encode(text, "utf-8", "surrogateescape")
