"""The attacks of `tests/attacks`, as far as they compile to WebAssembly. `sandbox/attack.py` tells what they are."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.result import Verdict
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor

from ..sandbox.attack import ATTACKS, read
from ..sandbox.outside import SECRET

# Seconds that an attack may take. Those that need longer are as well stopped at once.
SHORT = 2.0

# What an attack takes for a success and is none here.
HARMLESS = {"descriptors_inherited": "descriptor 3 is the root of its own files in memory"}


FILES = [path for kind in ("run", "compile") for path in sorted((ATTACKS / kind).glob("*.c"))]


@pytest.fixture
def names(tmp_path: Path) -> dict[str, str]:
    """What attacks name that stands outside."""
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    return {
        "file": str(secret),
        "directory": str(tmp_path),
        "socket": str(tmp_path / "socket"),
        "port": "9",
        "name": "outside",
        "pid": str(os.getpid()),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_attack_reaches_nothing_and_ends(
    path: Path, wasm: WasmExecutor, names: dict[str, str]
) -> None:
    if path.stem not in HARMLESS:
        assert what_it_reached(path, wasm, names) == ""


def what_it_reached(path: Path, wasm: WasmExecutor, names: dict[str, str]) -> str:
    """What an attack got that it should not have, in words."""
    attack = read(path, names)
    job, _ = attack.job()
    job = replace(
        job,
        compile_limits=replace(job.compile_limits, wall_time=SHORT),
        run_limits=replace(job.run_limits, wall_time=SHORT),
        artifacts=(),
    )

    result = wasm.execute(job)

    # Messages of the compiler quote the source of the attack, with what it would print.
    printed = result.run.text() if result.run else b""
    if path.parent.name == "compile":
        printed += result.compile.text()
    reached = [text for text in (*attack.forbid, SECRET) if text.encode() in printed]
    if result.verdict is Verdict.INTERNAL_ERROR:
        return result.compile.text().decode(errors="replace")
    return ", ".join(reached)
