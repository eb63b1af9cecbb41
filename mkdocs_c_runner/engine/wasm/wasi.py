"""The system that a program sees: WASI preview 1, on files in memory. It has no network and no other programs.

The page has the same system in JavaScript: what a program prints here it prints there. `Wasi` has what concerns neither
descriptors nor paths.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from .descriptors import INVAL, OK, Descriptors
from .files import Directory, Full, Room
from .memory import Memory
from .paths import Paths
from .streams import Streams

_NOSPC, _NOSYS = 51, 52
_A_LONG_TIME = 1e9

# What a program may wait for in one call.
_MOST_EVENTS = 1024

# The functions of WASI with the types of their arguments: i has 32 bits, I has 64. All but `proc_exit` return an error.
SIGNATURES = {
    "args_get": "ii",
    "args_sizes_get": "ii",
    "environ_get": "ii",
    "environ_sizes_get": "ii",
    "clock_res_get": "ii",
    "clock_time_get": "iIi",
    "random_get": "ii",
    "sched_yield": "",
    "proc_exit": "i",
    "proc_raise": "i",
    "poll_oneoff": "iiii",
    "fd_advise": "iIIi",
    "fd_allocate": "iII",
    "fd_close": "i",
    "fd_datasync": "i",
    "fd_fdstat_get": "ii",
    "fd_fdstat_set_flags": "ii",
    "fd_fdstat_set_rights": "iII",
    "fd_filestat_get": "ii",
    "fd_filestat_set_size": "iI",
    "fd_filestat_set_times": "iIIi",
    "fd_pread": "iiiIi",
    "fd_prestat_get": "ii",
    "fd_prestat_dir_name": "iii",
    "fd_pwrite": "iiiIi",
    "fd_read": "iiii",
    "fd_readdir": "iiiIi",
    "fd_renumber": "ii",
    "fd_seek": "iIii",
    "fd_sync": "i",
    "fd_tell": "ii",
    "fd_write": "iiii",
    "path_create_directory": "iii",
    "path_filestat_get": "iiiii",
    "path_filestat_set_times": "iiiiIIi",
    "path_link": "iiiiiii",
    "path_open": "iiiiiIIii",
    "path_readlink": "iiiiii",
    "path_remove_directory": "iii",
    "path_rename": "iiiiii",
    "path_symlink": "iiiii",
    "path_unlink_file": "iii",
    "sock_accept": "iii",
    "sock_recv": "iiiiii",
    "sock_send": "iiiii",
    "sock_shutdown": "ii",
}


class Exited(Exception):
    """The program has ended by itself."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status & 0xFF


class Late(Exception):
    """The program sleeps beyond its time."""


