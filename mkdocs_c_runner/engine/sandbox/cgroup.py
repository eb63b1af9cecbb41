"""Control groups: the kernel's own limit on the memory of a whole sandbox, where one may be made.

A process may be moved by its owner between groups below one that was delegated to that owner: below
`user@UID.service` on a desktop, anywhere for root. Where there is none, the memory of the processes is
watched instead. The rules are those of the kernel's cgroup-v2.rst, "Delegation".
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import time
from pathlib import Path

from ..job import Limits

_ROOT = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")

# Processes beside those of the program: bwrap and process 1, and some to spare, so that the program meets its own
# limit first.
_OWN_PROCESSES = 4

# How often a group is removed, and the seconds in between: as long as the kernel buries its processes, it is busy.
_ATTEMPTS, _PAUSE = 100, 0.02


class ControlGroup:
    """The control group of one sandbox.

    Args:
        directory: The directory to make, which is the group.
        limits: The limits of a command.

    Raises:
        OSError: If the kernel refuses.
    """

    def __init__(self, directory: Path, limits: Limits) -> None:
        self._directory = directory
        directory.mkdir()
        try:
            self._write("memory.max", limits.memory)
            self._write("pids.max", limits.processes + _OWN_PROCESSES)
            for name, value in (("memory.swap.max", 0), ("memory.oom.group", 1)):
                with contextlib.suppress(FileNotFoundError):  # without swap, or before Linux 4.19
                    self._write(name, value)
        except OSError:
            self.close()
            raise

    def add(self, pid: int) -> None:
        """Move a process into the group. Children that it forks from then on are in it too.

        Raises:
            OSError: If the kernel refuses.
        """
        self._write("cgroup.procs", pid)

    def was_exhausted(self) -> bool:
        """Return whether the kernel killed a process because the group was out of memory."""
        try:
            events = (self._directory / "memory.events").read_text().split()
        except OSError:
            return False
        return any(
            name == "oom_kill" and count != "0" for name, count in itertools.pairwise(events)
        )

    def close(self) -> None:
        """Kill all processes that are left in the group, and remove it."""
        with contextlib.suppress(OSError):
            self._write("cgroup.kill", 1)
        for _ in range(_ATTEMPTS):
            try:
                self._directory.rmdir()
            except OSError as error:
                if error.errno == errno.EBUSY:
                    time.sleep(_PAUSE)
                    continue
            return

    def _write(self, name: str, value: int) -> None:
        fd = os.open(self._directory / name, os.O_WRONLY)
        try:
            os.write(fd, str(value).encode())
        finally:
            os.close(fd)


class ControlGroups:
    """The source of control groups, where this process may make some.

    Args:
        root: Where the version 2 hierarchy is mounted.
        own: The file that names the group of this process.
    """

    def __init__(self, root: Path = _ROOT, own: Path = _OWN) -> None:
        self._parent = _delegated(root, own)
        self._numbers = itertools.count(1)

    @property
    def available(self) -> bool:
        """Whether groups can be made here."""
        return self._parent is not None

    def create(self, limits: Limits) -> ControlGroup | None:
        """Return a new group with these limits, or None where groups cannot be made."""
        if self._parent is None:
            return None
        name = f"c-runner-{os.getpid()}-{next(self._numbers)}"
        try:
            return ControlGroup(self._parent / name, limits)
        except OSError:
            # A refusal will come again, so it is not asked for: the memory is watched from now on.
            self._parent = None
            return None


def _delegated(root: Path, own: Path) -> Path | None:
    """Return the group below which this process may make others with a memory limit, or None."""
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return None
    path = next((line[3:] for line in lines if line.startswith("0::/")), None)
    if path is None:
        return None
    mine = root / path.lstrip("/")
    # Beside us; below us only at the root, since no other group holds both processes and groups.
    parent = root if mine == root else mine.parent
    try:
        controllers = (parent / "cgroup.subtree_control").read_text().split()
    except OSError:
        return None
    allowed = os.access(parent, os.W_OK) and os.access(parent / "cgroup.procs", os.W_OK)
    return parent if allowed and {"memory", "pids"} <= set(controllers) else None
