"""Python's garbage collector, kept away from what a build needs to its end.

A scan makes many values and drops none, and the values of a build live until it ends. To look through them for garbage,
again and again, takes some percent of a build.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spared(*, to_the_end: bool) -> Iterator[None]:
    """Collect no garbage inside.

    Args:
        to_the_end: Whether all that lives then is not looked at either, until `collect_again`.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if to_the_end:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()


def collect_again() -> None:
    """Let the collector see everything, at the end of a build or after an error."""
    gc.unfreeze()
