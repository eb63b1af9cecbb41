"""A fork of the build that executes a program of ours.

It has everything that the build has imported, and needs none of it but the code. So it behaves as a new interpreter
would: it answers no signal in the name of the build, opens none of its files and writes nothing of what the build has
still to write.
"""

from __future__ import annotations

import _thread
import contextlib
import errno
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from types import BuiltinFunctionType
from typing import Any, NoReturn

from ..sandbox.process import fork

_THREADS = "/proc/self/task"
_DESCRIPTORS = "/proc/self/fd"

# Where Python's own modules are.
_LIBRARY = os.path.dirname(os.__file__)
_STANDARD = (_LIBRARY, os.path.join(_LIBRARY, "lib-dynload"))

# The descriptors that a program may open, which has those of the build besides: several sandboxes need some each.
_ENOUGH = 256


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

    A fork has one thread only. It would wait forever for a lock that another one holds now. And a library such as
    gevent may have threads that are none, which all wait while one does.
    """
    if not isinstance(_thread.start_new_thread, BuiltinFunctionType):
        return False
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
        OSError: If there can be no further process, or too few descriptors would be left to it.
    """
    if os.sysconf("SC_OPEN_MAX") - len(os.listdir(_DESCRIPTORS)) < _ENOUGH:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
    theirs, ours = os.pipe()
    try:
        with _undisturbed() as mask:
            pid = fork()
            if pid == 0:
                _execute(program, theirs, keeps, mask)
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Forked(pid, ours)


@contextlib.contextmanager
def _undisturbed() -> Iterator[Collection[int]]:
    """Let no signal and no garbage interrupt what is done meanwhile; give the signals that wait anyway.

    In a fork a handler of the build would raise an error there, and the fork would go on as a second build. Objects of
    the build must not be finalized there too: they end processes, and close descriptors.
    """
    collects = gc.isenabled()
    gc.disable()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        yield mask
    finally:
        if collects:
            gc.enable()
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _execute(
    program: Callable[[], None], stdin: int, keeps: Collection[int], mask: Collection[int]
) -> NoReturn:
    """Become a process of its own, execute the program, and end without a look back."""
    status = 1
    try:
        gc.freeze()
        gc.enable()
        os.setsid()
        socket.setdefaulttimeout(None)
        # No module of the working directory is taken for one of Python's.
        sys.path.sort(key=lambda path: path not in _STANDARD)
        _let_go_of_hooks()
        _let_go_of_signals(mask)
        _let_go_of_descriptors(stdin, keeps)
        program()
        status = 0
    finally:
        os._exit(status)


def _let_go_of_hooks() -> None:
    """Let nobody trace or profile this process."""
    for set_hook in (sys.settrace, threading.settrace, sys.setprofile, threading.setprofile):
        set_hook(None)
    monitoring: Any = getattr(sys, "monitoring", None)  # since Python 3.12
    for tool in range(6 if monitoring else 0):
        if monitoring.get_tool(tool):
            monitoring.set_events(tool, 0)


def _let_go_of_signals(mask: Collection[int]) -> None:
    """Let signals do what they do to a new interpreter, and let them come."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        handler = signal.getsignal(number)
        if callable(handler) or handler is None:  # None: it is not Python's
            signal.signal(number, signal.SIG_DFL)
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python meets an error in their place
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _let_go_of_descriptors(stdin: int, keeps: Collection[int]) -> None:
    """Let everything go that the build has open: what it closes is to be closed, and what it locks is its own.

    Nothing is there in place of each, so that no object that still names one closes another.
    """
    os.dup2(stdin, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in map(int, os.listdir(_DESCRIPTORS)):
        if number not in (0, nothing, *keeps):
            os.dup2(nothing, number, inheritable=False)
