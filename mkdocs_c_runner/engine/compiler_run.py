"""Runs a compiler, and takes no answer from one that was killed: that says nothing of the program."""

from __future__ import annotations

from collections.abc import Callable

from .cures import killed
from .job import Limits
from .sandbox.policy import Command, Execution, Sandbox, SandboxPolicy
from .toolchain.killed import was_killed


def run_compiler(
    sandbox: Sandbox, command: Command, policy: SandboxPolicy, limits: Limits
) -> Execution:
    """Execute the command of a compiler, again if it was killed.

    Args:
        sandbox: Where compilers run.
        command: The command.
        policy: Its rules.
        limits: Its limits.

    Raises:
        EngineError: If it was killed twice, or the machine cannot execute it.
    """
    return unless_killed(command, lambda: sandbox.run(command, policy, limits))


def unless_killed(command: Command, execute: Callable[[], Execution]) -> Execution:
    """Return what a compiler answers, which is asked again if it was killed.

    Args:
        command: Its command, which somebody may stop.
        execute: Asks it.

    Raises:
        EngineError: If it was killed twice.
    """
    for _ in range(2):
        done = execute()
        is_stopped = command.partner is not None and command.partner.is_stopped
        if is_stopped or not was_killed(done.stage):
            return done
    raise killed()
