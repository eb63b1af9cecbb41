"""The limits on clients of a server. The manual lists these limits; `engine/job.py` has those of a program."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .turns import Room

# The requests that are answered beside those that run or wait for a program.
_OTHERS = 8


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """The limits of a server.

    Attributes:
        compiled: The programs that are compiled at one time.
        run: The programs that run at one time, without those that somebody types into.
        waiting: The programs that wait for their turn.
        waiting_of_client: The programs of one client that wait.
        patience: Seconds that a program waits for its turn.
        live: The programs that somebody types into, at one time.
        live_of_client: Those of one client.
        connections: The connections that are open at one time.
        silence: Seconds after which a connection without a request is closed, or one whose answer nobody takes.
        request: Seconds in which a request has to arrive.
    """

    compiled: int
    run: int
    waiting: int = 64
    waiting_of_client: int = 48
    patience: float = 2.0
    live: int = 24
    live_of_client: int = 6
    connections: int = 2000
    silence: int = 15
    request: int = 15

    @classmethod
    def of_machine(cls) -> ServerLimits:
        """Return the limits for the cores that this process may use."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
        return cls(compiled=cores + 1, run=max(8, 4 * cores))

    @property
    def room(self) -> Room:
        """The queue before the sandboxes."""
        return Room(self.compiled, self.run, self.waiting, self.waiting_of_client, self.patience)

    @property
    def threads(self) -> int:
        """The threads that answer requests: each program, running or waiting, has one."""
        return self.run + self.waiting + self.live + _OTHERS
