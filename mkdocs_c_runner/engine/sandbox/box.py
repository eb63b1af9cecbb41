"""A live sandbox: bwrap, and in it the supervisor, which carries out orders.

What an order is, `init.c` says at its beginning; this is the other end of its socket. To start a sandbox
takes as much as a small program does, so one that can be emptied serves for more than one order.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
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
from .policy import Command, SandboxPolicy
from .process import Process, spawn, wait

# Seconds that it may take until a sandbox has a first process, and from then until its command starts.
SETUP_TIME = 20.0
# Seconds after a kill in which the kernel ends what is in a sandbox.
FUNERAL = 5.0

_MOST_IDLE = 16

_STACK = 8 * 1024 * 1024
_MAXIMAL_STACK = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Handles:
    """The descriptors that a sandbox is given, by their numbers.

    Attributes:
        orders: Where the supervisor gets its orders.
        status: Where bwrap says which process is the first of the sandbox.
        block: Where bwrap waits until it may start the supervisor, or None.
    """

    orders: int
    status: int
    block: int | None


class Enclosure:
    """One sandbox, from its start to its end.

    Args:
        policy: Its rules.
        limits: What a command may use in it.
        group: The control group it is to be in, or None: then its memory is to be watched.

    Attributes:
        policy: Its rules.
        limits: What a command may use in it.
        group: The control group it is in.
        handles: The descriptors that bwrap is to be given.
        init: The id of its first process, or -1 as long as it has none.
        orders: How many orders it was given.
    """

    def __init__(
        self, policy: SandboxPolicy, limits: Limits, group: ControlGroup | None = None
    ) -> None:
        self.policy = policy
        self.limits = limits
        self.group = group
        self.init = -1
        self.orders = 0
        self._process: Process | None = None
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
        except OSError:
            close_all(self._ours)
            close_all(self._theirs)
            if group:
                group.close()
            raise
        orders = theirs.detach()
        self._theirs.add(orders)
        self.handles = Handles(orders, status, block)

    def _pair(self, ours: int, theirs: int) -> tuple[int, int]:
        """Takes charge of the two ends of a pipe."""
        self._ours.add(ours)
        self._theirs.add(theirs)
        return ours, theirs

    def start(self, argv: Sequence[str], pass_fds: Sequence[int]) -> None:
        """Starts bwrap, and returns when the sandbox has a first process or will never have one.

        Raises:
            OSError: If bwrap cannot be started.
        """
        # With a reader of its own, bwrap can always say its status, and does not end for want of one.
        passed = [*pass_fds, self._status, *self._theirs - {self._message_writer}]
        self._process = spawn(argv, passed, self._message_writer, self._message_writer)
        close_all(self._theirs)
        received = b""
        poll = select.poll()
        poll.register(self._status, select.POLLIN)
        deadline = time.monotonic() + SETUP_TIME
        while self.init < 0 and poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            data = os.read(self._status, 1 << 10)
            if not data:
                break
            received += data
            if found := re.search(rb'"child-pid": *(\d+)', received):
                self._meet(int(found[1]))

    def _meet(self, init: int) -> None:
        """Gets hold of the first process, and puts it into its group before anything is executed."""
        self.init = init
        with contextlib.suppress(OSError):
            self._init_pidfd = os.pidfd_open(init)
            self._ours.add(self._init_pidfd)
        with contextlib.suppress(OSError):  # if memory runs out, the sandbox is to go first
            proc.offer_to_the_kernel(init)
        if self.group:
            try:
                self.group.add(init)
            except OSError:
                self.group.close()
                self.group = None
            os.write(self._release, b"x")

    def send(self, order: int, fds: Sequence[int]) -> None:
        """Gives an order to the supervisor.

        Args:
            order: A file that holds the order.
            fds: What becomes REPORT, IN, OUT, ERR and ARTIFACT there.

        Raises:
            OSError: If nobody takes orders any more.
        """
        self.orders += 1
        size = b"%d\0" % os.fstat(order).st_size
        socket.send_fds(self._socket, [size], [order, *fds])

    def kill(self) -> None:
        """Ends the sandbox by its first process, with which the kernel ends all the others.

        Killing bwrap alone is not enough: for some milliseconds the sandbox would outlive it, and while
        it is set up, for ever. Where its first process is not known, the supervisor ends by itself when
        there is nobody to give it orders.
        """
        process = self._process
        if process is None:
            return
        if self.init < 0 and process.poll() is None:
            self._socket.close()
            if self._release in self._ours:
                self._ours.remove(self._release)
                os.close(self._release)
            wait(process, FUNERAL)
        if self._init_pidfd in self._ours:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._init_pidfd, signal.SIGKILL)
        if process.poll() is None:
            process.kill()

    def close(self) -> str:
        """Ends the sandbox if it is still there, waits for that, and returns what bwrap said."""
        self.kill()
        if self._process:
            self._process.wait()
        close_all(self._theirs)
        message = _all_that_is_in(self._message) if self._message in self._ours else ""
        close_all(self._ours)
        self._socket.close()
        if self.group:
            self.group.close()
        return message


class Pool:
    """Sandboxes that have been emptied and wait for another command of their kind."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._enclosures: list[Enclosure] = []

    def take(self, policy: SandboxPolicy, limits: Limits) -> Enclosure | None:
        """One with these rules, if there is one."""
        with self._lock:
            for enclosure in self._enclosures:
                if (enclosure.policy, enclosure.limits) == (policy, limits):
                    self._enclosures.remove(enclosure)
                    return enclosure
        return None

    def put(self, enclosure: Enclosure) -> None:
        """Lets one wait; the one that has waited longest goes if there are too many."""
        with self._lock:
            self._enclosures.append(enclosure)
            surplus = self._enclosures[:-_MOST_IDLE]
            del self._enclosures[:-_MOST_IDLE]
        for old in surplus:
            old.close()

    def end(self) -> None:
        """Ends them all, but in a process that was forked: there they are somebody else's."""
        if os.getpid() != self._process:
            return
        with self._lock:
            ended, self._enclosures = self._enclosures, []
        for enclosure in ended:
            enclosure.close()


