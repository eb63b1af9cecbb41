"""The processes of a build: started together, each lent to one thread at a time, ended together."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from ..errands.errand import Errand, result_of
from ..errors import EngineError
from ..job import Job
from ..result import Result
from ..sandbox.findings import Findings
from ..sandbox.process import Process, converse, wait
from .messages import READY, receive, send

_MEMBER = "mkdocs_c_runner.engine.processes.member"

# Seconds in which they have ended when nobody needs them any more.
_GRACE = 5.0


class Group:
    """Processes that execute jobs. Several threads may call it.

    Args:
        count: Their number.
        directory: Where the build keeps what it has found out, or None.
        findings: What its sandbox has found out.

    Attributes:
        is_closed: Whether they are not wanted any more.

    Raises:
        OSError: If they cannot be started.
    """

    def __init__(self, count: int, directory: Path | None, findings: Findings) -> None:
        self.is_closed = False
        self._lock = threading.Lock()
        self._free: list[socket.socket] = []
        self._open: set[socket.socket] = set()
        theirs: set[socket.socket] = set()
        try:
            for _ in range(count):
                pair = socket.socketpair()
                self._open.add(pair[0])
                theirs.add(pair[1])
            self._first = _start(directory, findings, [end.fileno() for end in theirs])
        except BaseException:
            self._end(self._open)
            raise
        finally:
            for end in theirs:
                end.close()

    def wait_until_ready(self) -> None:
        """Wait for each process, and let it execute jobs from then on."""
        for connection in list(self._open):
            self._take_back(connection, is_alive=receive(connection) == READY)

    def execute(self, job: Job) -> Result | None:
        """Have a free process execute a job.

        Returns:
            The result. None if no process is free, or the one that had the job has ended, or has met an error.
        """
        with self._lock:
            connection = self._free.pop() if self._free else None
        if connection is None:
            return None
        answer = None
        try:
            send(connection, Errand(job).to_bytes())
            answer = receive(connection)
        except OSError:
            pass
        finally:
            self._take_back(connection, is_alive=answer is not None)
        try:
            return result_of(answer)
        except (EngineError, ValueError):
            return None

    def close(self) -> None:
        """End the processes that are free, and from now on each that becomes free."""
        with self._lock:
            self.is_closed = True
            free, self._free = self._free, []
        self._end(free)
        if not self._open:
            wait(self._first, _GRACE)

    def _take_back(self, connection: socket.socket, *, is_alive: bool) -> None:
        with self._lock:
            is_wanted = is_alive and not self.is_closed
            if is_wanted:
                self._free.append(connection)
        if not is_wanted:
            self._end([connection])

    def _end(self, connections: Iterable[socket.socket]) -> None:
        for connection in list(connections):
            self._open.discard(connection)
            # A process that was forked from the build may have the connection, too.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


def _start(directory: Path | None, findings: Findings, connections: list[int]) -> Process:
    """Start the first process, which forks one for each connection.

    Raises:
        OSError: If it cannot be started.
    """
    words = (str(directory or ""), *map(str, connections))
    # -P: no module of the working directory is taken for one of Python's.
    process = converse([sys.executable, "-P", "-m", _MEMBER, *words], connections)
    if process.stdout:
        process.stdout.close()  # it prints nothing
    if process.stdin:
        # If it has ended at once, so have the connections.
        with contextlib.suppress(OSError), process.stdin as stdin:
            stdin.write(json.dumps(findings.to_json()).encode())
    return process
