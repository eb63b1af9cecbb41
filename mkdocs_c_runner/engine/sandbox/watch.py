"""The limits of a command that are watched from outside: output, clock, processor time and memory.

The kernel holds the other limits; `order.py` sets them. The clock is an argument and the readings come from one
object, so that each rule can be tested without a sandbox.
"""

from __future__ import annotations

import os
from typing import Protocol

from ..job import MEBIBYTE, Limits
from ..result import LimitName
from . import proc
from .box import KILL_GRACE, SETUP_TIME
from .lifecycle import Lifecycle

# Seconds between two measurements, at least and at most. Each reads some files of /proc for every process.
MEASURING_INTERVAL, _LONGEST_INTERVAL = 0.02, 0.2

# Bytes that a processor can hand out in a second: the kernel clears each page first. So as long as little memory is
# held, there is nothing to find for a while.
_CLEARED = 8 * 1024 * MEBIBYTE

# Bytes of memory that the machine must keep.
_RESERVE = 256 * MEBIBYTE


class Readings(Protocol):
    """The readings that limits are compared with; the module `proc` takes them from the kernel."""

    def memory(self, pids: list[int], enough: int, /) -> int:
        """Return the bytes that these processes hold together; exact only above `enough`."""
        ...

    def processor_time(self, pid: int, /) -> float:
        """Return the seconds of processor time that a process has used."""
        ...

    def memory_left(self) -> tuple[int, int]:
        """Return the bytes of memory that the machine can still give out, and those it has in all."""
        ...


class Watch:
    """The limits of a command, compared with what it has used.

    Args:
        limits: The limits of the command.
        now: The time in seconds; the sandbox must start the command within `SETUP_TIME` from then.
        in_group: Whether a control group limits its memory, which then needs no watching.
        readings: The source of measurements.
        processors: The number of processors of the machine.

    Attributes:
        granted: Seconds that do not count: the command has waited for somebody.
    """

    def __init__(
        self,
        limits: Limits,
        now: float,
        *,
        in_group: bool,
        readings: Readings = proc,
        processors: int | None = None,
    ) -> None:
        self._limits = limits
        self._created_at = now
        self._in_group = in_group
        self._readings = readings
        self._processors = processors or os.cpu_count() or 1
        left, total = readings.memory_left()
        self._memory_left_at_start = left
        self._measured_at: float | None = None
        self._interval = self._time_to_take(min(limits.memory, left - _reserve(total)))
        self.granted = 0.0

    def deadline(self, life: Lifecycle) -> float:
        """Return the time until which the next stage of the command's life must be reached."""
        if life.emptied_at is not None:
            # Nothing of the command is left, so the pipes close at once, unless another process of ours was forked
            # meanwhile and holds them.
            return life.emptied_at + KILL_GRACE
        if life.started_at is not None:
            return life.started_at + self._limits.wall_time + self.granted
        return self._created_at + SETUP_TIME

    def exceeded(self, life: Lifecycle, output: int, now: float) -> LimitName | None:
        """Return the limit that is exceeded, of those that cost nothing to watch.

        Args:
            life: The life of the command so far.
            output: The bytes that were printed.
            now: The time in seconds.
        """
        if output > self._limits.output:
            return "output"
        # When the command itself has ended in time, its children are killed at the deadline, and that is no failure.
        if life.ended_at is None and now >= self.deadline(life):
            return "wall_time"
        return None

    def is_due(self, life: Lifecycle, now: float) -> bool:
        """Return whether it is time for a measurement, and one could find something."""
        if not life.is_running or now < self._next(life):
            return False
        return not self._in_group or self._may_have_computed_enough(life, now)

    def pause(self, life: Lifecycle, now: float) -> float:
        """Return the seconds until it is time for a measurement."""
        return max(0.0, self._next(life) - now) or MEASURING_INTERVAL

    def measure(self, processes: list[int], life: Lifecycle, now: float) -> LimitName | None:
        """Return the limit that these processes exceed, if any: those of memory and of processor time."""
        self._measured_at = now
        if not self._in_group and self._holds_too_much(processes):
            return "memory"
        if self._may_have_computed_enough(life, now):
            # A limit for each process, as the kernel's own is. (Why that one is not used, `order.py` says.)
            times = [self._readings.processor_time(pid) for pid in processes]
            if max(times, default=0.0) >= self._limits.cpu_time:
                return "cpu_time"
        return None

    def _next(self, life: Lifecycle) -> float:
        """Return the time of the next measurement."""
        begun = life.started_at or 0.0
        last = begun if self._measured_at is None else self._measured_at
        computed = begun + self._limits.cpu_time / self._processors
        return min(last + self._interval, max(last + MEASURING_INTERVAL, computed))

    def _time_to_take(self, free: int) -> float:
        """Return an interval in which all processors together cannot hand out so many bytes."""
        seconds = free / (_CLEARED * self._processors)
        return min(max(seconds, MEASURING_INTERVAL), _LONGEST_INTERVAL)

    def _may_have_computed_enough(self, life: Lifecycle, now: float) -> bool:
        """Return whether one process can have reached the limit of processor time: by all processors, all the time."""
        seconds = now - (life.started_at or now)
        return seconds * self._processors >= self._limits.cpu_time

    def _holds_too_much(self, processes: list[int]) -> bool:
        """Return whether these processes hold too much memory, or have hidden so much that the machine has none left.

        Buffers of sockets, and pages that are shared and not mapped, belong to no process.
        """
        memory = self._readings.memory(processes, self._limits.memory)
        left, total = self._readings.memory_left()
        reserve = _reserve(total)
        self._interval = self._time_to_take(min(self._limits.memory - memory, left - reserve))
        # Memory that others took before is no reason to end this command.
        is_starved = left < min(reserve, self._memory_left_at_start - _RESERVE)
        return memory > self._limits.memory or is_starved


def _reserve(total: int) -> int:
    """Return the bytes that a machine with so many must keep."""
    return max(_RESERVE, total // 20)
