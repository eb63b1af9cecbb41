"""Starts processes. No other file does.

bwrap is started with an empty environment, since programs in the sandbox could read it through /proc/1/environ; and
in a session of its own, so that a Ctrl-C meant for the build does not reach it first. A pipe that breaks because the
build has died does not end it: it goes on until process 1 of the sandbox can end everything.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

Process = subprocess.Popen[bytes]

# The mask that files of a sandbox are made with, whatever that of the build is: programs can see it.
_UMASK = 0o022

# Seconds in which a command that is no longer wanted may end by itself.
_GRACE = 5.0

# The status of a process that SIGKILL or SIGTERM has ended, and of a shell or bwrap whose command was. Not every system
# that imports this file has both names.
_KILLED = {status for number in (9, 15) for status in (-number, 128 + number)}


@dataclass(frozen=True, slots=True)
class Completed:
    """The outcome of a trusted command."""

    returncode: int
    stdout: bytes
    stderr: str

    @property
    def was_killed(self) -> bool:
        """Whether it, or the command that it executed for us, was killed from outside."""
        return self.returncode in _KILLED


def capture(
    argv: Sequence[str],
    pass_fds: Sequence[int] = (),
    *,
    user: int | None = None,
    timeout: float = 60,
) -> Completed:
    """Run a trusted command to its end. Its standard input ends, without a byte, when it is no longer wanted.

    Args:
        argv: The command.
        pass_fds: The file descriptors that it inherits.
        user: The user that it belongs to if we are root, or None for ours.
        timeout: Seconds that it may take.

    Raises:
        OSError: If it cannot be started, or takes longer than `timeout` seconds.
    """
    pipe = subprocess.PIPE
    stdin, lifeline = os.pipe()
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, lifeline)
        try:
            process = spawn(argv, pass_fds, pipe, pipe, stdin=stdin, user=user)
        finally:
            os.close(stdin)
        with process:
            try:
                stdout, stderr = process.communicate(timeout=timeout)
            except BaseException as error:
                stack.close()
                wait(process, _GRACE)
                process.kill()
                if isinstance(error, subprocess.TimeoutExpired):
                    raise TimeoutError(f"no end after {timeout} seconds") from None
                raise
    return Completed(process.returncode, stdout, stderr.decode(errors="replace"))


def spawn(
    argv: Sequence[str],
    pass_fds: Sequence[int],
    stdout: int,
    stderr: int,
    *,
    stdin: int = subprocess.DEVNULL,
    user: int | None = None,
) -> Process:
    """Start a command with an empty environment, in its own session.

    Args:
        argv: The command.
        pass_fds: The file descriptors that it inherits.
        stdout: The descriptor of its standard output.
        stderr: The descriptor of its standard error.
        stdin: The descriptor of its standard input.
        user: The user for whom root gives up its rights, or None to start it as we are.

    Raises:
        OSError: If root may not give up its rights here, or the command cannot be executed.
    """
    # Long by the arguments of one call, which belong together.
    options: dict[str, Any] = {}
    rights: AbstractContextManager[None] = nullcontext()
    if user is not None:
        from . import drop_root as credentials  # noqa: PLC0415 - ctypes, for root alone

        if credentials.SUPPORTED:
            rights = credentials.unprivileged(user)
        else:
            options = {"user": user, "group": user, "extra_groups": []}
    with rights:
        return subprocess.Popen(  # noqa: S603 - the arguments are ours
            argv,
            env={},
            cwd="/",
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=pass_fds,
            start_new_session=True,
            restore_signals=False,  # Python ignores SIGPIPE
            umask=_UMASK,
            **options,
        )


def converse(argv: Sequence[str], pass_fds: Sequence[int] = ()) -> Process:
    """Start a program of our own, outside of the sandbox, to be spoken with through pipes.

    It keeps the environment, in which some systems name the libraries of the interpreter.

    Args:
        argv: The command.
        pass_fds: The file descriptors that it inherits.

    Raises:
        OSError: If it cannot be started.
    """
    return subprocess.Popen(  # noqa: S603 - the arguments are ours
        argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=pass_fds,
        start_new_session=True,
    )


def fork() -> int:
    """Fork this process, which has no other threads, and return what `os.fork` returns."""
    return os.fork()


def wait(process: Process, seconds: float) -> None:
    """Wait until a process has ended, but no longer than these seconds."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
