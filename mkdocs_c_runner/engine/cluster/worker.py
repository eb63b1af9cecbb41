"""The errands of a cluster, done in a process of a worker."""

from __future__ import annotations

import threading
from collections import OrderedDict

from ..errands.errand import do_errand
from ..native import NativeExecutor

# The builds that are remembered, so that several at one time do not let a worker look at its compilers for each job.
_BUILDS = 100


class _Native:
    """The executor of this process, which is made for its first job."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._executor: NativeExecutor | None = None
        self._builds: OrderedDict[str, None] = OrderedDict()

    def of_build(self, build: str) -> NativeExecutor:
        """Return the executor; for the first job of a build, it looks at its compilers anew."""
        with self._lock:
            if self._executor is None:
                self._executor = NativeExecutor()
            elif build not in self._builds:
                self._executor.begin_build()
            self._builds[build] = None
            if len(self._builds) > _BUILDS:
                self._builds.popitem(last=False)
            return self._executor


_native = _Native()


def work(content: bytes, build: str) -> bytes:
    """Do an errand.

    Args:
        content: The errand.
        build: A name for the build that wants it.
    """
    return do_errand(content, _native.of_build(build))
