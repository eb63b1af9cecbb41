"""Reads files of the system for the key of a result, and no file that a compiler in the sandbox does not see.

A page, a flag and a cache can name any path, and the build may read more than the sandbox shows. So a name counts only
in directories that the compiler named itself, and of these only in directories that the sandbox mounts. That is looked
at twice: before the system is asked at all, and again when links are resolved. Any other file changes no result,
because the compiler does not find it either.
"""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Iterable

from ..job import MEBIBYTE
from ..sandbox import host_paths
from .machines import MACHINES

# The largest header or library that is read. A larger one counts by its size and time.
LARGEST_FILE = 64 * MEBIBYTE


class Directories:
    """Directories in which files may be looked at.

    Args:
        paths: The directories.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        paths = tuple(paths)
        self._roots = frozenset((*paths, *map(os.path.realpath, paths)))
        self._prefixes = tuple(f"{root.rstrip('/')}/" for root in self._roots)

    def contain(self, path: str) -> bool:
        """Return whether a path is one of them or is written as one in them. The system is not asked."""
        if "\0" in path:
            return False
        if "/." in path or "//" in path:  # seldom, and most paths of a build come by here
            path = os.path.normpath(path)
        return path in self._roots or path.startswith(self._prefixes)

    def real(self, path: str) -> str | None:
        """Return a path with its links resolved, or None if it leads out of the directories."""
        if not self.contain(path):
            return None
        real = os.path.realpath(path)
        return real if self.contain(real) else None


@functools.cache
def visible() -> Directories:
    """Return the directories that the sandbox shows to compilers, those for other machines among them."""
    sysroots = (machine.sysroot for machine in MACHINES.values())
    return Directories((*host_paths.of_compilers(), *host_paths.existing(*sysroots)))


def content(path: str) -> bytes | None:
    """Return the content of a regular file, or what stands for that of a large one.

    Args:
        path: The path, without links.

    Returns:
        None if there is no such file.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
    try:
        # A device or a pipe must not be opened at all: that alone may block or have an effect.
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        fd = os.open(path, flags)
    except (OSError, ValueError):
        return None
    with open(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return None
        if status.st_size > LARGEST_FILE:
            return f"{status.st_size} bytes, changed at {status.st_mtime_ns}".encode()
        try:
            return file.read(status.st_size)  # no more, since there is memory for as much meanwhile
        except OSError:
            return None
