"""Executes each command once in a build: a block, the same one run again, and a session compile one program.

Only for commands whose outcome is decided by what they are given, such as those of compilers.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future

from ..job import MEBIBYTE, Limits
from .policy import Command, Execution, SandboxPolicy

# The bytes of the files of commands that are remembered, and of what they made.
_MOST = 8 * MEBIBYTE

_Key = tuple[Command, SandboxPolicy, Limits]
# The outcome, once there is one; None if there is none.
_Outcome = Future[Execution | None]


class Repeated:
    """Remembers the outcomes of the last commands. Several threads may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._outcomes: OrderedDict[_Key, _Outcome] = OrderedDict()
        self._size = 0

    def run(
        self,
        command: Command,
        policy: SandboxPolicy,
        limits: Limits,
        execute: Callable[[], Execution],
    ) -> Execution:
        """Return the outcome of a command, which is executed unless the same one was or is just being.

        Args:
            command: The command.
            policy: Its rules.
            limits: Its limits.
            execute: Executes it.

        Raises:
            EngineError: If the machine, not the command, fails.
        """
        key = (command, policy, limits)
        with self._lock:
            known = self._outcomes.get(key)
            if known is None:
                ours = self._outcomes[key] = Future()
        if known is None:
            return self._executed(key, ours, execute)
        # The other one may have had to wait, or the machine failed: that is no matter of what a command is given.
        outcome = known.result()
        if outcome is None or outcome.stage.limit_hit:
            return execute()
        return outcome

    def _executed(self, key: _Key, ours: _Outcome, execute: Callable[[], Execution]) -> Execution:
        """Execute a command for all that wait for its outcome."""
        try:
            outcome = execute()
        except BaseException:
            self._drop(key)
            ours.set_result(None)
            raise
        ours.set_result(outcome)
        if outcome.stage.limit_hit:
            self._drop(key)
        else:
            self._count(key, ours)
        return outcome

    def _drop(self, key: _Key) -> None:
        with self._lock:
            self._outcomes.pop(key, None)

    def _count(self, key: _Key, ours: _Outcome) -> None:
        """Count an outcome, and forget the oldest ones if all are too large together."""
        with self._lock:
            if self._outcomes.get(key) is not ours:
                return
            self._size += _size(key[0], ours.result())
            while self._size > _MOST:
                (command, *_), oldest = next(iter(self._outcomes.items()))
                if not oldest.done():
                    return
                self._outcomes.popitem(last=False)
                self._size -= _size(command, oldest.result())


def _size(command: Command, outcome: Execution | None) -> int:
    """Return about how many bytes a command and its outcome hold."""
    files = sum(len(file.content) for file in command.files)
    if outcome is None:
        return files
    return files + len(outcome.artifact) + sum(len(part.text) for part in outcome.stage.segments)
