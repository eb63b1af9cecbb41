"""A sandbox that is started before its command is known: the program that will run in it is still being compiled."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from ..job import Limits
from .box import Box
from .policy import SandboxPolicy

# Seconds that the compiler is given first: side by side both would start more slowly.
_LATER = 0.008


class Ahead:
    """A sandbox that another thread starts, a moment later.

    Args:
        start: Starts it.
    """

    def __init__(self, start: Callable[[], Box]) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._is_due, self._is_there = threading.Event(), threading.Event()
        self._is_unwanted = False
        self._box: Box | None = None
        try:
            threading.Thread(target=self._make, name="c-runner", daemon=True).start()
        except RuntimeError:  # there can be no further thread; the command starts its own sandbox
            self._is_there.set()

    def take(self, policy: SandboxPolicy, limits: Limits) -> Box | None:
        """Return the sandbox if it has these rules; it is then the caller's. Otherwise it is closed."""
        self._is_due.set()
        self._is_there.wait()
        box, self._box = self._box, None
        if box is not None and (box.policy, box.limits) != (policy, limits):
            box.close()
            return None
        return box

    def close(self) -> None:
        """Close the sandbox if nobody has taken it, without waiting for it."""
        with self._lock:
            self._is_unwanted = True
            box, self._box = self._box, None
        self._is_due.set()
        if box is not None:
            box.close()

    def _make(self) -> None:
        box = None
        self._is_due.wait(_LATER)
        # The command that starts a sandbox of its own meets the same error, and reports it.
        with contextlib.suppress(Exception):
            if not self._is_unwanted:
                box = self._start()
        with self._lock:
            if not self._is_unwanted:
                self._box, box = box, None
        self._is_there.set()
        if box is not None:
            box.close()
