"""Tells whether a compiler, or a program that it started, was killed from outside.

Compilers are drivers: they start other programs, and say in a message which of them a signal has ended. An author can
have such a message printed, too. Then the block is not run, as any other block with an error.
"""

from __future__ import annotations

import re

from ..result import Stage

# Signals of Linux that no compiler brings upon itself: their numbers, and their names in messages.
_FOREIGN = {
    "SIGHUP": (1, "Hangup"),
    "SIGINT": (2, "Interrupt"),
    "SIGQUIT": (3, "Quit"),
    "SIGKILL": (9, "Killed"),
    "SIGUSR1": (10, "User defined signal 1"),
    "SIGUSR2": (12, "User defined signal 2"),
    "SIGALRM": (14, "Alarm clock"),
    "SIGTERM": (15, "Terminated"),
}

# A shell says by a status from here on which signal has ended its command.
_BY_SIGNAL = 128

_NAMES = "|".join(name for _, name in _FOREIGN.values())
_NUMBERS = "|".join(str(number) for number, _ in _FOREIGN.values())
_PROGRAM = r"[\w./+-]++"

# In turn: gcc, also before version 8; the linker's driver and the one of link time optimization; clang.
_MESSAGE = re.compile(
    rf"^{_PROGRAM}: fatal error: (?:{_NAMES}) signal terminated program {_PROGRAM}$"
    rf"|^{_PROGRAM}: internal compiler error: (?:{_NAMES}) \(program {_PROGRAM}\)$"
    rf"|^{_PROGRAM}: fatal error: {_PROGRAM} terminated with signal (?:{_NUMBERS}) \["
    rf"|^{_PROGRAM}: error: unable to execute command: (?:{_NAMES})$".encode(),
    re.MULTILINE,
)


def was_killed(stage: Stage) -> bool:
    """Return whether somebody else than a compiler itself, or a limit, has ended it."""
    if stage.succeeded or stage.limit_hit is not None:
        return False
    if stage.signal is not None:
        return stage.signal in _FOREIGN
    if any(stage.exit_code == _BY_SIGNAL + number for number, _ in _FOREIGN.values()):
        return True
    return _MESSAGE.search(stage.text("stderr")) is not None