def close_all(fds: set[int]) -> None:
    """Closes descriptors, each once."""
    while fds:
        os.close(fds.pop())


def _all_that_is_in(pipe: int) -> str:
    """What was written to a pipe by processes that have ended."""
    os.set_blocking(pipe, False)
    with contextlib.suppress(BlockingIOError):
        return os.read(pipe, 1 << 16).decode(errors="replace")
    return ""


def order(command: Command, policy: SandboxPolicy, limits: Limits) -> bytes:
    """What the supervisor is to do: which files, which limits, which command.

    A sanitizer reserves terabytes of addresses, so its programs are held by watching their memory. Processor
    time is watched too: under a limit of the kernel's `clock()` would go by steps of milliseconds.
    """
    ceilings = [
        (resource.RLIMIT_FSIZE, limits.file_size, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (resource.RLIMIT_STACK, _STACK, _MAXIMAL_STACK),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_NPROC, limits.processes, limits.processes),
    ]
    if not policy.trace:
        ceilings.append((resource.RLIMIT_AS, limits.memory, limits.memory))
    words = [_path(command.argv[0]), *command.argv]
    parts = [_strings(command.artifact, int(policy.reusable), len(command.files))]
    for file in command.files:
        parts += [_strings(file.path, file.mode, len(file.content)), file.content]
    parts += [
        _strings(len(ceilings), *(_limit(*ceiling) for ceiling in ceilings)),
        _strings(len(words), *words),
    ]
    return b"".join(parts)


def _limit(which: int, soft: int, hard: int) -> str:
    """A limit as the supervisor takes it; where this process has a lower one, that cannot be raised."""
    ceiling = resource.getrlimit(which)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    return f"{which}:{soft}:{hard}"


def _strings(*values: str | int) -> bytes:
    """Values as strings that end in NUL.

    Raises:
        ValueError: If one holds NUL itself.
    """
    texts = [str(value) for value in values]
    if any("\0" in text for text in texts):
        raise ValueError("a value holds NUL, which stands between the parts of an order")
    return "\0".join([*texts, ""]).encode()


def _path(name: str) -> str:
    """Where a command is in the sandbox."""
    return name if "/" in name else f"/usr/bin/{name}"
