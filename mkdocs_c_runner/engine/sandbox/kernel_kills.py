"""Tells whether the kernel has killed processes because the machine had no memory left.

It takes the largest process, which may be one in a sandbox, and ends it by the signal by which programs may also end
themselves. Nothing tells the two apart but the number of all processes that the kernel has killed in this way.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from . import proc


class KernelKills:
    """Notices when the number has changed. It is read only when that matters: to read it takes the kernel long.

    Args:
        count: Returns the number of processes that the kernel has killed since the machine was started.
    """

    def __init__(self, count: Callable[[], int] = proc.kernel_kills) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._seen = count()
        self._last_at = float("-inf")

    def may_have_been_since(self, begin: float) -> bool:
        """Return whether there may have been one after a time, of the monotonic clock."""
        with self._lock:
            seen = self._count()
            if seen != self._seen:
                self._seen, self._last_at = seen, time.monotonic()
            return self._last_at >= begin
