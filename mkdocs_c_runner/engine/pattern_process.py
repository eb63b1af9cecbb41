"""Looks for patterns of pages in a short-lived process, which is replaced when a pattern takes too much."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bounds import (
    PATTERN_CPU_TIME,
    PATTERN_MEMORY,
    PATTERN_OVERRUNS,
    PATTERN_WALL_TIME,
)
from .pattern_worker import receive, send
from .patterns import EVERYTHING, MARK, PatternError

if TYPE_CHECKING:
    from .sandbox.process import Process

_WORKER = Path(__file__).with_name("pattern_worker.py")
_LIMITS = (PATTERN_CPU_TIME, PATTERN_WALL_TIME, PATTERN_MEMORY)

# The seconds after which a process that nobody needs ends.
_IDLE = 5.0

_CURE = "write one without a repetition within a repetition, such as a+ in place of (a+)+"
_TOO_MUCH = f"its pattern takes too long or too much memory; {_CURE}"
_REFUSED = f"no pattern is tried any more after {PATTERN_OVERRUNS} that took too long; {_CURE}"


class PatternProcess:
    """Finds patterns that nobody trusts, at most for some seconds each. Several threads may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._timer: threading.Timer | None = None
        self._overruns = 0

    def begin_build(self) -> None:
        """Forget how many patterns of an earlier build took too long."""
        with self._lock:
            self._overruns = 0

    def replaced(self, pattern: str, texts: Sequence[str]) -> list[str]:
        """Return texts with `MARK` in place of all that matches; see `Patterns`."""
        if pattern == EVERYTHING:
            return [MARK if text else "" for text in texts]
        with self._lock:
            if self._overruns >= PATTERN_OVERRUNS:
                raise PatternError(_REFUSED)
            answer = self._ask({"pattern": pattern, "mark": MARK, "texts": list(texts)})
            if answer is None or "too_large" in answer:
                self._overruns += 1
                self._end()
                raise PatternError(_TOO_MUCH)
        if "error" in answer:
            raise PatternError(f"its pattern is no regular expression ({answer['error']})")
        found: list[str] = answer["texts"]
        return found

    def _ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer of the process, or None if it ended before."""
        if self._timer:
            self._timer.cancel()
        process = self._started()
        answer = None
        if process.stdin and process.stdout:
            with contextlib.suppress(OSError):
                send(process.stdin, request)
                answer = receive(process.stdout)
        self._timer = threading.Timer(_IDLE, self.close)
        self._timer.daemon = True
        self._timer.start()
        return answer

    def _started(self) -> Process:
        if self._process and self._process.poll() is None:
            return self._process
        # Few sites have patterns, and the others need not import what starts processes.
        from .sandbox.process import converse  # noqa: PLC0415

        self._end()
        limits = map(str, _LIMITS)
        try:
            self._process = process = converse([sys.executable, "-I", "-S", str(_WORKER), *limits])
        except OSError as error:
            raise PatternError(
                f"the process that looks for its pattern cannot be started: {error}"
            ) from None
        if process.stdout is None or receive(process.stdout) is None:
            self._end()
            raise PatternError("the process that looks for its pattern ended at once")
        return process

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            with process:  # closes the pipes, and waits
                pass
