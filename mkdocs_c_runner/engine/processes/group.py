"""The processes of a build: started together, each connection lent to one thread at a time, ended together."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterable
from typing import Any

from ..executor import Conditions
from ..job import Job
from ..maker import Made
from ..workers import in_background
from .beside import start
from .messages import connected, receive, send
from .questions import Question, answer_from_bytes

_MEMBER = "mkdocs_c_runner.engine.processes.member"

# The jobs that one process has at one time: its interpreter has little to do for each.
_JOBS = 5


class Group:
    """Processes that make results. Several threads may call it.

    Args:
        count: The jobs that they have at one time.
        knowledge: What `member.py` says, but for the connections.

    Attributes:
        is_closed: Whether they are not wanted any more.

    Raises:
        OSError: If they cannot be started.
    """

    def __init__(self, count: int, knowledge: dict[str, Any]) -> None:
        self.is_closed = False
        self._changed = threading.Condition()
        self._open: set[socket.socket] = set()
        # One connection more: the build asks on it, while all others are waited for.
        ours, theirs = [], []
        try:
            for _ in range(count + 1):
                pair = connected()
                ours.append(pair[0])
                theirs.append(pair[1])
            numbers = [end.fileno() for end in theirs]
            processes = -(-count // _JOBS)
            shares = [numbers[index::processes] for index in range(processes)]
            words = json.dumps({**knowledge, "connections": shares})
            self._first = start(_MEMBER, [words], numbers)
        except BaseException:
            self._end(ours)
            raise
        finally:
            for end in theirs:
                end.close()
        self._open.update(ours)
        self._asking, *self._free = ours
        self._asking_lock = threading.Lock()

    def conditions(self, job: Job) -> Conditions | None:
        """Return the conditions that a job meets; None if there are no processes, or they have met an error."""
        with self._asking_lock:
            answer = self._ask(self._asking, Question(job, is_made=False))
        return answer if isinstance(answer, Conditions) else None

    def make(self, job: Job, *, limit_expected: bool, waiting: int = 0) -> Made | None:
        """Have a process make a result, as soon as one is free; see `Maker.make`.

        Args:
            job: The job.
            limit_expected: Whether a limit that is hit is a result to keep.
            waiting: The jobs that wait behind it.

        Returns:
            What it made. None if there are no processes, or the one that had the job has ended, or has met an error.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._free or len(self._open) < 2 or self.is_closed)
            if not self._free:
                return None
            connection = self._free.pop()
        answer, is_alive = None, False
        try:
            question = Question(job, is_made=True, limit_expected=limit_expected, waiting=waiting)
            answer = self._ask(connection, question)
            is_alive = connection in self._open
        finally:
            self._take_back(connection, is_alive=is_alive)
        return answer if isinstance(answer, Made) else None

    def close(self) -> None:
        """End the processes that have no job, and from now on each that has no other one."""
        with self._changed:
            self.is_closed = True
            unused, self._free = self._free, []
            self._changed.notify_all()
        self._end([*unused, self._asking])

    def _ask(self, connection: socket.socket, question: Question) -> Made | Conditions | None:
        try:
            send(connection, question.to_bytes())
            answer = receive(connection)
        except OSError:
            answer = None
        if answer is None:
            self._open.discard(connection)
        return answer_from_bytes(answer)

    def _take_back(self, connection: socket.socket, *, is_alive: bool) -> None:
        with self._changed:
            is_wanted = is_alive and not self.is_closed
            if is_wanted:
                self._free.append(connection)
            self._changed.notify_all()
        if not is_wanted:
            self._end([connection])

    def _end(self, connections: Iterable[socket.socket]) -> None:
        """End connections, and with the last one the processes."""
        for connection in list(connections):
            self._open.discard(connection)
            # A process that was forked from the build may have the connection, too.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        if self.is_closed and not self._open and self._first.stdin:
            with contextlib.suppress(OSError):
                self._first.stdin.close()
            with contextlib.suppress(RuntimeError):  # there can be no further thread
                in_background(self._first.wait)
