"""Hostile code, as a stranger's pull request could hold it, run for real. `attack.py` tells what the attacks are."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job, Limits, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox import proc
from mkdocs_c_runner.engine.sandbox.policy import (
    Command,
    Execution,
    Next,
    Sandbox,
    SandboxPolicy,
    Waiting,
)

from .attack import HELLO, ROOT, attacks, check, read
from .outside import SECRET, Outside, processes_below_us

ORDINARY_USER = 1234
# The tests that a user other than root can run too, and which depend on who runs them.
FOR_EVERY_USER = sorted(map(str, Path(__file__).parent.glob("test_attacks*.py")))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.usefixtures("sandbox")
def test_all_of_this_as_an_ordinary_user() -> None:
    """Root's sandboxes belong to another user than the engine, an ordinary user's do not."""
    user: dict[str, Any] = {"user": ORDINARY_USER, "group": ORDINARY_USER, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="c-runner-test-") as home:
        os.chown(home, ORDINARY_USER, ORDINARY_USER)
        variables = {
            "CI": "true",  # where root has a sandbox, everybody has to have one
            "GITHUB_TOKEN": SECRET,
            "HOME": home,
            "PATH": os.defpath,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")]),
            "TMPDIR": home,
        }
        python = python_for(variables, user)
        options = ["-q", "-p", "no:cacheprovider", "-k", "not flag", f"--basetemp={home}/pytest"]
        if importlib.util.find_spec("xdist"):
            options += ["-n", "2"]
        done = subprocess.run(
            [python, "-m", "pytest", *options, *FOR_EVERY_USER],
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
            **user,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def python_for(variables: dict[str, str], user: dict[str, Any]) -> str:
    """A Python that another user can start, and which can read these tests there."""
    # What is installed for this version may not be loaded by another one.
    test = (
        "import sys, mkdocs, pytest, yaml; open(sys.argv[1]).close(); "
        f"sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    )
    for python in (sys.executable, shutil.which("python3", path=os.defpath)):
        with contextlib.suppress(OSError):
            line = [python or "", "-c", test, __file__]
            quiet = subprocess.DEVNULL
            if not subprocess.run(
                line, env=variables, stderr=quiet, check=False, **user
            ).returncode:
                return line[0]
    pytest.skip("other users cannot read these tests, or have no Python for them")


@pytest.mark.parametrize("path", attacks("run/*.c"))
def test_a_hostile_program(
    path: Path, sandbox: Sandbox, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    if attack.left is not None:
        monkeypatch.setattr(proc, "memory_left", small_machine(attack.left))
    check(attack, expected, execute(job, sandbox))


def small_machine(left: int) -> Callable[[], tuple[int, int]]:
    """What a machine would say that has so little memory left, in the measure of one with 512 MiB.

    What others give back meanwhile does not count. Pages that processors keep for themselves count as left: since
    Linux 6.7 they can be gigabytes, and who takes them takes nothing of what the kernel calls available.
    """
    real, whole = proc.memory_left, 512 * 1024 * 1024
    most = 0

    def seen() -> tuple[int, int]:
        nonlocal most
        kept = re.findall(r"^ +count: +(\d+)", Path("/proc/zoneinfo").read_text(), re.MULTILINE)
        now = real()[0] + sum(map(int, kept)) * resource.getpagesize()
        most = max(most, now)
        return whole - (most - now) * whole // left, whole

    return seen


@pytest.mark.parametrize("path", attacks("compile/*.c"))
def test_a_hostile_source(path: Path, sandbox: Sandbox, outside: Outside) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    check(attack, expected, execute(job, sandbox))


@dataclass
class TakenOver:
    """A sandbox whose compiler is a script of the attacker's."""

    real: Sandbox
    script: str
    stages: int = 0

    def ahead(self, policy: SandboxPolicy, limits: Limits, size: int) -> Waiting:
        return self.real.ahead(policy, limits, size)

    def run(
        self,
        command: Command,
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> Execution:
        self.stages += 1
        if self.stages == 1:
            command = replace(command, argv=("/bin/sh", "-c", self.script))
        return self.real.run(command, policy, limits, ahead)

    def prepare(self) -> None:
        self.real.prepare()

    def run_each(
        self,
        commands: Sequence[Command],
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> list[Execution]:
        assert ahead is None
        return [self.run(command, policy, limits) for command in commands]

    def session(
        self, policy: SandboxPolicy, limits: Limits, size: int
    ) -> AbstractContextManager[Next]:
        return self.real.session(policy, limits, size)

    def capture(self, argv: Sequence[str], sysroot: str = "") -> bytes:
        return self.real.capture(argv, sysroot)

    def close_idle(self) -> None:
        self.real.close_idle()


LOOK_AROUND = """
umask; pwd; env | sort; ulimit -a; ulimit -Ha; nice; ionice
for show in taskset chrt; do $show -p $$ | sed 's/.*: //'; done
stat -c '%A %u %g %F' .
ls -lAn --time-style=+
kill -0 -1 && echo 'there are other processes'
exit 1
"""


def seen(job: Job, sandbox: Sandbox) -> str:
    """What a compiler finds around it."""
    return execute(job, TakenOver(sandbox, LOOK_AROUND)).compile.text().decode()


@pytest.mark.parametrize("path", attacks("compiler/*.sh"))
def test_a_hostile_compiler(path: Path, sandbox: Sandbox, outside: Outside) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    job = replace(job, sources=HELLO.sources)
    sandbox.close_idle()
    untouched = seen(job, sandbox)
    assert "main.c" in untouched, untouched

    check(attack, expected, execute(job, TakenOver(sandbox, attack.source.decode())))

    assert seen(job, sandbox) == untouched
    assert execute(HELLO, sandbox).verdict == "ok"


@pytest.mark.usefixtures("outside")
def test_compilers_follow_each_other_in_one_sandbox(sandbox: Sandbox) -> None:
    """Else the test above would not test what it is to test."""
    number = TakenOver(sandbox, "echo $$; exit 1")
    sandbox.close_idle()

    first = execute(HELLO, number).compile.text()
    again = execute(HELLO, replace(number, stages=0)).compile.text()
    sandbox.close_idle()
    after_a_rest = execute(HELLO, replace(number, stages=0)).compile.text()

    assert int(first) == int(after_a_rest) < int(again)


@pytest.mark.usefixtures("outside")
def test_programs_do_not(sandbox: Sandbox) -> None:
    source = b'#include <stdio.h>\n#include <unistd.h>\nint main(void) { printf("%d", getpid()); }'
    job = Job((SourceFile("main.c", source),))

    runs = [execute(job, sandbox).run for _ in range(2)]

    assert [run and run.text() for run in runs] == [b"2", b"2"]


@pytest.mark.usefixtures("outside")
def test_a_sandbox_that_has_died_while_it_waited_is_replaced(sandbox: Sandbox) -> None:
    sandbox.close_idle()
    before = set(processes_below_us())
    assert execute(HELLO, sandbox).verdict == "ok"
    for pid in set(processes_below_us()) - before:
        os.kill(pid, signal.SIGKILL)

    assert execute(HELLO, sandbox).verdict == "ok"
