"""Programs with known pictures: `programs/NAME.c`, and its pictures in words, `programs/NAME.txt`.

The first comment lines of a program are options, as a fence has them. `--update-cases` writes what came out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_c_runner.engine.artifacts import MEMORY
from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.tracing import Tracer
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from ..test_programs import read
from .words import words

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.c"))


@pytest.fixture(scope="module")
def tracer(sandbox: Sandbox) -> Tracer:
    return Tracer(sandbox)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_program(path: Path, sandbox: Sandbox, tracer: Tracer, pytestconfig: pytest.Config) -> None:
    job, options = read(path)

    result = execute(job, sandbox, tracer=tracer)

    assert options.expected.expect.is_met_by(result), result
    (artifact,) = (item for item in result.artifacts if item.name == MEMORY)
    told = words(decode(artifact.text))
    expected = path.with_suffix(".txt")
    if pytestconfig.getoption("--update-cases"):
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")
