"""The rules of a sandbox as they can be enforced on this machine."""

from __future__ import annotations

import functools
from dataclasses import replace

from ..job import MEBIBYTE
from .command_line import HAS_FILTER
from .policy import SandboxPolicy


def enforced(policy: SandboxPolicy, injected: int) -> SandboxPolicy:
    """Return the policy as it can be enforced here for a command with files of so many bytes."""
    return _with_room(policy, max(1, -(-injected // MEBIBYTE)) * MEBIBYTE)


@functools.lru_cache(64)
def _with_room(policy: SandboxPolicy, room: int) -> SandboxPolicy:
    """Return the policy as it can be enforced here for a command with files of so many bytes; it differs in two values.

    - `reusable`: only the seccomp filter keeps a command from leaving something in the kernel for the next one, so
      without a filter each command gets a sandbox of its own.
    - `scratch`: the injected files lie in /tmp too, and must not take from the bytes that the policy promises. They
      count as whole mebibytes: one size fits almost all commands, those that follow each other in a sandbox, and those
      whose sandbox is started ahead.
    """
    return replace(policy, reusable=policy.reusable and HAS_FILTER, scratch=policy.scratch + room)
