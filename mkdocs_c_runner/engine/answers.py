"""The outcomes of a build's jobs, now or later, and how many bytes of them stay in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, Protocol

from .result import Outcome, Result

# The bytes of the objects around a text.
_OVERHEAD = 150


class Pending(Protocol):
    """The outcome of a job, now or later."""

    def done(self) -> bool:
        """Return whether the outcome is there."""

    def result(self, timeout: float | None = None) -> Outcome:
        """Wait for the outcome, at most `timeout` seconds, and return it.

        Raises:
            TimeoutError: If it was not there in time.
        """


class Done(NamedTuple):
    """An outcome that was there at once, from the records or the cache."""

    outcome: Outcome

    def done(self) -> bool:
        """Return True."""
        return True

    def result(self, timeout: float | None = None) -> Outcome:  # noqa: ARG002 - a future's signature
        """Return the outcome."""
        return self.outcome


class Answer:
    """The outcome of a job, which can be forgotten where it can be made again.

    Args:
        again: Makes the outcome again: from where it is kept, or else by running the job.
        outcome: The outcome, if it is there already.
        is_old: Whether an earlier build made it.

    Attributes:
        is_old: Whether an earlier build made it.
        is_kept: Whether its result is kept elsewhere too.
    """

    __slots__ = ("_again", "_lacking", "_outcome", "is_kept", "is_old")

    def __init__(
        self,
        again: Callable[[], Outcome],
        outcome: Outcome | None = None,
        *,
        is_old: bool = False,
    ) -> None:
        self.is_old = is_old
        self.is_kept = False
        self._again = again
        # Held until the outcome is there. An event would take a kilobyte, for each block.
        self._lacking: threading.Lock | None = None
        if outcome is None:
            self._lacking = threading.Lock()
            self._lacking.acquire()
        self._outcome = outcome

    @property
    def held(self) -> Outcome | None:
        """The outcome, if it is there and was not forgotten."""
        return self._outcome

    def done(self) -> bool:
        """Return whether the outcome is there."""
        return self._lacking is None

    def result(self, timeout: float | None = None) -> Outcome:
        """Wait for the outcome, at most `timeout` seconds, and return it; see `Pending`."""
        lacking = self._lacking
        if lacking:
            if not lacking.acquire(timeout=-1 if timeout is None else timeout):
                raise TimeoutError
            lacking.release()  # for others who wait
        return self._outcome or self._again()

    def set(self, outcome: Outcome) -> None:
        """Let the outcome be there."""
        self._outcome = outcome
        lacking, self._lacking = self._lacking, None
        if lacking:
            lacking.release()

    def forget(self) -> None:
        """Give the memory of the outcome back."""
        outcome = self._outcome
        again = self._again
        if outcome is not None:
            origin, compiler = outcome.origin, outcome.compiler
            self._again = lambda: again()._replace(origin=origin, compiler=compiler)
            self._outcome = None


class Memory:
    """Holds the outcomes of answers, and lets the oldest be forgotten when they come to too many bytes.

    Args:
        most: The most bytes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Answer, int] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def hold(self, answer: Answer, result: Result) -> None:
        """Hold the outcome of an answer; it has this result, which is kept elsewhere too."""
        answer.is_kept = True
        with self._lock:
            self._held[answer] = size_of(result)
            self._size += self._held[answer]
            while self._size > self._most:
                oldest, size = self._held.popitem(last=False)
                oldest.forget()
                self._size -= size

    def let_go(self, answer: Answer) -> None:
        """Hold an answer no longer."""
        with self._lock:
            self._size -= self._held.pop(answer, 0)


def size_of(result: Result) -> int:
    """Return about how many bytes a result takes."""
    stages = (result.compile, *((result.run,) if result.run else ()))
    texts = [segment.text for stage in stages for segment in stage.segments]
    texts += [artifact.text for artifact in result.artifacts]
    return sum(_OVERHEAD + len(text) for text in texts)
