"""The executor of a cluster: native programs, compiled and run by its workers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errands.errand import VERSION, Errand, result_of
from ..errors import EngineError
from ..executor import Conditions
from ..job import Job
from ..native import NativeExecutor
from ..result import Result
from ..store.cache import cache_key
from ..workers import Workers
from .handing_over import waiting_for

if TYPE_CHECKING:
    from .connection import Connection


def connected(address: str) -> Connection:
    """Connect to a scheduler; see `Connection`."""
    from .connection import Connection  # noqa: PLC0415 - it brings much along

    return Connection(address)


class ClusterExecutor:
    """Executes jobs on the workers of a cluster, under the conditions of this machine.

    Args:
        address: The address of its scheduler.
        native: Tells the conditions that jobs meet on this machine.
        threads: The threads that wait for answers. There are to be enough for the cluster; None leaves their number
            as it is.
        connect: Connects to the scheduler. It is called when something has to run.
    """

    def __init__(
        self,
        address: str,
        native: NativeExecutor,
        threads: Workers | None = None,
        connect: Callable[[str], Connection] = connected,
    ) -> None:
        self._address = address
        self._native = native
        self._threads = threads
        self._connect = connect
        self._connection: Connection | None = None
        self._lock = threading.Lock()
        self.begin_build()

    def begin_build(self) -> None:
        """Look at all compilers anew, and have the workers do so too."""
        self._native.begin_build()
        self._build = os.urandom(8).hex()
        self._failure: EngineError | None = None
        self._wanted: set[str] = set()

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions that a job meets on this machine, the only ones under which a worker executes it."""
        return self._native.conditions(job)

    def prepare(self) -> None:
        """Connect to the scheduler; see `Executor.prepare`."""
        connection = self._open()
        if self._threads:
            self._threads.most = waiting_for(connection.threads)

    def execute(self, job: Job) -> Result:
        """Have a worker compile a job and run it; see `Executor.execute`."""
        conditions = self.conditions(job)
        key = self._key(cache_key(job, conditions.digest))
        errand = Errand(job, conditions)
        answer = self._open().answer(key, errand.to_bytes, self._build)
        try:
            return result_of(answer, conditions)
        except (ValueError, TypeError) as error:
            raise EngineError(
                f"A worker of {self._address} gave an answer that is no result: {error}.",
                "Install the same version of mkdocs-c-runner there as here.",
            ) from None

    def _key(self, digest: str) -> str:
        """Return the name under which the cluster knows a job: builds that want the same one share a run.

        A job that a build wants again gets another name. Dask may not have forgotten its result or failure yet.
        """
        again = "" if digest not in self._wanted else f"-{os.urandom(8).hex()}"
        self._wanted.add(digest)
        return f"c-runner-{VERSION}-{digest}{again}"

    def close_idle(self) -> None:
        """End what waits for a compiler on this machine; see `Executor.close_idle`."""
        self._native.close_idle()

    def _open(self) -> Connection:
        """Return the connection. What failed once in a build is not tried again in it."""
        with self._lock:
            if self._failure:
                raise self._failure
            if self._connection is None or not self._connection.is_open:
                if self._connection:
                    self._connection.close()
                try:
                    self._connection = self._connect(self._address)
                except EngineError as error:
                    self._failure = error
                    raise
            return self._connection
