"""The processes of a build: there are some while many jobs have to run, where they pay."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from ..job import Job
from ..maker import Made
from ..store.json_files import JsonStore
from ..workers import Workers

if TYPE_CHECKING:
    from .group import Group

MANY = 24
"""The jobs for which processes pay: to start them takes a tenth of a second."""


class Processes:
    """The processes of a build. Several threads may call it.

    Args:
        directory: The directory of the cache.
        store: Reads and writes its files.
        workers: The threads that wait for them.
    """

    def __init__(self, directory: Path, store: JsonStore, workers: Workers) -> None:
        self._directory = directory
        self._store = store
        self._workers = workers
        self._lock = threading.Lock()
        self._is_refused = False
        self._group: Group | None = None
        self._compilers: set[str] = set()

    @property
    def are_there(self) -> bool:
        """Whether there are processes that are not about to end."""
        return self._group is not None and not self._group.is_closed

    def start(self, jobs: int) -> None:
        """Start them, if there are none yet and they pay for so many jobs. This does not wait until they work."""
        with self._lock:
            if jobs < MANY or self.are_there or self._is_refused:
                return
            self._is_refused = True
            with contextlib.suppress(Exception):
                from .group import Group  # noqa: PLC0415 - few builds need it

                knowledge = {
                    "directory": str(self._directory),
                    "writes": not self._store.is_put_off,
                }
                self._group = Group(self._workers.most, knowledge)
                self._compilers.clear()
                self._is_refused = False

    def know(self, job: Job) -> bool:
        """Return whether they surely can execute jobs with the compiler of this one; the first time, this waits."""
        group = self._group
        if group is None or group.is_closed:
            return False
        if job.session is None and job.compiler in self._compilers:
            return True
        if group.conditions(job) is None:
            return False
        self._compilers.add(job.compiler)
        return True

    def make(self, job: Job, *, limit_expected: bool) -> Made | None:
        """Have a process make a result; None if none can."""
        if self._group is None:
            return None
        waiting = self._workers.waiting
        return self._group.make(job, limit_expected=limit_expected, waiting=waiting)

    def close_idle(self) -> None:
        """End those that have no job, and the others after their jobs."""
        if self._group:
            self._group.close()
