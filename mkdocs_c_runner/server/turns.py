"""Programs wait for their turn: how many are compiled and run at one time, and how many wait.

A program is compiled before it runs, and to compile takes a core, while a program that runs may well sleep. So fewer
are compiled than run at one time. The queue is short, and nobody waits in it for long: a client that is sent away can
come again.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .refused import Refused

_BUSY = "The server is busy; please try again."


@dataclass(frozen=True, slots=True)
class Room:
    """How many programs there is room for at one time.

    Attributes:
        compiled: The programs that are compiled.
        run: The programs that are compiled or run.
        waiting: The programs that wait for their turn.
        of_client: The programs of one client that wait.
        patience: The seconds that one waits.
    """

    compiled: int
    run: int
    waiting: int
    of_client: int
    patience: float = 1.5


class Turn:
    """A program that has its turn.

    Args:
        turns: The queue.
        runs: Whether it counts as one that runs, and not only as one that is compiled.
    """

    def __init__(self, turns: Turns, *, runs: bool) -> None:
        self._turns = turns
        self._runs = int(runs)
        self._is_compiling = True

    def compiled(self) -> None:
        """Let the next program be compiled: this one is."""
        if self._is_compiling:
            self._is_compiling = False
            self._turns.leave(compiling=1)

    def end(self) -> None:
        """Let the next program have its turn."""
        compiling = int(self._is_compiling)
        self._is_compiling = False
        self._turns.leave(compiling=compiling, running=self._runs)


class _Ticket:
    """A program that waits; `runs` is that of its turn."""

    def __init__(self, *, runs: bool) -> None:
        self.called = threading.Event()
        self.runs = int(runs)


class Turns:
    """The queue before the sandboxes.

    Args:
        room: What there is room for.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._queue: deque[_Ticket] = deque()
        self._of_client: Counter[str] = Counter()
        self._compiling = self._running = 0

    @property
    def running(self) -> int:
        """The programs that have their turn."""
        return self._running

    @property
    def waiting(self) -> int:
        """The programs that wait."""
        return len(self._queue)

    @contextmanager
    def turn(self, client: str, *, runs: bool = True) -> Iterator[Turn]:
        """Wait for the turn of a program, and have it.

        Args:
            client: The client that asks for it.
            runs: Whether it counts as one that runs. One that waits for a reader does not: it is counted elsewhere.

        Raises:
            Refused: If too many programs wait, or this one has waited for too long.
        """
        self._wait(client, runs=runs)
        turn = Turn(self, runs=runs)
        try:
            yield turn
        finally:
            turn.end()

    def leave(self, *, compiling: int = 0, running: int = 0) -> None:
        """Give back what a turn took."""
        with self._lock:
            self._compiling -= compiling
            self._running -= running
            self._call()

    def _wait(self, client: str, *, runs: bool) -> None:
        ticket = _Ticket(runs=runs)
        with self._lock:
            has_too_many = self._of_client[client] >= self._room.of_client
            if has_too_many or len(self._queue) >= self._room.waiting:
                raise self._busy()
            self._of_client[client] += 1
            self._queue.append(ticket)
            self._call()
        ticket.called.wait(self._room.patience)
        with self._lock:
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]
            if not ticket.called.is_set():
                self._queue.remove(ticket)
                raise self._busy()

    def _call(self) -> None:
        """Call those for whom there is room."""
        while self._queue and self._has_room_for(self._queue[0]):
            ticket = self._queue.popleft()
            self._compiling += 1
            self._running += ticket.runs
            ticket.called.set()

    def _has_room_for(self, ticket: _Ticket) -> bool:
        room = self._room
        return self._compiling < room.compiled and self._running + ticket.runs <= room.run

    def _busy(self) -> Refused:
        return Refused(429, _BUSY, {"Retry-After": str(max(1, round(self._room.patience)))})
