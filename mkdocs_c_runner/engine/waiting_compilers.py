"""Compilers that wait for their programs: when one comes, its compiler has made all its tables.

`sandbox/warm.c` is how they do it: a compiler reads blanks in the place of a source, and finds the source there later.
Two rules make sure that nobody sees a difference. For each command line, the first program is compiled in another way,
too: if a byte differs, such compilers do not wait. And whatever a compiler says of an error is what one has said that
has not waited: the lines of a source that stand beneath a message depend on where it ends.
"""

from __future__ import annotations

import contextlib
import re
import threading
from dataclasses import replace

from .errors import EngineError
from .job import Job, Limits
from .sandbox.policy import Command, Execution, Sandbox, SandboxPolicy
from .toolchain.languages import is_source

# The bytes of the largest source that a compiler waits for, as in `sandbox/warm.c`.
_ROOM = 16384

# A source behind which blanks make a difference.
_NO_BLANKS = re.compile(rb"[^\n]\Z|(?:\\|\?\?/)\s*\Z|\A\xef\xbb\xbf")
# What makes a compiler ask whether a file is one that it has read, which is told by the size.
_ONCE, _IMPORT = re.compile(rb"\bonce\b"), re.compile(rb"\bimport\b")
# One for which a compiler makes tables of its own.
_OWN_TABLES = re.compile(rb"\b_*(?:target|optimize|target_clones)_*\s*[(\"]")

FAILED = 1
"""The status of a compiler that says for itself why a program is wrong. Nobody else has reason to say anything."""


class WaitingCompilers:
    """Compiles with compilers that wait. Several threads may call it.

    Args:
        sandbox: Where compilers run.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._makes_the_same: dict[tuple[str, ...], bool] = {}

    def run(self, command: Command, policy: SandboxPolicy, limits: Limits) -> Execution:
        """Compile a program with compilers that wait, if such have made the same of an earlier one, else with others.

        Args:
            command: The command, with its waiter.
            policy: Its rules.
            limits: Its limits.

        Raises:
            EngineError: If the machine, not the command, fails.
        """
        with self._lock:
            makes_the_same = self._makes_the_same.get(command.argv)
            if makes_the_same is None:  # others go without until it is known
                self._makes_the_same[command.argv] = False
        if makes_the_same:
            done = self._sandbox.run(command, policy, limits)
            if done.stage.exit_code != FAILED:
                return done
        done = self._sandbox.run(replace(command, waiter=""), policy, limits)
        if makes_the_same is None and not done.artifact:  # such a program decides nothing
            self._makes_the_same.pop(command.argv)
        elif makes_the_same is None:
            with contextlib.suppress(EngineError):
                waited = self._sandbox.run(command, policy, limits)
                self._makes_the_same[command.argv] = _shown(waited) == _shown(done)
        return done


def can_take(job: Job) -> bool:
    """Return whether a compiler that waits can take a program."""
    # Such files and directories would be looked for before the compiler waits.
    if any("/" in source.name or ".gch" in source.name for source in job.sources):
        return False
    if any(_IMPORT.search(source.content) for source in job.sources):
        return False
    content = next(source.content for source in job.sources if is_source(source.name))
    if job.artifacts or len(content) > _ROOM:
        return False
    return not any(said.search(content) for said in (_NO_BLANKS, _ONCE, _OWN_TABLES))


def _shown(done: Execution) -> tuple[bytes, int | None, bytes]:
    """Return what a compiler has made, and what it has said."""
    return done.artifact, done.stage.exit_code, done.stage.text()
