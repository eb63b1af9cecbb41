"""Watches one command in a sandbox from its start until nothing of it is left.

One loop does everything. Its parts can be understood and tested alone: `streams` carries bytes, `lifecycle` reads the
report of process 1, `watch` compares with the limits, and `typist` plays the user at the keyboard.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass

from ..result import LimitName, Measured, Segment, Stage
from . import proc
from .box import KILL_GRACE, Box
from .kernel_kills import KernelKills
from .lifecycle import Lifecycle
from .policy import Command
from .streams import Streams
from .typist import Typist
from .watch import MEASURING_INTERVAL, Watch

# The status of a shell whose last command SIGKILL has ended.
_BY_SIGKILL = 128 + 9

_KERNEL_KILLS = KernelKills()


@dataclass(frozen=True, slots=True)
class Monitored:
    """The outcome of a command that ran in a sandbox.

    Attributes:
        started: Whether process 1 began with it.
        emptied: Whether nothing of it is left in its sandbox, which may serve again.
        died: Whether the sandbox, or a process in it, was killed from outside, and neither by us nor by a limit: then
            the stage says nothing of the command.
        failure: The error number with which the command could not be executed, or None.
        stage: How the command ended and what it printed.
        measured: What it used.
        artifact: The file that it had to make.
    """

    started: bool
    emptied: bool
    died: bool
    failure: int | None
    stage: Stage
    measured: Measured
    artifact: bytes


@dataclass(slots=True)
class _End:
    """Why and when a sandbox had to be killed.

    Attributes:
        limit_hit: The limit that was exceeded, or None.
        killed_at: The time of the kill in seconds, or None.
        is_by_us: Whether we killed it while it may have lived.
    """

    limit_hit: LimitName | None = None
    killed_at: float | None = None
    is_by_us: bool = False


def monitor(box: Box, order: int, command: Command) -> Monitored:
    """Have a command executed, and wait until nothing of it is left, or kill its sandbox.

    Args:
        box: A live sandbox.
        order: The descriptor of a file that holds the order for process 1.
        command: The command, for its input.
    """
    with contextlib.closing(
        Streams(command.stdin, command.stdio, box.limits.output, command.live, command.partner)
    ) as streams:
        life, end = Lifecycle(), _End()
        watch = Watch(box.limits, time.monotonic(), in_group=box.group is not None)
        # If this fails the sandbox has died. Then all streams end at once, and nothing has started.
        with contextlib.suppress(OSError):
            box.send(order, streams.sandbox_ends)
        streams.close_sandbox_ends()
        try:
            _wait(box, streams, life, watch, end, command)
            end.is_by_us = end.killed_at is not None
        finally:
            # Also after Ctrl-C or any error: no command goes on when nobody watches it.
            if life.emptied_at is None:
                end.killed_at = end.killed_at or time.monotonic()
                box.kill()
        return _outcome(box, streams, life, end, command)


def _wait(
    box: Box, streams: Streams, life: Lifecycle, watch: Watch, end: _End, command: Command
) -> None:
    """Pass bytes on until every stream has ended; kill the sandbox as soon as a limit is exceeded."""
    patience = command.live.patience if command.live else 0.0
    serves = box.policy.reusable or command.is_followed or command.keeps
    typist = Typist(streams.keyboard, streams.transcript) if streams.keyboard else None
    now = time.monotonic()
    while streams.is_open:
        # After a kill the streams end when the kernel has ended the last process. A process that was forked from
        # the build meanwhile may hold them open, so this must not wait for ever.
        if end.killed_at is not None and now > end.killed_at + KILL_GRACE:
            return
        was_running = life.is_running
        is_unseen = end.killed_at is None and _is_unseen(streams, life, serves=serves)
        seconds = 0.0 if is_unseen else _patience(life, watch, typist, end, now)
        happened, printed = streams.transfer(seconds)
        now = time.monotonic()
        life.read(report := streams.take_report(), now)
        if typist and (printed or not was_running):
            typist.notice_activity(now)
        if end.killed_at is not None:
            continue  # what was printed before the kill is still read
        if streams.typed and typist:
            streams.typed.count(now, is_reading=typist.sees_reader and not happened)
            watch.granted = min(streams.typed.waited, patience)
        end.limit_hit = _exceeded(streams, life, watch, now)
        if end.limit_hit is None and life.is_running and not is_unseen:
            # Only a program that has printed nothing just now can be waiting for input.
            end.limit_hit = _look(box, life, watch, None if happened else typist, now)
        # The report of a sandbox that was killed ended before its outputs did. So only a look after these have ended
        # that finds nothing new tells that it lives.
        is_over = is_unseen and streams.may_report and not report
        if end.limit_hit or streams.is_stopped or is_over or now >= watch.deadline(life):
            end.killed_at = now
            box.kill()
            if streams.is_stopped:
                # Nothing of it runs any more. To bury many processes takes the kernel a while, and somebody waits.
                streams.take_rest()
                return


def _patience(life: Lifecycle, watch: Watch, typist: Typist | None, end: _End, now: float) -> float:
    """Return the seconds until something must be done although no stream is ready."""
    if end.killed_at is not None:
        return MEASURING_INTERVAL
    seconds_left = watch.deadline(life) - now
    if not life.is_running:
        return seconds_left
    return min(seconds_left, typist.next_pause() if typist else watch.pause(life, now))


def _exceeded(streams: Streams, life: Lifecycle, watch: Watch, now: float) -> LimitName | None:
    """Return the limit that is exceeded, of those that cost nothing to watch."""
    if streams.is_artifact_too_large:
        return "output"
    return watch.exceeded(life, streams.transcript.size, now)


def _look(
    box: Box, life: Lifecycle, watch: Watch, typist: Typist | None, now: float
) -> LimitName | None:
    """Look at the processes if there is a reason: return the limit that they exceed, or type if one waits for it."""
    is_due = watch.is_due(life, now)
    if not is_due and not typist:
        return None
    processes = proc.descendants(box.init)
    limit_hit = watch.measure(processes, life, now) if is_due else None
    if limit_hit is None and typist and typist.type_if_wanted(processes, now):
        proc.interrupt(box.init)
    return limit_hit


def _is_unseen(streams: Streams, life: Lifecycle, *, serves: bool) -> bool:
    """Return whether the command has ended, and nothing that it has left can be seen any more.

    A process that is left then is a daemon. In a sandbox that is used again, process 1 kills it; here we do. If there
    is no report any more, there is no sandbox either.

    Args:
        streams: What passes between the command and us.
        life: The life of the command so far.
        serves: Whether the sandbox may serve for another command.
    """
    has_closed = streams.may_report and not streams.may_print
    return life.ended_at is not None and not serves and has_closed


def _outcome(box: Box, streams: Streams, life: Lifecycle, end: _End, command: Command) -> Monitored:
    keep, is_seen = box.limits.truncate, command.is_seen
    segments, total = streams.transcript.segments(keep, is_seen=is_seen)
    limit_hit, died = end.limit_hit, not life.is_told_whole and not end.is_by_us
    is_killed = died or life.signal == "SIGKILL" or life.exit_code == _BY_SIGKILL
    if is_killed and limit_hit is None:
        if box.group and box.group.was_exhausted():
            limit_hit = "memory"
        begin = life.started_at or 0.0
        died = limit_hit is None and (died or _KERNEL_KILLS.may_have_been_since(begin))
    has_reported = life.exit_code is not None or life.signal is not None
    signal = life.signal if has_reported else "SIGKILL"
    return Monitored(
        started=life.started_at is not None,
        emptied=life.emptied_at is not None and end.killed_at is None,
        died=died,
        failure=life.failure,
        stage=Stage(
            exit_code=None if limit_hit else life.exit_code,
            signal=None if limit_hit else signal,
            limit_hit=limit_hit,
            segments=segments,
            total_chars=total,
            truncated=total > sum(_characters(segment) for segment in segments),
        ),
        measured=life.measured(end.killed_at),
        artifact=bytes(streams.artifact),
    )


def _characters(segment: Segment) -> int:
    """Return the number of characters that were printed; typed ones are not counted."""
    if segment.stream == "stdin":
        return 0
    return len(segment.text.decode(errors="surrogateescape"))
