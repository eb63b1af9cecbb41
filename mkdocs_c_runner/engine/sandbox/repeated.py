"""Executes each command once in a build: a block, the same one run again, and a session compile one program.

Only for commands whose outcome is decided by what they are given, such as those of compilers.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future

from ..job import MEBIBYTE, Limits
from .policy import Command, Execution, Sandbox, SandboxPolicy

# The bytes of the files of commands that are remembered, and of what they made.
_MOST = 32 * MEBIBYTE

_Key = tuple[Command, SandboxPolicy, Limits]
# The outcome, once there is one; None if there is none.
_Outcome = Future[Execution | None]


class Repeated:
    """Executes commands, and remembers the outcomes of the last ones. Several threads may call it.

    Args:
        sandbox: Where they are executed.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._outcomes: OrderedDict[_Key, _Outcome] = OrderedDict()
        self._size = 0

    def forget(self) -> None:
        """Forget all outcomes."""
        with self._lock:
            self._outcomes.clear()
            self._size = 0

    def run(self, command: Command, policy: SandboxPolicy, limits: Limits) -> Execution:
        """Execute a command, unless the same one was executed or is just being; see `Sandbox.run`."""
        key = (command, policy, limits)
        with self._lock:
            known = self._outcomes.get(key)
            if known is None:
                ours = self._outcomes[key] = Future()
        if known is None:
            return self._executed(key, ours)
        # The other one may have had to wait, or the machine failed: that is no matter of what a command is given.
        outcome = known.result()
        if outcome is None or outcome.stage.limit_hit:
            return self._sandbox.run(command, policy, limits)
        return outcome

    def _executed(self, key: _Key, ours: _Outcome) -> Execution:
        """Execute a command for all that wait for its outcome."""
        try:
            outcome = self._sandbox.run(*key)
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
                return  # another build has begun
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
