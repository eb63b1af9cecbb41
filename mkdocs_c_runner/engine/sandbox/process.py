"""Starts processes. No other file does.

bwrap is started with an empty environment, since programs in the sandbox could read it through /proc/1/environ; and
in a session of its own, so that a Ctrl-C meant for the build does not reach it first. A pipe that breaks because the
build has died does not end it: it goes on until process 1 of the sandbox can end everything.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

# For root the kernel enforces no limit on processes, and root's sandboxes would own every file of the host. So they
# belong to this user, who owns nothing and has no account.
UNPRIVILEGED_ID = 60_117

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Completed:
    """The outcome of a trusted command."""

    returncode: int
    stdout: bytes
    stderr: str


def capture(
    argv: Sequence[str],
    pass_fds: Sequence[int] = (),
    *,
    unprivileged: bool = True,
    timeout: float = 60,
) -> Completed:
    """Run a trusted command to its end.

    Args:
        argv: The command.
        pass_fds: The file descriptors that it inherits.
        unprivileged: Whether root gives up its rights for it.
        timeout: Seconds that it may take.

    Raises:
        OSError: If it cannot be started, or takes longer than `timeout` seconds.
    """
    pipe = subprocess.PIPE
    with spawn(argv, pass_fds, pipe, pipe, unprivileged=unprivileged) as process:
        try:
            stdout, stderr = process.communicate(timeout=timeout)
        except BaseException as error:
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
    unprivileged: bool = True,
) -> Process:
    """Start a command unprivileged, with an empty environment, in its own session.

    Raises:
        OSError: If root may not give up its rights here, or the command cannot be executed.
    """
    options: dict[str, Any] = {}
    rights: AbstractContextManager[None] = nullcontext()
    if unprivileged and os.geteuid() == 0:
        from . import drop_root as credentials  # noqa: PLC0415 - ctypes, for root alone

        if credentials.SUPPORTED:
            rights = credentials.unprivileged(UNPRIVILEGED_ID)
        else:
            options = {"user": UNPRIVILEGED_ID, "group": UNPRIVILEGED_ID, "extra_groups": []}
    with rights:
        return subprocess.Popen(  # noqa: S603 - the arguments are ours
            argv,
            env={},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            pass_fds=pass_fds,
            start_new_session=True,
            restore_signals=False,  # Python ignores SIGPIPE
            **options,
        )


def wait(process: Process, seconds: float) -> None:
    """Wait until a process has ended, but no longer than these seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
