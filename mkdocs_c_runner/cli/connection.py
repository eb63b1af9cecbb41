"""Connects a program in the sandbox with the terminal or the pipes that this process has."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import NoReturn

from ..engine.job import Job
from ..engine.native import NativeExecutor
from ..engine.result import Result, Stage, Stream
from ..engine.sandbox.live import Live

# Seconds that a person may sit before a program that waits: the limit of processor time still ends one that computes.
_A_DAY = 86_400.0

_IFLAG, _LFLAG, _CC = 0, 3, 6
_OFF = b"\0"


def converse(job: Job, compiled: Callable[[Stage], None], *, patient: bool) -> Result:
    """Compile a job and run it with the standard streams of this process.

    Args:
        job: The job.
        compiled: Is called with the end of the compile stage before the program starts.
        patient: Whether time does not count while a person sits at the terminal.

    Raises:
        EngineError: If the machine, not the program, fails.
        BrokenPipeError: If nobody reads the output any more; then the program has been ended.
        KeyboardInterrupt: After Ctrl+C; then the program has been ended.
    """
    source = _descriptor_of_input()
    typed, shown, complained = os.isatty(source), os.isatty(1), os.isatty(2)
    if typed and patient:
        job = replace(job, run_limits=replace(job.run_limits, wall_time=_A_DAY))
    live = Live(source, _write, (typed and shown, shown, shown and complained))
    with _keys(source) if typed and shown else nullcontext():
        return NativeExecutor().converse(job, live, compiled)


def _descriptor_of_input() -> int:
    try:
        return sys.stdin.fileno()
    except (AttributeError, io.UnsupportedOperation):
        return os.open(os.devnull, os.O_RDONLY)


def _write(stream: Stream, data: bytes) -> None:
    """Pass output on at once."""
    to = sys.stderr if stream == "stderr" else sys.stdout
    if to is None:
        return
    while True:
        try:
            to.buffer.write(data)
            to.buffer.flush()
        except BlockingIOError as error:  # somebody made the pipe non-blocking
            data = data[error.characters_written :]
            select.select([], [to.fileno()], [])
        else:
            return


@contextmanager
def _keys(terminal: int) -> Iterator[None]:
    """Let each key through to the terminal in the sandbox, which edits lines and echoes; Ctrl+C alone is for us."""
    before = termios.tcgetattr(terminal)
    mode = termios.tcgetattr(terminal)
    mode[_IFLAG] &= ~termios.ICRNL
    mode[_LFLAG] &= ~(termios.ICANON | termios.ECHO)
    mode[_CC][termios.VMIN], mode[_CC][termios.VTIME] = 1, 0
    mode[_CC][termios.VSUSP] = mode[_CC][termios.VQUIT] = _OFF
    handlers = {number: signal.signal(number, _end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, mode)
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _end(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)
