"""A run that a reader types into: the program prints while it runs, and waits for what the reader sends.

Two threads of the server and one of ours meet here: one streams the events to the reader, ours executes the program,
and each line that the reader sends comes with a request of its own.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import queue
import re
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..engine.result import Stream

# Seconds of silence after which a comment is sent: only a failing write tells that the reader has left.
HEARTBEAT = 1.0

# The bytes that a reader may have typed ahead, and in all: what was typed is shown among the output, and so is kept.
TYPED_AHEAD = 64 * 1024
TYPED = 1024 * 1024

Event = tuple[str, Mapping[str, Any]]


class Conversation:
    """A reader and a program.

    Args:
        typed: The whole input, if it is known before the program begins. If there is none, the reader types it.

    Attributes:
        id: A name that nobody guesses: it stands for the right to type into the program.
        wake: A descriptor that counts events; see `Partner`.
        is_stopped: Whether the program is to be ended at once.
        taken: What the program has been given of that which was typed.
    """

    def __init__(self, typed: bytes = b"") -> None:
        self.id = secrets.token_urlsafe(24)
        self.wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self.is_stopped = False
        self.taken = b""
        self._is_over = False
        self._lock = threading.Lock()
        self._lines: deque[bytes] = deque(_lines(typed))
        self._has_ended = bool(typed)
        self._is_waiting = False
        self._typed = 0
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._decoders = {
            name: codecs.getincrementaldecoder("utf-8")("replace")
            for name in ("terminal", "stdout", "stderr", "stdin")
        }

    # --- For the program ---

    def next_line(self) -> bytes | None:
        """Return the next line and forget it; see `Partner`."""
        with self._lock:
            if self._lines:
                self._is_waiting = False
                line = self._lines.popleft()
                self.taken += line
                return line
            return b"" if self._has_ended else None

    def waiting(self) -> None:
        """Tell the reader that the program waits; see `Partner`."""
        if not self._is_waiting:
            self._is_waiting = True
            self.tell("waiting", {})

    def output(self, stream: Stream, data: bytes) -> None:
        """Pass output on to the reader, whole characters only."""
        if text := self._decoders[stream].decode(data):
            self.tell("output", {"stream": stream, "text": text})

    def tell(self, name: str, data: Mapping[str, Any]) -> None:
        """Send an event to the reader."""
        self._events.put((name, data))

    def perform(self, run: Callable[[], None]) -> None:
        """Have something done in a thread of its own; the stream ends with it.

        Raises:
            RuntimeError: If there can be no further thread.
        """

        def task() -> None:
            try:
                run()
            finally:
                self._events.put(None)

        threading.Thread(target=task, name="c-runner", daemon=True).start()

    # --- For the reader ---

    def type(self, text: str) -> bool:
        """Type text; return whether there is still somebody to type for, and room."""
        with self._lock:
            if self._is_over or self._has_ended:
                return not self._is_over
            data = text.encode()
            ahead, typed = sum(map(len, self._lines)) + len(data), self._typed + len(data)
            if ahead > TYPED_AHEAD or typed > TYPED:
                return False
            self._typed = typed
            self._lines.extend(_lines(data))
        return self._notify()

    def end_input(self) -> bool:
        """End the input; return whether there is still somebody who reads it."""
        self._has_ended = True
        return self._notify()

    def stop(self) -> bool:
        """End the program; return whether it was still there."""
        self.is_stopped = True
        return self._notify()

    def next_event(self, timeout: float) -> Event | None:
        """Return the next event, or None behind the last one.

        Raises:
            queue.Empty: If none came in time.
        """
        return self._events.get(timeout=timeout)

    def close(self) -> None:
        """Let nobody type any more."""
        with self._lock:
            self._is_over = True
            os.close(self.wake)

    def _notify(self) -> bool:
        with self._lock:
            if not self._is_over:
                with contextlib.suppress(BlockingIOError):
                    os.eventfd_write(self.wake, 1)
            return not self._is_over


class Events:
    """The events of a run as an event stream. The program ends when nobody takes them any more.

    This is no generator: closing one that was never begun does nothing.

    Args:
        run: The run.
    """

    def __init__(self, run: Conversation) -> None:
        self._run = run

    def __iter__(self) -> Iterator[bytes]:
        """Return the stream."""
        return self

    def __next__(self) -> bytes:
        """Return the next event, or a comment if there was none for a while."""
        try:
            event = self._run.next_event(HEARTBEAT)
        except queue.Empty:
            return b":\n\n"
        if event is None:
            raise StopIteration
        name, data = event
        return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()

    def close(self) -> None:
        """End the program, if it still runs."""
        self._run.stop()


def _lines(text: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+", text)
