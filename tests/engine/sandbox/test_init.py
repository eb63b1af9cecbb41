"""The program of process 1: built in every way that is possible here, and given orders that are wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.errors import SandboxUnavailable
from mkdocs_c_runner.engine.job import COMPILE_LIMITS, RUN_LIMITS, Limits
from mkdocs_c_runner.engine.sandbox import bwrap, init
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.order import order
from mkdocs_c_runner.engine.sandbox.policy import (
    Command,
    InjectedFile,
    SandboxPolicy,
    compile_policy,
    run_policy,
)
from mkdocs_c_runner.engine.sandbox.process import Completed

HERE = resources.files(init.__package__)
SHELL = run_policy(tools=True)


@pytest.fixture
def fresh(sandbox: object) -> Iterator[Bubblewrap]:
    made = Bubblewrap()
    yield made
    made.close_idle()


def run(sandbox: Bubblewrap, script: str, policy: SandboxPolicy = SHELL) -> str:
    done = sandbox.run(Command(("sh", "-c", script)), policy, RUN_LIMITS).stage
    return f"{done.text().decode()}{done.exit_code} {done.signal}"


def compiled(directory: Path, *line: str) -> InjectedFile:
    """Compile it outside of any sandbox."""
    for name in init.SOURCES:
        (directory / name).write_bytes(HERE.joinpath(name).read_bytes())
    if shutil.which(line[0]) is None:
        pytest.skip(f"{line[0]} is not installed")
    done = subprocess.run(
        [*line, "init.c", "-o", "init"], cwd=directory, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 and "-static" in line:
        pytest.skip(f"{' '.join(line)}: {done.stderr}")
    assert (done.returncode, done.stderr) == (0, "")
    return InjectedFile(init.INIT, (directory / "init").read_bytes(), 0o555)


@pytest.mark.parametrize("options", [("-static", "-s"), (), ("-O2",)], ids=" ".join)
@pytest.mark.parametrize("compiler", ["gcc", "clang", "tcc"])
def test_it_does_its_work_whatever_it_was_made_with(
    fresh: Bubblewrap, tmp_path: Path, compiler: str, options: tuple[str, ...]
) -> None:
    fresh._init_program = compiled(tmp_path, compiler, *options)

    assert run(fresh, "echo $A; exit 3", run_policy((("A", "b c"),), tools=True)) == "b c\n3 None"
    assert run(fresh, "kill -9 $$") == "None SIGKILL"
    first = run(fresh, "echo $$; mkdir -p a/b; touch a/b/c; chmod 500 a", compile_policy())
    assert run(fresh, "ls; test $$ -gt 2", compile_policy()) == "0 None", first


def test_it_compiles_without_a_warning(tmp_path: Path) -> None:
    for compiler in ("gcc", "clang"):
        compiled(tmp_path, compiler, "-std=gnu11", "-Wall", "-Wextra", "-O2")


@pytest.mark.parametrize("loader", ["/nowhere/ld.so", ""])
def test_where_the_loader_is_out_of_sight_it_is_linked_statically(
    tmp_path: Path, loader: str
) -> None:
    gcc = shutil.which("gcc") or pytest.skip("gcc is not installed")
    compiled(tmp_path, "gcc", "-static")
    tools = tmp_path / "tools"
    tools.mkdir()
    option = f"-Wl,--dynamic-linker={loader}" if loader else ""
    (tools / "gcc").write_text(f'#!/bin/sh\nexec {gcc} {option} "$@"\n')
    (tools / "gcc").chmod(0o755)

    def outside(argv: Sequence[str], files: Sequence[InjectedFile]) -> Completed:
        for file in files:
            (tmp_path / Path(file.path).name).write_bytes(file.content)
        path = f"{tools}{os.pathsep}{os.defpath}"
        done = subprocess.run(
            argv, cwd=tmp_path, env={"PATH": path}, capture_output=True, check=False
        )
        return Completed(done.returncode, done.stdout, done.stderr.decode())

    is_static = b"/ld" not in init.build(outside).content[:1024]
    assert is_static == bool(loader)


def test_where_no_compiler_can_make_it_the_reason_is_told() -> None:
    with pytest.raises(SandboxUnavailable, match="no space"):
        init.build(lambda _argv, _files: Completed(1, b"", "no space"))


@pytest.mark.parametrize("memory", [1 << size for size in range(12, 24)])
def test_a_command_that_has_too_little_memory_to_start_fails_by_itself(
    fresh: Bubblewrap, memory: int
) -> None:
    limits = replace(RUN_LIMITS, memory=memory)

    stage = fresh.run(Command(("sh", "-c", "exit 3")), SHELL, limits).stage

    assert (stage.exit_code, stage.signal, stage.limit_hit) != (0, None, None)
    assert run(fresh, "exit 3") == "3 None"


@pytest.mark.parametrize("reuse", [False, True])
def test_an_order_that_is_cut_off_ends_the_sandbox(
    fresh: Bubblewrap, monkeypatch: pytest.MonkeyPatch, reuse: bool
) -> None:
    command = Command(("true",), (InjectedFile("/tmp/file", b"content"),))
    policy = compile_policy() if reuse else SHELL
    whole = order(command, policy, COMPILE_LIMITS)
    for size in range(1, len(whole), 17):

        def cut(_command: Command, _policy: SandboxPolicy, _limits: Limits, n: int = size) -> bytes:
            return whole[:n]

        monkeypatch.setattr(bwrap, "order", cut)
        with pytest.raises(SandboxUnavailable):
            fresh.run(command, policy, COMPILE_LIMITS)


@pytest.mark.parametrize(("always", "artifact"), [(True, b"made\n"), (False, b"")])
def test_a_file_can_be_wanted_however_the_command_ends(
    sandbox: Bubblewrap, *, always: bool, artifact: bytes
) -> None:
    made = Command(
        ("sh", "-c", "echo made >x; kill -SEGV $$"), artifact="/tmp/x", always_artifact=always
    )

    done = sandbox.run(made, SHELL, RUN_LIMITS)

    assert (done.stage.signal, done.artifact) == ("SIGSEGV", artifact)
