"""The answers that the system call filter must give: `seccomp/calls.txt`, read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.sandbox.seccomp import SUPPORTED_MACHINES, SeccompPolicy

DIRECTORY = Path(__file__).parent / "seccomp"
MACHINES = sorted(SUPPORTED_MACHINES)
SWITCHES_OF_PROGRAMS = ("trace_own_children", "shared_memory")
SWITCHES = (*SWITCHES_OF_PROGRAMS, "reused")
X32 = 0x40000000


@dataclass(frozen=True)
class Call:
    """A line of calls.txt."""

    name: str
    answer: str
    arguments: tuple[int, ...]

    @property
    def label(self) -> str:
        return ":".join([self.name, *map(hex, self.arguments)])


@cache
def calls(switch: str | None = None) -> tuple[Call, ...]:
    """The lines that hold for a policy with one switch on, or none."""
    sections: dict[str, list[Call]] = {}
    section = ""
    for line in (DIRECTORY / "calls.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if line.startswith("["):
            section = line.strip("[]")
        elif words:
            name, answer, *arguments = words
            call = Call(name, answer, tuple(int(argument, 0) for argument in arguments))
            sections.setdefault(section, []).append(call)
    special = sections.get(switch or "", [])
    replaced = {call.name for call in special}
    return *special, *(call for call in sections["default"] if call.name not in replaced)


def policy(machine: str, switch: str | None = None) -> SeccompPolicy:
    return SeccompPolicy(machine, **dict.fromkeys([switch] if switch else [], True))


each_switch = pytest.mark.parametrize("switch", [None, *SWITCHES])
