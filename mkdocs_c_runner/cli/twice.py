"""The pause between two runs of `check --twice`."""

from __future__ import annotations

import time


def wait_for_the_next_second() -> None:
    """Wait until the clock shows another second, so that programs that print the time differ."""
    now = time.time()
    while int(time.time()) == int(now):
        time.sleep(1 - time.time() % 1)
