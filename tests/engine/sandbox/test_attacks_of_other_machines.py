"""The hostile programs once more, as programs of other machines: the emulator is one more thing that they may break."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox import proc
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from ...machines import emulated
from .attack import attacks, read
from .outside import SECRET, Outside
from .test_attacks import small_machine

# Lines that say less there than they do here.
HARMLESS = (
    "/usr/bin: GOT IT",  # the emulator stands in it, alone
    "RLIMIT_AS: GOT MORE",  # the emulator says so, and asks the kernel nothing
    "RLIMIT_STACK: GOT MORE",
    "own program: GOT IT",  # the kernel executes the emulator, so the program is a file like others
    "vfork: no limit",  # the emulator forks in its place, and the children die where it gets no thread
)

# What an emulated program of these takes a while for; their point is another than the emulator. Those that never end
# have a time limit of their own, so many times of which are enough here.
SECONDS, TIMES = 10.0, 4


# One of so many runs with all tests, the others with `make machines`.
_OF_ALL = 8


@pytest.mark.parametrize("compiler", emulated("gcc:s390x", "gcc:aarch64"))
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            *attack.values, id=attack.id, marks=[pytest.mark.machines] if number % _OF_ALL else []
        )
        for number, attack in enumerate(attacks("run/*.c"))
    ],
)
def test_a_hostile_program_of_another_machine_is_contained(
    path: Path,
    compiler: str,
    sandbox: Sandbox,
    outside: Outside,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How it ends is another matter: some are written for this machine, or for what the emulator does itself."""
    attack = read(path, outside.names)
    job, _ = attack.job()
    if job.sanitizers:
        pytest.skip("it is about a sanitizer")
    if attack.left is not None:
        monkeypatch.setattr(proc, "memory_left", small_machine(attack.left))
    seconds = min(SECONDS, TIMES * job.run_limits.wall_time)
    limits = replace(job.run_limits, wall_time=seconds, cpu_time=seconds)
    result = execute(replace(job, compiler=compiler, run_limits=limits), sandbox)
    output = result.compile.text() + (result.run.text() if result.run else b"")
    told = f"{result.verdict} {result.run}"
    text = output.decode(errors="replace")
    for line in HARMLESS:
        text = text.replace(line, "")
    assert [line for line in (*attack.forbid, SECRET) if line in text] == [], told
