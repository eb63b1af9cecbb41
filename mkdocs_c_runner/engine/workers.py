"""The threads that execute jobs.

They are daemons, unlike those of `concurrent.futures`: when a build is interrupted nothing waits for them, and the
sandboxes end with the process that started them.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable

from .cures import exhausted

THREAD_NAME = "c-runner"


class Workers:
    """A pool of threads, started as tasks arrive.

    Args:
        concurrency: The tasks that run at one time, or 0 for as many as keep all cores busy.

    Attributes:
        most: The tasks that run at one time.
    """

    def __init__(self, concurrency: int = 0) -> None:
        self.most = concurrency or _enough_for(_cores())
        self._count = 0
        self._tasks: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def submit(self, task: Callable[[], None]) -> None:
        """Have a task done by the next free thread.

        Raises:
            SandboxUnavailable: If there is no thread, and can be none.
        """
        if self._count < self.most:
            try:
                in_background(self._work)
                self._count += 1
            except RuntimeError as error:
                if self._count == 0:
                    raise exhausted(error) or error from None
        self._tasks.put(task)

    @property
    def waiting(self) -> int:
        """The number of tasks that wait for a thread."""
        return self._tasks.qsize()

    @property
    def idle(self) -> bool:
        """Whether no task waits for a thread."""
        return self._tasks.empty()

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            # A task reports its own failures; the thread must live on for the next one.
            with contextlib.suppress(BaseException):
                task()


def in_background(task: Callable[[], object]) -> None:
    """Start a task in a daemon thread of its own.

    Raises:
        RuntimeError: If there can be no further thread.
    """
    threading.Thread(target=task, name=THREAD_NAME, daemon=True).start()


def try_in_background(step: Callable[[], None]) -> None:
    """Take a step in a thread of its own, if there can be one. Nobody learns how it ends."""

    def quietly() -> None:
        with contextlib.suppress(Exception):
            step()

    with contextlib.suppress(RuntimeError):
        in_background(quietly)


def _enough_for(cores: int) -> int:
    """Return how many jobs keep these cores busy: one waits a quarter of its time for the kernel."""
    return cores + -(-cores // 4)


def _cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
