"""A live sandbox: bwrap, and in it our process 1, which carries out orders.

`order.py` makes the orders and `init.c` reads them. To start a sandbox takes as long as a small program runs, so one
that can be emptied serves for more than one order.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ..job import Limits
from . import proc
from .cgroup import ControlGroup
from .policy import SandboxPolicy
from .process import Process, spawn, wait
from .user_ids import UserId

# Seconds until a sandbox must have its process 1, and from then until its command must start.
SETUP_TIME = 20.0

# Seconds after a kill in which the kernel must have ended everything in a sandbox.
KILL_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Handles:
    """The file descriptors that bwrap inherits.

    Attributes:
        orders: The socket on which process 1 gets its orders.
        status: The pipe on which bwrap names the process that is process 1 inside.
        block: The pipe on which bwrap waits before it executes process 1, or None.
    """

    orders: int
    status: int
    block: int | None


class Box:
    """One sandbox, from its start to its end.

    Args:
        policy: Its rules.
        limits: The limits of a command in it.
        group: The control group for it, or None: then its memory must be watched.
        user: The user id that it has for itself, or None if it has ours.

    Attributes:
        policy: Its rules.
        limits: The limits of a command in it.
        group: The control group that it is in, or None.
        handles: The descriptors that bwrap must inherit.
        init: The host's process id of its process 1, or -1 as long as there is none.
    """

    def __init__(
        self,
        policy: SandboxPolicy,
        limits: Limits,
        group: ControlGroup | None = None,
        user: UserId | None = None,
    ) -> None:
        self.policy = policy
        self.limits = limits
        self.group = group
        self.init = -1
        self._user = user
        self._process: Process | None = None
        # All descriptors by owner: ours stay open while it lives, bwrap's are closed as soon as it has them.
        self._ours: set[int] = set()
        self._theirs: set[int] = set()
        self._init_pidfd = self._release = -1
        block = None
        try:
            self._message, self._message_writer = self._pair(*os.pipe())
            self._status, status = self._pair(*os.pipe())
            if group:
                self._release, block = self._pair(*reversed(os.pipe()))
            self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            for end in (self._socket, theirs):  # something may have given all sockets a time limit
                end.settimeout(None)
        except OSError:  # there are no more descriptors
            close_all(self._ours)
            close_all(self._theirs)
            self._give_back()
            raise
        orders = theirs.detach()
        self._theirs.add(orders)
        self.handles = Handles(orders, status, block)

    def _pair(self, ours: int, theirs: int) -> tuple[int, int]:
        """Take charge of the two ends of a pipe."""
        self._ours.add(ours)
        self._theirs.add(theirs)
        return ours, theirs

    def start(self, argv: Sequence[str], pass_fds: Sequence[int]) -> None:
        """Start bwrap, and return when the sandbox has a process 1 or will never have one.

        Raises:
            OSError: If bwrap cannot be started.
        """
        # bwrap gets a reader of its own status pipe, so that it can always write to it, whatever becomes of us.
        inherited = [*pass_fds, self._status, *self._theirs - {self._message_writer}]
        user = self._user.number if self._user else None
        writer = self._message_writer
        self._process = spawn(argv, inherited, writer, writer, user=user)
        close_all(self._theirs)
        status = b""
        poll = select.poll()
        poll.register(self._status, select.POLLIN)
        deadline = time.monotonic() + SETUP_TIME
        while self.init < 0 and poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            data = os.read(self._status, 1 << 10)
            if not data:
                break  # bwrap failed; `close` returns its message
            status += data
            if match := re.search(rb'"child-pid": *(\d+)', status):
                self._attach_init(int(match[1]))

    def _attach_init(self, init: int) -> None:
        """Make sure that process 1 can be killed and is limited, then let it be executed."""
        self.init = init
        # A pidfd cannot hit another process that gets the same id later.
        with contextlib.suppress(OSError):
            self._init_pidfd = os.pidfd_open(init)
            self._ours.add(self._init_pidfd)
        with contextlib.suppress(OSError):
            proc.kill_first_when_out_of_memory(init)
        if self.group:
            try:
                self.group.add(init)
            except OSError:
                # The kernel refuses, so the memory must be watched instead.
                self.group.close()
                self.group = None
            os.write(self._release, b"x")

    def send(self, order: int, fds: Sequence[int]) -> None:
        """Give an order to process 1.

        Args:
            order: The descriptor of a file that holds the order.
            fds: The descriptors that become REPORT, IN, OUT, ERR and ARTIFACT there.

        Raises:
            OSError: If the sandbox has ended.
        """
        size = b"%d\0" % os.fstat(order).st_size
        socket.send_fds(self._socket, [size], [order, *fds])

    def kill(self) -> None:
        """End the sandbox by its process 1; the kernel then kills all others in it.

        To kill bwrap alone is not enough: the sandbox would outlive it for some milliseconds, and for ever while it is
        being set up.
        """
        process = self._process
        if process is None:
            return
        if self.init < 0 and process.poll() is None:
            # Process 1 is not known yet. It ends by itself when nobody can give it orders, and bwrap does when the
            # pipe on which it waits is closed.
            self._socket.close()
            if self._release in self._ours:
                self._ours.remove(self._release)
                os.close(self._release)
            wait(process, KILL_GRACE)
        if self._init_pidfd in self._ours:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._init_pidfd, signal.SIGKILL)
        if process.poll() is None:
            process.kill()

    def close(self) -> str:
        """End the sandbox if it still lives, wait for its end, and return the messages of bwrap."""
        self.kill()
        if self._process:
            self._process.wait()
        close_all(self._theirs)
        message = _content(self._message) if self._message in self._ours else ""
        close_all(self._ours)
        self._socket.close()
        self._give_back()
        return message

    def close_later(self) -> None:
        """End the sandbox, and let another thread wait for its end: somebody waits for this one."""
        self.kill()
        try:
            threading.Thread(target=self.close, name="c-runner", daemon=True).start()
        except RuntimeError:  # there can be no further thread
            self.close()

    def _give_back(self) -> None:
        """Return what it had for itself alone."""
        if self.group:
            self.group.close()
        if self._user:
            self._user.close()
            self._user = None


def close_all(fds: set[int]) -> None:
    """Close file descriptors, each once."""
    while fds:
        os.close(fds.pop())


def _content(pipe: int) -> str:
    """Return the bytes that are in a pipe, as text, without waiting for more."""
    os.set_blocking(pipe, False)
    with contextlib.suppress(BlockingIOError):
        return os.read(pipe, 1 << 16).decode(errors="replace")
    return ""
