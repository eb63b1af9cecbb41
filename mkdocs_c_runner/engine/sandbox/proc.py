"""Observes the processes of a sandbox from outside, through /proc.

No other unprivileged way tells as much: which processes exist, how much memory they hold together, how much processor
time each has used, and whether one of their threads waits for somebody to type.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass

_RESIDENT = re.compile(rb"\nVmRSS:\s+(\d+) kB\n")
_TABLES = re.compile(rb"\nVmPTE:\s+(\d+) kB\n")
_LEFT = re.compile(rb"\nMemAvailable:\s+(\d+) kB\n")
_TOTAL = re.compile(rb"MemTotal:\s+(\d+) kB\n")
_KERNEL_KILLS = re.compile(rb"^oom_kill (\d+)$", re.MULTILINE)
_SLEEPS = re.compile(rb"^voluntary_ctxt_switches:\s+(\d+)$", re.MULTILINE)
_UNKNOWN = 1 << 62
_PAGE = 1 << 12
_TICKS = os.sysconf("SC_CLK_TCK")

# The system calls that wait for input: first those whose first argument is the descriptor, then those that take a set
# of descriptors, with the position of its size. Numbers from the kernel's unistd.h of each architecture.
_READ_CALLS, _POLL_CALLS = {
    "x86_64": ({0, 19}, {7: 1, 271: 1, 23: 0, 270: 0, 232: 2, 281: 2, 441: 2}),
    "aarch64": ({63, 65}, {73: 1, 72: 0, 22: 2, 441: 2}),
}.get(platform.machine(), (set(), {}))


@dataclass(frozen=True, slots=True)
class Idle:
    """The state of a process tree of which no thread computes at the moment.

    Attributes:
        readers: The threads that wait for input, each with the number of times that it went to sleep. When one has
            taken a line and waits again, that number is another.
        unknown: Whether all are asleep, and /proc does not tell for what.
    """

    readers: frozenset[tuple[str, int]] = frozenset()
    unknown: bool = False


def descendants(root: int) -> list[int]:
    """Return the processes below this one, without itself and without those that end meanwhile."""
    processes: list[int] = []
    pending = [root]
    while pending:
        pid = pending.pop()
        try:
            for thread in os.listdir(f"/proc/{pid}/task"):
                children = _read(f"/proc/{pid}/task/{thread}/children").split()
                pending += map(int, children)
                processes += map(int, children)
        except OSError:
            continue
    return processes


def interrupt(root: int) -> None:
    """Send SIGINT to all processes below this one, as Ctrl+C at a terminal does."""
    handles: dict[int, int] = {}
    try:
        for pid in descendants(root):
            with contextlib.suppress(OSError):
                handles[pid] = os.pidfd_open(pid)
        # A number that belongs to one of them still, after it was opened, has not gone to a process of somebody else.
        for pid in descendants(root):
            if pid in handles:
                with contextlib.suppress(OSError):
                    signal.pidfd_send_signal(handles[pid], signal.SIGINT)
    finally:
        for handle in handles.values():
            os.close(handle)


def memory(pids: list[int], enough: int) -> int:
    """Return the bytes of memory that these processes hold together, page tables included.

    Resident sizes are fast to read, but count shared pages once for each process. So the exact and slower
    proportional sizes are read only when the sum of the former is above `enough`.
    """
    sizes = [_resident_and_tables(pid) for pid in pids]
    if sum(map(sum, sizes)) <= enough:
        return sum(map(sum, sizes))
    return sum(
        _proportional(pid, resident) + tables
        for pid, (resident, tables) in zip(pids, sizes, strict=True)
    )


def _resident_and_tables(pid: int) -> tuple[int, int]:
    """Return the resident size and the page tables of a process, in bytes.

    A process whose first thread has ended shows them under its other threads alone.
    """
    for path in _of_living_threads(pid, "status"):
        try:
            status = _read(path)
        except OSError:
            continue
        resident, tables = _RESIDENT.search(status), _TABLES.search(status)
        if resident:
            return int(resident[1]) * 1024, int(tables[1]) * 1024 if tables else 0
    return 0, 0


def _of_living_threads(pid: int, name: str) -> Iterator[str]:
    """Yield the path of a file of a process, then of the same file of each of its threads."""
    yield f"/proc/{pid}/{name}"
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return
    yield from (f"/proc/{pid}/task/{thread}/{name}" for thread in threads)


def _proportional(pid: int, resident: int) -> int:
    try:
        for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return resident
    return resident


def processor_time(pid: int) -> float:
    """Return the seconds of processor time that all threads of a process have used; 0 if it is gone."""
    try:
        fields = _after_name(_read(f"/proc/{pid}/stat")).split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def kill_first_when_out_of_memory(pid: int) -> None:
    """Let the kernel kill this process, and those it starts, before all others if the machine's memory runs out.

    Raises:
        OSError: If it is gone.
    """
    fd = os.open(f"/proc/{pid}/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(fd, b"1000")
    finally:
        os.close(fd)


def kernel_kills() -> int:
    """Return how many processes the kernel has killed because there was no memory left; 0 if it does not tell."""
    try:
        killed = _KERNEL_KILLS.search(_read("/proc/vmstat"))
    except OSError:
        return 0
    return int(killed[1]) if killed else 0


def memory_left() -> tuple[int, int]:
    """Return the bytes of memory that this machine can still give out, and those it has in all.

    Both are very large where the kernel does not tell.
    """
    try:
        content = _read("/proc/meminfo")
    except OSError:
        return _UNKNOWN, _UNKNOWN
    left, total = _LEFT.search(content), _TOTAL.search(content)
    return (int(left[1]) * 1024, int(total[1]) * 1024) if left and total else (_UNKNOWN, _UNKNOWN)


def idle(pids: list[int], source: int) -> Idle | None:
    """Return the threads that wait for input, or None if any thread computes.

    Args:
        pids: The processes to look at.
        source: The device number of the terminal that input comes from, or the inode number of the pipe.
    """
    readers: set[tuple[str, int]] = set()
    readable = True
    for pid in pids:
        try:
            for thread in os.listdir(f"/proc/{pid}/task"):
                state = _state(pid, thread)
                if state in "RD":
                    return None
                if state not in "SI":
                    continue
                try:
                    if _reads(pid, thread, source):
                        readers.add((thread, _sleeps(pid, thread)))
                except PermissionError:
                    readable = False
        except OSError:
            continue
    return Idle(frozenset(readers), unknown=not readers and not (readable and _READ_CALLS))


def _sleeps(pid: int, thread: str) -> int:
    """Return the number of voluntary context switches of a thread."""
    match = _SLEEPS.search(_read(f"/proc/{pid}/task/{thread}/status"))
    return int(match[1]) if match else 0


def _state(pid: int, thread: str) -> str:
    """Return the state of a thread, as the letter that `ps` shows."""
    return chr(_after_name(_read(f"/proc/{pid}/task/{thread}/stat"))[0])


def _after_name(stat: bytes) -> bytes:
    """Return the fields of a stat file from the state on; the name before may hold spaces and parentheses."""
    return stat[stat.rindex(b")") + 2 :]


def _reads(pid: int, thread: str, source: int) -> bool:
    """Return whether a sleeping thread waits for input: of this source, or of any of a set of descriptors.

    Raises:
        PermissionError: If the kernel does not tell in which system call it is.
    """
    words = _read(f"/proc/{pid}/task/{thread}/syscall").split()
    if len(words) < 4:
        return False
    call = int(words[0])
    if call in _READ_CALLS:
        found = os.stat(f"/proc/{pid}/fd/{int(words[1], 16)}")
        return (found.st_rdev or found.st_ino) == source
    if call in _POLL_CALLS:
        # To wait for no descriptors is a way to sleep.
        return int(words[1 + _POLL_CALLS[call]], 16) & 0xFFFFFFFF > 0
    return False


def _read(path: str) -> bytes:
    """Read a file of /proc, without the layers of a file object: it happens thousands of times a build."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        content = b""
        while more := os.read(fd, _PAGE):  # the kernel gives out no more than a page at a time
            content += more
        return content
    finally:
        os.close(fd)
