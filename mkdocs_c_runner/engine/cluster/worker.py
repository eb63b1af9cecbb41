"""The errands of a cluster, done in a process of a worker."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from ..errands.errand import do_errand
from ..executor import Executor
from ..native import NativeExecutor
from ..workers import in_background

# The builds that are remembered, so that several at one time do not let a worker look at its compilers for each job.
_BUILDS = 100
# Seconds without a job after which what waits for the next one is ended: a worker outlives builds.
REST = 5.0


class Executing:
    """The executor of a process that outlives builds.

    Args:
        executor: The executor.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._lock = threading.Lock()
        self._builds: OrderedDict[str, None] = OrderedDict()
        self._jobs = 0
        self._rests = threading.Event()

    @contextmanager
    def of_build(self, build: str) -> Iterator[Executor]:
        """Have the executor for a job of a build. For the first one, it looks at its compilers anew."""
        with self._lock:
            if build not in self._builds:
                self._builds[build] = None
                self._executor.begin_build()
            if len(self._builds) > _BUILDS:
                self._builds.popitem(last=False)
            self._jobs += 1
        try:
            yield self._executor
        finally:
            with self._lock:
                self._jobs -= 1
            self._rests.set()

    def end_what_waits(self) -> None:
        """End what waits for the next job whenever there was none for a while. Does not return."""
        while True:
            self._rests.wait()
            self._rests.clear()
            time.sleep(REST)
            if not self._rests.is_set() and not self._jobs:
                self._executor.close_idle()


_lock = threading.Lock()
_made: list[Executing] = []


def work(contents: list[bytes], build: str) -> list[bytes]:
    """Do errands, one after the other, and return their answers.

    Args:
        contents: The errands.
        build: A name for the build that wants them.
    """
    with _lock:
        if not _made:
            _made.append(Executing(NativeExecutor()))
            in_background(_made[0].end_what_waits)
    with _made[0].of_build(build) as executor:
        return [do_errand(content, executor) for content in contents]
