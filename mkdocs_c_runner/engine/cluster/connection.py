"""A connection to the scheduler of a cluster, and all that can go wrong with it, in our words.

Dask remembers a task by its key while somebody wants its result: builds that want the same job at the same time share
one run. Nobody keeps a result here, so a key that is wanted later runs anew.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import sys
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

from ..errors import ClusterUnavailable, EngineError
from ..workers import in_background
from .handing_over import Awaited, HandingOver

# Seconds until a scheduler must have answered.
PATIENCE = 5
# Seconds between two looks at the workers, and seconds without any after which no block waits for one.
LOOK = 2
WITHOUT_WORKERS = 60
# Seconds after which a scheduler that does not answer counts as gone. Dask itself waits as long as the connection is
# open, which it stays when a machine stops or is cut off.
SILENCE = 20

_SAME = 'Install the same version on this machine, the scheduler and the workers: pip install "mkdocs-c-runner[dask]"'
_NOT_INSTALLED = "The setting workers needs Dask, which is not installed."
_INSTALL = 'pip install "mkdocs-c-runner[dask]"'

_SETTINGS = {
    # Beyond the files of a block: Dask warns of large arguments.
    "distributed.admin.large-graph-warning-threshold": "1 GiB",
    # Nothing that a worker has said goes to a log unseen; what matters is told in errors.
    "logging": {
        "version": 1,
        "disable_existing_loggers": False,
        "loggers": {"distributed": {"level": logging.CRITICAL + 1}},
    },
}


class Connection:
    """A connection to a scheduler. Many threads may wait for answers at one time.

    Args:
        address: The address of the scheduler.

    Attributes:
        threads: The jobs that its workers execute at one time, as last seen.

    Raises:
        ClusterUnavailable: If Dask is not installed here, or no scheduler answers.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._distributed = _imported()
        self._client = self._connected()
        self.threads = 0
        killed = self._distributed.KilledWorker
        self._handing_over = HandingOver(self._client, killed, lambda: self.threads)
        self._looking = threading.Lock()
        self._next_look = 0.0
        self._seen = self._answered = time.monotonic()
        self._look()

    @property
    def is_open(self) -> bool:
        """Whether the scheduler can be reached, as far as is known."""
        return bool(self._client.status == "running")

    def answer(self, key: str, content: Callable[[], bytes], build: str) -> object:
        """Return the answer of a worker to an errand.

        Args:
            key: A name for the errand, the same for equal ones.
            content: Makes the errand.
            build: A name for the build that wants it.

        Raises:
            EngineError: If there is no answer.
        """
        self._look()
        errand = Awaited(key, content, build)
        self._handing_over.want(errand)
        try:
            while not errand.is_there.wait(LOOK):
                self._look()
        finally:
            errand.is_wanted = False
        if isinstance(errand.answer, Exception):
            raise self._reason(errand.answer)
        return errand.answer

    def close(self) -> None:
        """End the connection, without waiting for anything."""
        with contextlib.suppress(Exception):
            self._client.close(timeout=0)

    def _reason(self, error: Exception) -> EngineError:
        """Return why a job has no answer."""
        if isinstance(error, CancelledError) or not self.is_open:
            return ClusterUnavailable(
                f"The connection to the scheduler at {self._address} was lost.",
                "Type the command again when the scheduler runs.",
            )
        if isinstance(error, self._distributed.KilledWorker):
            return EngineError(
                f"This block was given up: {error.allowed_failures + 1} times, the worker of {self._address} that "
                "executed it ended.",
                "Look at their logs: perhaps they have too little memory. Or run the block on this machine: "
                "mkdocs-c-runner run PAGE.md:LINE",
            )
        return EngineError(
            f"The cluster at {self._address} cannot execute blocks: {type(error).__name__}: {error}",
            _SAME,
        )

    def _connected(self) -> Any:
        """Return a client of the scheduler.

        It is made in a thread of its own: where something else than a scheduler listens, Dask may wait for ever.
        """
        made: queue.SimpleQueue[Any] = queue.SimpleQueue()

        def connect() -> None:
            try:
                made.put(_client(self._distributed, self._address))
            except Exception as error:  # noqa: BLE001 - whatever answers there
                made.put(error)

        in_background(connect)
        try:
            client = made.get(timeout=2 * PATIENCE)
        except queue.Empty:
            client = TimeoutError("something else answers there")
        if isinstance(client, Exception):
            raise ClusterUnavailable(
                f"No scheduler of Dask answers at {self._address}: {type(client).__name__}: {client}",
                "Start one with dask scheduler, or leave workers out to run blocks on this machine.",
            )
        return client

    def _look(self) -> None:
        """Count the threads of the workers now and then.

        Raises:
            ClusterUnavailable: If none have been seen for long, or the scheduler has not answered for long.
        """
        now = time.monotonic()
        if now >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._next_look = now + LOOK
                with contextlib.suppress(Exception):  # the scheduler is slow, or gone
                    seen = self._client.nthreads(callback_timeout=PATIENCE)
                    self.threads = sum(seen.values())
                    self._answered = now
                    self._seen = now if seen else self._seen
            finally:
                self._looking.release()
        if now - self._answered > SILENCE:
            raise ClusterUnavailable(
                f"The scheduler at {self._address} has not answered for {SILENCE} seconds.",
                "See whether it runs and can be reached, and type the command again.",
            )
        if now - self._seen > WITHOUT_WORKERS:
            raise ClusterUnavailable(
                f"The scheduler at {self._address} has had no workers for {WITHOUT_WORKERS} seconds.",
                f"Start some, where mkdocs-c-runner is installed: dask worker {self._address}",
            )


def _imported() -> Any:
    """Import Dask, and let it log nothing.

    Raises:
        ClusterUnavailable: If it is not installed.
    """
    try:
        import dask  # noqa: PLC0415 - only sites with a cluster have it

        if "distributed" not in sys.modules:
            dask.config.set(_SETTINGS)
        import distributed  # noqa: PLC0415
    except ImportError:
        raise ClusterUnavailable(_NOT_INSTALLED, _INSTALL) from None
    return distributed


def _client(distributed: Any, address: str) -> Any:
    """Return a client of a scheduler. Raises whatever Dask raises."""

    class Client(distributed.Client):  # type: ignore[misc]
        """A client that ends with this process; Dask's own closes itself when it is collected, and waits."""

        def __del__(self) -> None:
            pass

    with warnings.catch_warnings():
        # That versions differ matters only if something fails, and is told then.
        warnings.simplefilter("ignore")
        return Client(address, timeout=PATIENCE, set_as_default=False, name="mkdocs-c-runner")
