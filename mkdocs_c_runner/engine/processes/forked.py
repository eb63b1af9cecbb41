"""A fork of the build that executes a program of ours.

It has everything that the build has imported, and needs none of it but the code. So it behaves as a new interpreter
would: it answers no signal in the name of the build, opens none of its files and writes nothing of what the build has
still to write.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection
from typing import NoReturn

from ..sandbox.process import fork

_THREADS = "/proc/self/task"
_DESCRIPTORS = "/proc/self/fd"


class Forked:
    """A fork of this process, with as much of `subprocess.Popen` as somebody uses.

    Args:
        pid: Its number.
        stdin: The descriptor of the other end of its standard input.

    Attributes:
        pid: Its number.
        stdin: The other end of its standard input.
        returncode: How it ended, or None.
    """

    def __init__(self, pid: int, stdin: int) -> None:
        self.pid = pid
        self.stdin = open(stdin, "wb", buffering=0)  # noqa: SIM115 - it is closed to end the process
        self.returncode: int | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_: object) -> None:
        """Close its standard input, and wait until it has ended."""
        self.stdin.close()
        self.wait()

    def wait(self) -> int:
        """Wait until it has ended, and return how."""
        with self._lock:
            if self.returncode is None:
                status = 0
                # Whoever waits for any process may have met it before.
                with contextlib.suppress(ChildProcessError):
                    _, status = os.waitpid(self.pid, 0)
                self.returncode = os.waitstatus_to_exitcode(status)
            return self.returncode

    def kill(self) -> None:
        """Kill it."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)


def is_alone() -> bool:
    """Return whether this process surely has one thread.

    A fork has one thread only. It would wait forever for a lock that another one holds now.
    """
    try:
        return len(os.listdir(_THREADS)) == 1
    except OSError:
        return False


def forked(program: Callable[[], None], keeps: Collection[int]) -> Forked:
    """Execute a program in a fork of this process, which has no other thread.

    Args:
        program: The program.
        keeps: The descriptors that it needs.

    Raises:
        OSError: If there can be no further process.
    """
    theirs, ours = os.pipe()
    try:
        pid = fork()
        if pid == 0:
            _execute(program, theirs, keeps)
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Forked(pid, ours)


def _execute(program: Callable[[], None], stdin: int, keeps: Collection[int]) -> NoReturn:
    """Become a process of its own, execute the program, and end without a look back."""
    status = 1
    try:
        # First: objects of the build must not be finalized here too. They end processes, and close descriptors.
        gc.freeze()
        os.setsid()
        for set_hook in (sys.settrace, threading.settrace, sys.setprofile, threading.setprofile):
            set_hook(None)
        _let_go_of_signals()
        _let_go_of_descriptors(stdin, keeps)
        program()
        status = 0
    finally:
        os._exit(status)


def _let_go_of_signals() -> None:
    """Let signals do what they do to a new interpreter."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)


def _let_go_of_descriptors(stdin: int, keeps: Collection[int]) -> None:
    """Let everything go that the build has open: what it closes is to be closed, and what it locks is its own.

    Nothing is there in place of each, so that no object that still names one closes another.
    """
    os.dup2(stdin, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in map(int, os.listdir(_DESCRIPTORS)):
        if number not in (0, nothing, *keeps):
            os.dup2(nothing, number, inheritable=False)
