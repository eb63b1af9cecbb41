"""How many programs each client may start in a time."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from .refused import Refused

# The clients that are remembered: those that came last.
_MOST_CLIENTS = 10_000


class Rates:
    """A bucket for each client, which fills with the time and from which each program takes.

    Args:
        per_minute: The programs that a client may start in a minute.
        at_once: The programs that it may start without a pause.
        clock: Returns the time in seconds.
    """

    def __init__(
        self, per_minute: float, at_once: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_minute / 60
        self._most = at_once
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> None:
        """Count a program of a client.

        Raises:
            Refused: If it has started too many.
        """
        with self._lock:
            now = self._clock()
            left, then = self._buckets.pop(client, (self._most, now))
            left = min(self._most, left + (now - then) * self._per_second)
            is_allowed = left >= 1
            self._buckets[client] = (left - is_allowed, now)
            while len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        if not is_allowed:
            seconds = max(1, math.ceil((1 - left) / self._per_second))
            raise Refused(
                429,
                "You have started too many programs; please wait.",
                {"Retry-After": str(seconds)},
            )
