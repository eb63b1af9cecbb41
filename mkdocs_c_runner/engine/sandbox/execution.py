"""The outcome of a command, also of one that could not be executed."""

from __future__ import annotations

import errno
import os

from ..result import Segment, Stage, Stream
from .monitor import Monitored
from .policy import Command, Execution


def execution(done: Monitored, command: Command) -> Execution:
    """Return the outcome of a command."""
    if done.failure is None:
        return Execution(done.stage, done.measured, done.artifact)
    stage = _not_executed(command, done.failure)
    if command.live:
        command.live.output("stderr", stage.text())
    return Execution(stage)


def _not_executed(command: Command, error: int) -> Stage:
    """Return what a shell makes of a program that cannot be executed: a message and a status."""
    message = f"{command.argv[0]}: {os.strerror(error)}\n".encode()
    status = 127 if error == errno.ENOENT else 126
    stream: Stream = "terminal" if command.stdio == "terminal" else "stderr"
    return Stage(status, segments=(Segment(stream, message),), total_chars=len(message))
