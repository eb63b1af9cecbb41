"""User ids for the sandboxes of root: one for each that lives, so that none can use up what belongs to another.

The kernel counts many things for each user of the host, whatever namespaces there are: inotify instances, bytes in
message queues, signals that wait, buffers of pipes, descriptors in flight, processes. Programs of one user can take all
of them, and then see each other's hunger. An ordinary user has but one id, so there `order.py` and `seccomp.py` limit
what they can.

A number is held by a socket with an abstract name, which the kernel frees when the build ends, however it ends. So two
builds on one machine share no number, unless they are in containers that share the kernel and not the network.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections import deque
from dataclasses import dataclass

# Users who own nothing and have no account. Distributions give these numbers to nobody (Debian Policy 9.2.2; systemd's
# "Users, Groups, UIDs and GIDs"), and a container that has only 65,536 numbers has them too.
FIRST, COUNT = 60_800, 256


@dataclass(frozen=True, slots=True)
class UserId:
    """A user id that one sandbox has for itself, until it is closed."""

    number: int
    _lock: socket.socket | None
    _free: deque[int]

    def close(self) -> None:
        """Give the number back."""
        if self._lock:
            self._lock.close()
        self._free.append(self.number)


class UserIds:
    """The numbers, for all threads of a build."""

    def __init__(self) -> None:
        # Begin anywhere, for the sake of containers. A number that comes back is the last to go out again: the kernel
        # may still be burying a process that had it.
        self._free = deque(range(FIRST, FIRST + COUNT))
        self._free.rotate(os.urandom(1)[0])

    def take(self) -> UserId | None:
        """Return a number that nobody else has, or None if we are not root and can become nobody else.

        If all are taken, it is one that somebody else has: then the sandbox is as safe as any of an ordinary user.
        """
        if os.geteuid() != 0:
            return None
        number = FIRST
        for _ in range(COUNT):
            with contextlib.suppress(IndexError):  # other threads have them all
                number = self._free.popleft()
                try:
                    return UserId(number, _lock(number), self._free)
                except OSError as error:
                    if error.errno != errno.EADDRINUSE:
                        break  # no sockets here, or no descriptor left
                self._free.append(number)
        return UserId(number, None, deque())


def _lock(number: int) -> socket.socket:
    """Return a socket that nobody else on the machine can have.

    Raises:
        OSError: If somebody has it.
    """
    lock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        lock.bind(f"\0mkdocs-c-runner user {number}")
    except OSError:
        lock.close()
        raise
    return lock
