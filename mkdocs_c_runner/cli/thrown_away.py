"""A directory for a site that nobody reads: it is removed when the command ends, also by a signal.

What SIGKILL has left is removed by a later command of the same user. A lock tells whether a directory is still used: it
ends with its process, whoever runs that and wherever, and no number of a process does.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PREFIX = "c-runner-site-"

# Seconds for which a directory without a lock is left alone: its process may just be about to lock it.
_YOUNG = 3600


@contextmanager
def thrown_away() -> Iterator[str]:
    """Make a directory, and remove it with all that is in it."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as directory:
        lock = _locked(directory)
        try:
            _remove_abandoned(os.path.dirname(directory))
            yield directory
        finally:
            if lock is not None:
                os.close(lock)


def _remove_abandoned(parent: str) -> None:
    """Remove the directories of commands of this user that were killed. Whatever is wrong with one, it stays."""
    with contextlib.suppress(OSError):
        for name in os.listdir(parent):
            path = os.path.join(parent, name)
            lock = _locked(path) if name.startswith(_PREFIX) else None
            if lock is None:
                continue
            status = os.fstat(lock)
            is_old = max(status.st_mtime, status.st_ctime) < time.time() - _YOUNG
            if is_old and status.st_uid == os.geteuid():
                shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _locked(path: str) -> int | None:
    """Return a descriptor that has the lock of a directory, or None if another process has it, or there are none."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        return None
    try:
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