class Wasi:
    """The system of one program.

    Args:
        memory: The memory of the program.
        streams: Its standard streams.
        root: Its root, which is also its working directory.
        room: What it may write.
        arguments: Its arguments, the name of the program first.
        environment: Its environment.
        deadline: When it must have ended, in seconds of the monotonic clock.
        is_whole: Whether what it writes cannot be sought; see `Descriptors`.
        ahead: Seconds by which its clock of the day is ahead.
    """

    def __init__(
        self,
        memory: Memory,
        streams: Streams,
        root: Directory,
        room: Room,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        deadline: float,
        *,
        is_whole: bool = False,
        ahead: int = 0,
    ) -> None:
        self._memory = memory
        self._ahead = ahead * 1_000_000_000
        self._deadline = deadline
        variables = [f"{name}={value}" for name, value in environment.items()]
        self._arguments, self._environment = _strings(arguments), _strings(variables)
        descriptors = Descriptors(memory, streams, root, room, is_whole=is_whole)
        self._parts = (self, descriptors, Paths(memory, descriptors))

    def functions(self) -> Iterator[tuple[str, Callable[..., int]]]:
        """Yield the name and each function that a program may import."""
        for name in SIGNATURES:
            found = (getattr(part, name, None) for part in self._parts)
            yield name, _bounded(next(filter(None, found), _missing(name)))

    def args_sizes_get(self, count: int, size: int) -> int:
        """Tell how many arguments there are, and the bytes that they take."""
        return self._put_sizes(self._arguments, count, size)

    def args_get(self, pointers: int, texts: int) -> int:
        """Write the arguments."""
        return self._put_texts(self._arguments, pointers, texts)

    def environ_sizes_get(self, count: int, size: int) -> int:
        """Tell how many environment variables there are, and the bytes that they take."""
        return self._put_sizes(self._environment, count, size)

    def environ_get(self, pointers: int, texts: int) -> int:
        """Write the environment variables."""
        return self._put_texts(self._environment, pointers, texts)

    def clock_res_get(self, _clock: int, result: int) -> int:
        """Tell how fine the clocks are, in nanoseconds."""
        self._memory.put(result, 1000, 8)
        return OK

    def clock_time_get(self, clock: int, _precision: int, result: int) -> int:
        """Tell the time, in nanoseconds."""
        self._memory.put(result, self._now(clock), 8)
        return OK

    def random_get(self, address: int, size: int) -> int:
        """Write random bytes."""
        size &= 0xFFFFFFFF
        self._memory.check(address, size)
        self._memory.write(address, os.urandom(size))
        return OK

    def proc_exit(self, status: int) -> int:
        """End the program."""
        raise Exited(status)

    def poll_oneoff(self, asked: int, events: int, count: int, result: int) -> int:
        """Wait for the first of some clocks; descriptors are always ready."""
        found: list[tuple[int, int]] = []
        clocks: list[tuple[float, int]] = []
        if not 0 < count <= _MOST_EVENTS:
            return INVAL
        self._memory.check(asked, 48 * count)
        for start in range(asked, asked + 48 * count, 48):
            user, kind = self._memory.number(start, 8), self._memory.number(start + 8, 1)
            if kind:
                found.append((user, kind))
                continue
            timeout = self._memory.number(start + 24, 8)
            if self._memory.number(start + 40, 2) & 1:
                timeout = max(0, timeout - self._now(self._memory.number(start + 16)))
            clocks.append((timeout / 1e9, user))
        if clocks and not found:
            seconds, user = min(clocks)
            self._sleep(seconds)
            found.append((user, 0))
        for number, (user, kind) in enumerate(found):
            event = user.to_bytes(8, "little") + bytes((0, 0, kind)) + bytes(5) + b"\1" + bytes(15)
            self._memory.write(events + 32 * number, event)
        self._memory.put(result, len(found))
        return OK

    def sched_yield(self) -> int:
        """Do nothing: there is no other thread."""
        return OK

    def _now(self, clock: int) -> int:
        """Return the nanoseconds of a clock: that of the day, or one of those that begin anywhere."""
        return time.time_ns() + self._ahead if clock == 0 else time.monotonic_ns()

    def _sleep(self, seconds: float) -> None:
        left = self._deadline - time.monotonic()
        time.sleep(max(0.0, min(seconds, left, _A_LONG_TIME)))
        if seconds > left:
            raise Late

    def _put_sizes(self, texts: Sequence[bytes], count: int, size: int) -> int:
        self._memory.put(count, len(texts))
        self._memory.put(size, sum(map(len, texts)))
        return OK

    def _put_texts(self, texts: Sequence[bytes], pointers: int, address: int) -> int:
        for number, text in enumerate(texts):
            self._memory.put(pointers + 4 * number, address)
            self._memory.write(address, text)
            address += len(text)
        return OK


def _strings(texts: Sequence[str]) -> list[bytes]:
    return [text.encode("utf-8", "surrogateescape") + b"\0" for text in texts]


def _missing(name: str) -> Callable[..., int]:
    """Return a function in place of one that there is not: what is harmless does nothing."""
    does_nothing = name.endswith(("_advise", "sync", "_set_times", "_set_rights"))
    return lambda *_: OK if does_nothing else _NOSYS


def _bounded(function: Callable[..., int]) -> Callable[..., int]:
    def bounded(*arguments: int) -> int:
        try:
            return function(*arguments)
        except Full:
            return _NOSPC

    return bounded
