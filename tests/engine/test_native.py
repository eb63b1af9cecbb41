"""The native executor: two stages, two sandboxes, one result, under conditions that it remembers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine import native
from mkdocs_c_runner.engine.errors import CompilerNotFound, SandboxUnavailable
from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, Limits, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.result import Segment, Stage, Verdict
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, Next, SandboxPolicy, Waiting
from mkdocs_c_runner.engine.toolchain import identity
from mkdocs_c_runner.engine.toolchain.compilers import COMPILER_NAMES

JOB = Job((SourceFile("main.c", b"int main(void) {}\n"),))

needs_gcc = pytest.mark.skipif(
    not os.access("/usr/bin/gcc", os.X_OK), reason="no gcc whose files are hashed"
)


class FakeSandbox:
    """A sandbox in which every compiler makes the same.

    Attributes:
        commands: The commands that were executed.
        policies: Their policies.
        limits: Their limits.
        asked: The trusted commands.
    """

    def __init__(self, compiled: Execution | None = None) -> None:
        self.commands: list[Command] = []
        self.policies: list[SandboxPolicy] = []
        self.limits: list[Limits] = []
        self.asked: list[Sequence[str]] = []
        self._compiled = compiled or Execution(Stage(exit_code=0), artifact=b"\x7fELF program")

    def prepare(self) -> None: ...

    def close_idle(self) -> None: ...

    def ahead(self, *_args: object) -> Waiting:
        raise AssertionError("nobody waits")

    def run(
        self,
        command: Command,
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> Execution:
        assert ahead is None
        self.commands.append(command)
        self.policies.append(policy)
        self.limits.append(limits)
        if command.artifact:
            return self._compiled
        return Execution(Stage(exit_code=0, segments=(Segment("terminal", b"ran\n"),)))

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
        raise NotImplementedError

    def capture(self, argv: Sequence[str], _sysroot: str = "") -> bytes:
        self.asked.append(argv)
        return b"gcc 14\n" + 4 * b"----\n"


def test_compiles_and_runs() -> None:
    sandbox = FakeSandbox()
    job = replace(
        JOB,
        args=("-n", "1"),
        env=(("NAME", "value"),),
        stdin=b"input",
        stdio="pipes",
        run_limits=replace(RUN_LIMITS, wall_time=1),
    )

    assert execute(job, sandbox).verdict is Verdict.OK

    compiled, ran = sandbox.commands
    assert compiled.argv[0] == "gcc"
    assert (ran.argv, ran.stdin, ran.stdio) == (("./a.out", "-n", "1"), b"input", "pipes")
    assert [file.content for file in ran.files] == [b"\x7fELF program"]
    assert ("NAME", "value") in sandbox.policies[1].environment
    assert ("NAME", "value") not in sandbox.policies[0].environment
    assert sandbox.limits == [job.compile_limits, job.run_limits]


@pytest.mark.parametrize(
    ("compiled", "verdict"),
    [
        (Execution(Stage(exit_code=1)), Verdict.COMPILE_ERROR),
        (Execution(Stage(signal="SIGSEGV")), Verdict.COMPILE_ERROR),
        (Execution(Stage(signal="SIGKILL", limit_hit="memory")), Verdict.MEMORY_LIMIT),
        (Execution(Stage(exit_code=0)), Verdict.COMPILE_ERROR),
        (Execution(Stage(exit_code=0), artifact=b"#!/bin/sh\n"), Verdict.COMPILE_ERROR),
    ],
)
def test_runs_nothing_that_did_not_compile(compiled: Execution, verdict: Verdict) -> None:
    sandbox = FakeSandbox(compiled)

    result = execute(JOB, sandbox)

    assert (result.verdict, result.run) == (verdict, None)
    assert len(sandbox.commands) == 1


@needs_gcc
def test_its_name_and_its_rules_are_in_the_conditions(monkeypatch: pytest.MonkeyPatch) -> None:
    executor = NativeExecutor(sandbox=FakeSandbox)
    before = executor.conditions(JOB)
    monkeypatch.setattr(native, "POLICY_VERSION", native.POLICY_VERSION + 1)
    executor.begin_build()
    after = executor.conditions(JOB)

    assert before.compiler == "gcc 14"
    assert before.digest.startswith("native ")
    assert (before.system, before.compiler) == (after.system, after.compiler)
    assert before.digest != after.digest


@needs_gcc
def test_remembers_the_conditions_and_makes_no_sandbox_to_ask_again(tmp_path: Path) -> None:
    def no_sandbox() -> FakeSandbox:
        raise AssertionError("a sandbox is made")

    conditions = NativeExecutor(tmp_path, sandbox=FakeSandbox).conditions(JOB)

    assert NativeExecutor(tmp_path, sandbox=no_sandbox).conditions(JOB) == conditions


@needs_gcc
@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"gcc": 1}', b'{"gcc": {}}', b"[" * 99_999]
)
def test_asks_the_compiler_again_where_its_memory_is_broken(content: bytes, tmp_path: Path) -> None:
    conditions = NativeExecutor(tmp_path, sandbox=FakeSandbox).conditions(JOB)
    (tmp_path / "compilers.json").write_bytes(content)
    sandbox = FakeSandbox()

    assert NativeExecutor(tmp_path, sandbox=lambda: sandbox).conditions(JOB) == conditions
    assert len(sandbox.asked) == 1


@needs_gcc
def test_does_not_remember_an_answer_that_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = FakeSandbox().capture(())
    for size in range(len(whole)):
        monkeypatch.setattr(FakeSandbox, "capture", lambda *_, size=size: whole[:size])

        with pytest.raises(SandboxUnavailable, match="does not"):
            NativeExecutor(tmp_path, sandbox=FakeSandbox).conditions(JOB)

    assert list(tmp_path.iterdir()) == []


@needs_gcc
def test_makes_one_sandbox_for_all_jobs() -> None:
    count = 0

    def sandbox() -> FakeSandbox:
        nonlocal count
        count += 1
        return FakeSandbox()

    executor = NativeExecutor(sandbox=sandbox)
    executor.close_idle()
    assert count == 0

    executor.conditions(JOB)
    executor.prepare()
    executor.execute(JOB)
    executor.close_idle()

    assert count == 1


MANAGERS: list[tuple[str, str]] = [
    ("apt-get", "apt-get install -y {} libc6-dev"),
    ("dnf", "dnf install -y {}"),
    ("pacman", "pacman -S --needed {}"),
    ("", "Install {} with your system's package manager."),
]


@pytest.mark.parametrize("compiler", COMPILER_NAMES)
@pytest.mark.parametrize(("manager", "command"), MANAGERS)
def test_a_missing_compiler_is_told_at_once_with_its_cure(
    compiler: str, manager: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == manager else None)
    monkeypatch.setattr(identity, "PATH", str(tmp_path))

    with pytest.raises(CompilerNotFound) as caught:
        Runner(RunnerSettings()).submit(replace(JOB, compiler=compiler))

    assert caught.value.reason == f"The compiler {compiler} is not installed in {tmp_path}."
    assert command.format(compiler) in caught.value.cure


def test_one_command_installs_all_missing_compilers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)

    error = identity.not_installed("gcc", "clang", "tcc")

    assert error.reason == "The compilers gcc, clang and tcc are not installed in /usr/bin."
    assert error.cure.endswith("apt-get install -y gcc libc6-dev clang tcc")
