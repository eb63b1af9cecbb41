"""The machine's errors. Each says what happened and, where it is known, what cures it."""

from __future__ import annotations

import sys


class EngineError(Exception):
    """The machine, not the program, failed.

    Attributes:
        reason: What happened, in one sentence.
        cure: What to type or to change, or empty.
    """

    def __init__(self, reason: str, cure: str = "") -> None:
        super().__init__(f"{reason}\n{cure}" if cure else reason)
        self.reason = reason
        self.cure = cure


class CompilerNotFound(EngineError):
    """The compiler of a job is not installed."""


class SandboxUnavailable(EngineError):
    """bubblewrap is missing, or this machine does not let it make a sandbox."""


SYSTEM = sys.platform


def require_linux() -> None:
    """Makes sure that there can be a sandbox at all.

    Raises:
        SandboxUnavailable: On other systems, with what is possible there.
    """
    if SYSTEM != "linux":
        raise SandboxUnavailable(
            "Blocks can be run on Linux only.",
            "Type mkdocs-c-runner update on Linux, in a container or in CI, and commit c-results: "
            "recorded blocks are shown everywhere.",
        )
