"""Tells whether a compiler, or a program that it started, was killed from outside.

Compilers are drivers: they start other programs, and say in a message which of them a signal has ended. An author can
have such a message printed, too. Then the block is not run, as any other block with an error.
"""

from __future__ import annotations

import re
import signal

from ..result import Stage

# Signals that no compiler brings upon itself, with their names in messages.
_FOREIGN = {
    signal.SIGHUP: "Hangup",
    signal.SIGINT: "Interrupt",
    signal.SIGQUIT: "Quit",
    signal.SIGKILL: "Killed",
    signal.SIGUSR1: "User defined signal 1",
    signal.SIGUSR2: "User defined signal 2",
    signal.SIGALRM: "Alarm clock",
    signal.SIGTERM: "Terminated",
}

# A shell says by a status from here on which signal has ended its command.
_BY_SIGNAL = 128

_NAMES = "|".join(_FOREIGN.values())
_NUMBERS = "|".join(str(number.value) for number in _FOREIGN)
_PROGRAM = r"[\w./+-]++"

# In turn: gcc, also before version 8; the linker's driver and the one of link time optimization; clang.
_MESSAGE = re.compile(
    rf"^{_PROGRAM}: fatal error: (?:{_NAMES}) signal terminated program {_PROGRAM}$"
    rf"|^{_PROGRAM}: internal compiler error: (?:{_NAMES}) \(program {_PROGRAM}\)$"
    rf"|^{_PROGRAM}: fatal error: {_PROGRAM} terminated with signal (?:{_NUMBERS}) \["
    rf"|^{_PROGRAM}: error: unable to execute command: (?:{_NAMES})$".encode(),
    re.MULTILINE,
)


def was_killed_in_shell(status: int) -> bool:
    """Return whether a shell says by its status that its command was killed from outside."""
    return status - _BY_SIGNAL in _FOREIGN


def was_killed(stage: Stage) -> bool:
    """Return whether somebody else than a compiler itself, or a limit, has ended it."""
    if stage.succeeded or stage.limit_hit is not None:
        return False
    if stage.signal is not None:
        return any(stage.signal == number.name for number in _FOREIGN)
    if was_killed_in_shell(stage.exit_code or 0):
        return True
    return _MESSAGE.search(stage.text("stderr")) is not None
