"""The processes of a build: started together, each lent to one thread at a time, ended together."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
from collections.abc import Iterable
from typing import Any

from ..errands.errand import Errand, result_of
from ..errors import EngineError
from ..job import Job
from ..result import Result
from ..sandbox.process import Process, converse, wait
from .messages import READY, receive, send

_MEMBER = "mkdocs_c_runner.engine.processes.member"

# Seconds in which they have ended when nobody needs them any more.
_GRACE = 5.0


class Group:
    """Processes that execute jobs. Several threads may call it.

    Args:
        count: Their number.

    Attributes:
        is_closed: Whether they are not wanted any more.

    Raises:
        OSError: If they cannot be started.
    """

    def __init__(self, count: int) -> None:
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
            self._first = _start([end.fileno() for end in theirs])
        except BaseException:
            self._end(self._open)
            raise
        finally:
            for end in theirs:
                end.close()
        self._starting = list(self._open)

    def begin(self, knowledge: dict[str, Any]) -> None:
        """Tell the processes what they need to know, and let each execute jobs as soon as it can.

        Args:
            knowledge: What `member.py` says, as JSON.
        """
        if self._first.stdin:
            # If it has ended at once, so have the connections.
            with contextlib.suppress(OSError), self._first.stdin as stdin:
                stdin.write(json.dumps(knowledge).encode())
        while connection := self._next_to_start():
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
            unused = [*self._free, *self._starting]
            self._free, self._starting = [], []
        self._end(unused)
        if self._first.stdin:
            with contextlib.suppress(OSError):
                self._first.stdin.close()
        if not self._open:
            wait(self._first, _GRACE)

    def _next_to_start(self) -> socket.socket | None:
        with self._lock:
            return self._starting.pop() if self._starting else None

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


def _start(connections: list[int]) -> Process:
    """Start the first process, which forks one for each connection.

    Raises:
        OSError: If it cannot be started.
    """
    # -P: no module of the working directory is taken for one of Python's.
    command = [sys.executable, "-P", "-m", _MEMBER, *map(str, connections)]
    process = converse(command, connections)
    if process.stdout:
        process.stdout.close()  # it prints nothing
    return process
