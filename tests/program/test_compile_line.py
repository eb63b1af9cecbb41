"""Lines of a session that compile: which they are, what comes of them, and what pages may not do."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.toolchain.flags import is_allowed
from mkdocs_c_runner.program.compile_line import compile_job, is_compile_line

FILES = {"main.c": b"1", "list.c": b"2", "list.h": b"3", "data.txt": b"4"}
MAIN, LIST, HEADER = (SourceFile(name, FILES[name]) for name in ("main.c", "list.c", "list.h"))


@pytest.mark.parametrize(
    ("command", "is_one"),
    [
        ("gcc main.c", True),
        ("clang", True),
        ("cc -o a main.c", True),
        ("tcc main.c && ./a.out", True),
        ("gccx main.c", False),
        ("gcc-12 main.c", True),
        ("musl-gcc main.c", True),
        ("./gcc-12 main.c", False),
        ("./gcc main.c", False),
        ("echo gcc", False),
        ("", False),
    ],
)
def test_a_line_of_a_compiler_begins_with_its_name(command: str, is_one: bool) -> None:
    assert is_compile_line(command) == is_one


GOOD = {
    "gcc main.c": Job((MAIN, HEADER)),
    "cc -Wall -O2 main.c list.c -o bank -lm": Job(
        (MAIN, LIST, HEADER), flags=("-Wall", "-O2"), libs=("-lm",), program="bank"
    ),
    "clang -std=c17 -o two main.c main.c": Job(
        (MAIN, HEADER), compiler="clang", flags=("-std=c17",), program="two"
    ),
}


@pytest.mark.parametrize("command", GOOD)
def test_a_compiler_makes_a_program(command: str) -> None:
    assert compile_job(command, FILES, is_allowed) == GOOD[command]


BAD = {
    "gcc": "needs a source",
    "gcc main.c && ./a.out": "a line of its own",
    "gcc $(cat data.txt) main.c": "a line of its own",
    "gcc main.c > log": "a line of its own",
    "gcc *.c": "a line of its own",
    "gcc ../main.c": "is no source of the session; there is main.c, list.c",
    "gcc /etc/passwd": "is no source of the session",
    "gcc list.h": "is no source of the session",
    "gcc @data.txt": "is no source of the session",
    "gcc -include data.txt main.c": "may not use -include",
    "gcc -Wl,-e,x main.c": "may not use -Wl,-e,x",
    "gcc -B. main.c": "may not use -B.",
    "gcc -c main.c": "-c makes no program: name all sources in one line",
    "gcc -S main.c": "-S makes no program",
    "gcc-12 main.c": "gcc-12 is no compiler of sessions: write one of cc, gcc, clang, tcc",
    "gcc:s390x main.c": "gcc:s390x is no compiler of sessions",
    "s390x-linux-gnu-gcc main.c": "s390x-linux-gnu-gcc is no compiler of sessions",
    "musl-gcc main.c": "musl-gcc is no compiler of sessions",
    "gcc main.c -o": "-o takes a plain name",
    "gcc main.c -o ../x": "-o takes a plain name",
    "gcc main.c -o main.c": "-o takes a plain name",
    "gcc main.c 'open": "No closing quotation",
}


@pytest.mark.parametrize("command", BAD)
def test_what_a_page_may_not_do_is_told(command: str) -> None:
    with pytest.raises(ValueError, match=BAD[command]):
        compile_job(command, FILES, is_allowed)
