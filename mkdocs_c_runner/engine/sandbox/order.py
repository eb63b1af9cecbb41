"""Orders for process 1 of a sandbox: the files, the command with its environment, and the limits, as bytes.

`init.c` says at its top how an order is made up. This is the other end.
"""

from __future__ import annotations

import resource

from ..job import MEBIBYTE, TIME_OF_FILES, Limits
from .policy import Command, SandboxPolicy

_STACK = 8 * MEBIBYTE
_MAX_STACK = 64 * MEBIBYTE

# The kernel counts these two for each user. Since Linux 5.14 it counts them for each sandbox too, so that a limit set
# inside holds for the sandbox alone, and a hundred sandboxes together stay below what a user may have.
_PENDING_SIGNALS = 256
# The user has 800 KiB. Two queues of the usual size take 162 KiB: four sandboxes can have theirs at one time.
_MESSAGE_QUEUES = 192 * 1024

# As `init.c` has it: another order follows, and finds the files of this one, or its programs.
_KEEPS, _WAITS = 2, 3
# As `init.c` has it: the command writes the artifact.
_TELLS = 2


def order(command: Command, policy: SandboxPolicy, limits: Limits) -> bytes:
    """Return the order to execute a command.

    Raises:
        ValueError: If a value holds NUL.
    """
    environment = [f"{name}={value}" for name, value in policy.environment]
    # Where no other command may follow in the sandbox, no program waits for it.
    waiter = command.waiter if policy.reusable else ""
    argvs = (command.argv, *command.then, *([(waiter,)] if waiter else []))
    commands = [(_path(argv[0]), *argv) for argv in argvs]
    ceilings = _ceilings(policy, limits)
    reuse = int(policy.reusable or command.is_followed)
    reuse = _KEEPS if command.keeps else _WAITS if waiter else reuse
    always = _TELLS if command.tells else int(command.always_artifact)
    time = dict(policy.environment).get(TIME_OF_FILES, "")
    parts = [_strings(command.artifact, always, reuse, time, len(command.files))]
    for file in command.files:
        parts += [_strings(file.path, file.mode, len(file.content)), file.content]
    parts += [_strings(len(environment), *environment), _strings(len(commands))]
    parts += [_strings(len(strings), *strings) for strings in (*commands, ceilings)]
    return b"".join(parts)


def _ceilings(policy: SandboxPolicy, limits: Limits) -> list[str]:
    """Return the limits that the kernel holds for each process.

    Two are left to `watch.py`. Processor time: under a limit of the kernel's, `clock()` would go by steps of
    milliseconds. Memory under a sanitizer: it reserves terabytes of addresses and uses few of them.
    """
    ceilings = [
        _ceiling(resource.RLIMIT_FSIZE, limits.file_size),
        _ceiling(resource.RLIMIT_NOFILE, limits.open_files),
        _ceiling(resource.RLIMIT_STACK, _STACK, _MAX_STACK),
        _ceiling(resource.RLIMIT_CORE, 0),
        _ceiling(resource.RLIMIT_MEMLOCK, 0),
        # Signals that wait, and the timers that send them.
        _ceiling(resource.RLIMIT_SIGPENDING, _PENDING_SIGNALS),
        _ceiling(resource.RLIMIT_MSGQUEUE, _MESSAGE_QUEUES),
        # Some systems let their users run before all others.
        _ceiling(resource.RLIMIT_RTPRIO, 0),
        _ceiling(resource.RLIMIT_NICE, 0),
        # Process 1 sets it inside the user namespace, where it counts the sandbox's processes alone.
        _ceiling(resource.RLIMIT_NPROC, limits.processes),
    ]
    if policy.limits_addresses:
        ceilings.append(_ceiling(resource.RLIMIT_AS, limits.memory))
    return ceilings


def _ceiling(number: int, soft: int, hard: int | None = None) -> str:
    """Return a resource limit as `init.c` reads it."""
    hard = soft if hard is None else hard
    # A limit of this process that is lower already cannot be raised again, except by root.
    ours = resource.getrlimit(number)[1]
    if ours != resource.RLIM_INFINITY:
        soft, hard = min(soft, ours), min(hard, ours)
    return f"{number}:{soft}:{hard}"


def _strings(*values: str | int) -> bytes:
    text = "".join([f"{value}\0" for value in values])
    if text.count("\0") != len(values):
        raise ValueError("a value holds NUL, which ends the parts of an order")
    return text.encode()


def _path(name: str) -> str:
    """Return the path of a command in the sandbox."""
    return name if "/" in name else f"/usr/bin/{name}"
