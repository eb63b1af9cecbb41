"""What readers are told of a block that runs in their browsers."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.compared import compared
from mkdocs_c_runner.engine.artifacts import PROGRAM_FILE
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Artifact, Measured, Result, Segment, Stage

PROGRAM = Artifact(PROGRAM_FILE, b"program")


def job(code: str) -> Job:
    return Job((SourceFile("main.c", code.encode()),))


def ran(
    text: str,
    exit_code: int | None = 0,
    signal: str | None = None,
    limit: str | None = None,
    said: str = "",
) -> Result:
    segments = (Segment("terminal", text.encode()),)
    stage = Stage(exit_code, signal, limit, segments, len(text))  # type: ignore[arg-type]
    compiled = Stage(exit_code=0, segments=(Segment("stderr", said.encode()),))
    return Result.judge(compiled, stage, Measured(), (PROGRAM,))


def refused(text: str) -> Result:
    segments = (Segment("stderr", text.encode()),)
    return Result.judge(Stage(exit_code=1, segments=segments), None, Measured())


DIFFERENT = {
    "nothing": ("int x;", ran("1"), ran("1"), []),
    "numbers of code with long": ("long x;", ran("8 bytes"), ran("4 bytes"), ["elsewhere_bits"]),
    "numbers of other code": ("int x;", ran("1 2"), ran("2 1"), ["elsewhere_order"]),
    "digits of long double": ("long  double x;", ran("0.34"), ran("0.33"), ["elsewhere_order"]),
    "the sign of nan": ("long x;", ran("-nan 1"), ran("nan 1"), ["elsewhere_nan"]),
    "a value that was never set": (
        "long x;",
        ran("7"),
        ran("0", said="main.c:1: warning: variable 'x' is uninitialized [-Wuninitialized]"),
        ["elsewhere_unset"],
    ),
    "addresses": ('printf("%p")', ran("(nil) 0x1"), ran("0 0x2"), ["elsewhere_chance"]),
    "words of code with long": ("long x;", ran("a"), ran("b"), ["elsewhere_order"]),
    "the time": ("time(NULL)", ran("1"), ran("2"), ["elsewhere_chance"]),
    "a crash that is not noticed": ("", ran("", None, "SIGABRT"), ran("a"), ["elsewhere_memory"]),
    "a crash": ("", ran("a"), ran("", None, "SIGSEGV"), ["elsewhere_end"]),
    "a limit": ("", ran("a"), ran("a", None, None, "wall_time"), ["elsewhere_limit"]),
    "how far it came until the time limit": (
        "",
        ran("a\nb\n", None, None, "wall_time"),
        ran("a\nb\nc\n", None, None, "wall_time"),
        [],
    ),
    "another text until the time limit": (
        "",
        ran("a\nb\n", None, None, "wall_time"),
        ran("a\nc\nb\n", None, None, "wall_time"),
        ["elsewhere_order"],
    ),
    "how far it came until it printed too much": (
        "",
        ran("a", None, None, "output"),
        ran("ab", None, None, "output"),
        ["elsewhere_order"],
    ),
    "the exit status": ("", ran("a"), ran("a", 3), ["elsewhere_end"]),
}


@pytest.mark.parametrize(
    ("code", "here", "there", "notes"), DIFFERENT.values(), ids=list(DIFFERENT)
)
def test_a_difference_is_told_with_its_reason(
    code: str, here: Result, there: Result, notes: list[str]
) -> None:
    found = compared(job(code), here, there)

    told = [name for name, _ in found.notes]
    assert told == (["elsewhere", *notes] if notes else [])
    assert found.program == b"program"
    assert not found.reason


MISSING = {
    "main.c:6:9: error: call to 'fork' declared with 'error' attribute: WebAssembly has no other processes": (
        "no other processes: fork"
    ),
    "main.c:1:10: fatal error: 'sys/wait.h' file not found": "other processes",
    "wasm-ld: error: main.c.o: undefined symbol: fork": "other processes",
    "wasm-ld: error: main.c.o: undefined symbol: socket": "no network",
    "main.c:3:22: error: variable has incomplete type 'struct sigaction'": "signals",
    "main.c:1:10: fatal error: 'termios.h' file not found": "terminal",
    "main.c:2:5: error: invalid output constraint '=a' in asm": "assembly",
    "main.c:2:5: error: function definition is not allowed here": "functions within functions",
    "main.c:2:5: error: illegal storage class on function": "functions within functions",
    "wasm-ld: error: main.c.o: undefined symbol: execvp": "other processes",
    "main.c:1:10: fatal error: 'execinfo.h' file not found": "refuses it: 'execinfo.h'",
    "wasm-ld: error: main.c.o: undefined symbol: dlopen": "refuses it: main.c.o: undefined symbol",
}


@pytest.mark.parametrize(("said", "reason"), MISSING.items(), ids=MISSING.values())
def test_a_block_that_cannot_run_has_no_program_and_a_reason(said: str, reason: str) -> None:
    found = compared(job(""), ran("a"), refused(f"{said}\n"))

    assert reason in found.reason
    assert not found.program


def test_a_block_that_does_not_run_here_does_not_run_there() -> None:
    assert compared(job(""), refused("main.c:1:1: error: x"), ran("a")).reason
