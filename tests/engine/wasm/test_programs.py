"""The corpus of programs as WebAssembly: what it prints, and what it cannot do."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.result import Verdict
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor

from ..test_programs import PROGRAMS, read

DIFFERENCES = tomllib.loads(Path(__file__).with_name("differences.toml").read_text("utf-8"))
CANNOT, DIFFERENT = DIFFERENCES["cannot"], DIFFERENCES["different"]
COMPILED = [path for path in PROGRAMS if path.with_suffix(".out").exists()]
SAME = [path for path in COMPILED if path.stem not in CANNOT and path.stem not in DIFFERENT]
# One of each kind: they all take the same way.
REFUSED = ["asan_leak", "fork_wait", "network", "openmp", "signal_handler", "single_keys"]


@pytest.mark.parametrize("path", SAME, ids=lambda path: path.stem)
def test_a_program_prints_the_same(path: Path, wasm: WasmExecutor) -> None:
    job, options = read(path)

    result = wasm.execute(job)

    assert options.expected.expect.is_met_by(result), result
    assert result.run is not None
    assert result.run.text("terminal", "stdin", "stdout") == path.with_suffix(".out").read_bytes()


@pytest.mark.parametrize("name", REFUSED)
def test_a_program_that_needs_more_is_refused_with_the_reason(
    name: str, wasm: WasmExecutor
) -> None:
    job, _ = read(next(path for path in PROGRAMS if path.stem == name))

    result = wasm.execute(job)

    assert result.verdict is Verdict.COMPILE_ERROR
    assert CANNOT[name] in result.compile.text().decode()


def test_of_the_programs_that_can_run_nearly_all_print_the_same() -> None:
    assert len(SAME) >= 0.92 * (len(SAME) + len(DIFFERENT))


def test_the_table_names_programs_that_there_are() -> None:
    assert {*CANNOT, *DIFFERENT} <= {path.stem for path in PROGRAMS}
