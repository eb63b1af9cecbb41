"""An executor that has other processes execute jobs while many wait, and else executes them itself."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from ..artifacts import MEMORY
from ..executor import Conditions
from ..job import Job
from ..native import NativeExecutor
from ..result import Result
from ..workers import Workers, in_background

if TYPE_CHECKING:
    from .group import Group

# The jobs that wait when processes pay: to start them takes a tenth of a second.
_MANY = 24
# The threads with which they pay. Below, one interpreter keeps all cores busy, and processes take more of them.
_ENOUGH = 5


class ProcessExecutor:
    """Executes jobs as the native executor does, in processes of their own while many wait.

    Args:
        native: Executes all other jobs, and each that a process gives back.
        workers: The threads that execute jobs: there is one process for each of them.
        directory: Where the native executor keeps what it has found out, or None.
    """

    def __init__(self, native: NativeExecutor, workers: Workers, directory: Path | None) -> None:
        self._native = native
        self._workers = workers
        self._directory = directory
        self._lock = threading.Lock()
        self._is_starting = self._is_refused = False
        self._group: Group | None = None

    def begin_build(self) -> None:
        """Look at all compilers, headers and libraries anew."""
        self._native.begin_build()

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions of a job; see `Executor.conditions`."""
        return self._native.conditions(job)

    def prepare(self) -> None:
        """Make the sandbox; see `Executor.prepare`."""
        self._native.prepare()

    def execute(self, job: Job) -> Result:
        """Compile a job and run it; see `Executor.execute`."""
        pays = self._workers.waiting >= _MANY and self._workers.most >= _ENOUGH
        if self._directory and pays:
            self._start(job)
        result = None
        # Each process would compile the recorder of memory for itself.
        if self._group and MEMORY not in job.artifacts:
            result = self._group.execute(job)
        return result or self._native.execute(job)

    def close_idle(self) -> None:
        """End the processes that have no job, and the sandboxes that wait; see `Executor.close_idle`."""
        if self._group:
            self._group.close()
        self._native.close_idle()

    def _start(self, job: Job) -> None:
        """Start the processes in the background, if that has not happened yet, for jobs like this one."""
        with self._lock:
            is_there = self._group is not None and not self._group.is_closed
            if is_there or self._is_starting or self._is_refused:
                return
            self._is_starting = True
        try:
            in_background(lambda: self._make_group(job))
        except RuntimeError:  # there can be no further thread
            self._is_refused = True

    def _make_group(self, job: Job) -> None:
        """Start the processes; jobs are executed here meanwhile, and for good if that fails."""
        from ..sandbox.findings import Findings  # noqa: PLC0415
        from .group import Group  # noqa: PLC0415 - few builds need it

        self._is_refused = True
        with contextlib.suppress(Exception):
            self._group = group = Group(self._workers.most)
            with contextlib.ExitStack() as stack:
                stack.callback(group.close)
                findings = Findings.of(self._native.sandbox()).to_json()
                learned = self._native.learned(job)
                group.begin(
                    {"directory": str(self._directory), "sandbox": findings, "files": learned}
                )
                if not self._workers.idle:
                    stack.pop_all()
            self._is_refused = False
        self._is_starting = False
