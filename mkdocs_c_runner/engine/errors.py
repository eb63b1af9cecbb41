"""Failures of the machine. Each error says what happened and, where it is known, how to cure it."""

from __future__ import annotations

import sys


class EngineError(Exception):
    """The machine, not the program, failed.

    Attributes:
        reason: The failure, in one sentence.
        cure: A command to type or a setting to change, or empty.
    """

    def __init__(self, reason: str, cure: str = "") -> None:
        super().__init__(f"{reason}\n{cure}" if cure else reason)
        self.reason = reason
        self.cure = cure


class CompilerNotFound(EngineError):
    """The compiler of a job is not installed.

    Attributes:
        compiler: Its name; the first one of several.
    """

    def __init__(self, compiler: str, reason: str, cure: str = "") -> None:
        super().__init__(reason, cure)
        self.compiler = compiler


class SandboxUnavailable(EngineError):
    """bubblewrap is missing, or this machine does not let it make a sandbox."""


class ClusterUnavailable(EngineError):
    """There is no cluster at an address, or it has no workers."""


SYSTEM = sys.platform


def require_linux() -> None:
    """Make sure that there can be a sandbox at all.

    Raises:
        SandboxUnavailable: On other systems, with the way to build a site there.
    """
    if SYSTEM != "linux":
        raise SandboxUnavailable(
            "Blocks can be run on Linux only.",
            "Type mkdocs-c-runner update on Linux, in a container or in CI, and commit c-results: "
            "recorded blocks are shown everywhere. Or let blocks run as WebAssembly, with the setting sandbox: wasm: "
            'pip install "mkdocs-c-runner[browser]"',
        )
