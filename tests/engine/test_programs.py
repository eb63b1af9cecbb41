"""A corpus of programs with the verdict and the output that they must get.

A case is `programs/NAME.c`. Its first comment lines say how it is run: `// expect: VERDICT`, and optionally
stdin, args, env, flags, libs, std, stdio, timeout and memory, as a fence would. Beside it stand the expected
output (`NAME.out`, and `NAME.err` where the streams are apart) and what the compiler must say (`NAME.diag`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, SourceFile, Stdio
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

PROGRAMS = sorted((Path(__file__).parent.parent / "programs").glob("*.c"))


def read(path: Path) -> tuple[Job, Options]:
    """The job of a case, by way of the same parser that reads fences."""
    source = path.read_text(encoding="utf-8", errors="surrogateescape")
    inputs = {}
    for line in source.splitlines():
        found = re.fullmatch(r"// (\w+): ?(.*)", line)
        if not found:
            break
        inputs[found[1]] = found[2]
    header = parse(inputs, Options(), Rules())
    assert header.problems == [], path.name
    job = Snippet(source.removesuffix("\n"), header.options, Place(path.name)).job
    patient = replace(job.compile_limits, wall_time=60)  # on a busy machine too
    return replace(job, compile_limits=patient), header.options


def told(result: Result) -> str:
    """All that a failing test should show."""
    return f"{result}"


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_program(path: Path, sandbox: Sandbox) -> None:
    job, options = read(path)

    result = execute(job, sandbox)

    assert options.expected.expect.is_met_by(result), told(result)
    output, errors = path.with_suffix(".out"), path.with_suffix(".err")
    if output.exists() and result.run:
        assert result.run.text("terminal", "stdin", "stdout") == output.read_bytes()
    if errors.exists() and result.run:
        assert result.run.text("stderr") == errors.read_bytes()
    wanted = path.with_suffix(".diag")
    if wanted.exists():
        said = result.compile.text().decode()
        assert [line for line in wanted.read_text().splitlines() if line not in said] == [], said


BUSY = "for (volatile unsigned long turns = 0;; turns++)\n        ;"
IN_A_CHILD = f"if (fork() == 0)\n    {BUSY}\n    wait(NULL);"


@pytest.mark.parametrize("body", [BUSY, IN_A_CHILD, f"signal(SIGXCPU, SIG_IGN);\n{BUSY}"])
@pytest.mark.parametrize("stdio", ["terminal", "pipes"])
def test_processor_time_is_limited_beside_the_clock(
    body: str, stdio: Stdio, sandbox: Sandbox
) -> None:
    headers = "#include <signal.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"
    source = SourceFile("main.c", f"{headers}int main(void)\n{{\n{body}\n}}\n".encode())
    limits = replace(RUN_LIMITS, wall_time=60, cpu_time=1)

    result = execute(Job((source,), stdio=stdio, run_limits=limits), sandbox)

    assert result.run
    assert result.run.limit_hit == "cpu_time", told(result)
    assert result.verdict is Verdict.TIME_LIMIT


def test_the_corpus_has_every_verdict() -> None:
    verdicts = {str(read(path)[1].expected.expect.verdict) for path in PROGRAMS}
    limits = {"time-limit", "memory-limit", "output-limit"}
    assert verdicts >= {"ok", "compile-error", "runtime-error", *limits}
