"""Lines of a session that compile: which they are, what comes of them, and what pages may not do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.job import Job, Line, SourceFile
from mkdocs_c_runner.engine.toolchain.flags import is_allowed
from mkdocs_c_runner.program.compile_line import (
    compile_line,
    is_compile_line,
    is_make_line,
)

FILES = {"main.c": b"1", "list.c": b"2", "list.h": b"3", "src/deep.c": b"5", "data.txt": b"4"}
MAIN, LIST, HEADER, DEEP = (
    SourceFile(name, FILES[name]) for name in ("main.c", "list.c", "list.h", "src/deep.c")
)


def made(job: Job, *objects: str) -> Line:
    return Line("", replace(job, objects=objects))


def parts(*jobs: Job) -> Line:
    return Line("", parts=jobs)


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
    "gcc main.c": made(Job((MAIN, HEADER))),
    "cc -Wall -O2 main.c list.c -o bank -lm": made(
        Job((MAIN, LIST, HEADER), flags=("-Wall", "-O2"), libs=("-lm",), program="bank")
    ),
    "clang -std=c17 -o two main.c main.c": made(
        Job((MAIN, HEADER), compiler="clang", flags=("-std=c17",), program="two")
    ),
    "gcc -Iinclude -I . -I./inc ./main.c -o bin/bank": made(
        Job((MAIN, HEADER), flags=("-Iinclude", "-I.", "-I./inc"), program="bin/bank")
    ),
    "gcc main.o ./list.o main.o -o bank -lm": made(
        Job((HEADER,), libs=("-lm",), program="bank"), "main.o", "list.o"
    ),
    "gcc \\\n  main.c \\\n-o bank": made(Job((MAIN, HEADER), program="bank")),
    "gcc main.c -o bank  # it's `the` bank; no#1 of 2": made(Job((MAIN, HEADER), program="bank")),
    "gcc -D X=1 -U Y main.c -l m": made(Job((MAIN, HEADER), flags=("-DX=1", "-UY"), libs=("-lm",))),
    "gcc main.c list.o": made(Job((MAIN, HEADER)), "list.o"),
    "gcc -Wall -c main.c list.c": parts(
        Job((MAIN, HEADER), flags=("-Wall", "-c"), program="main.o", runs=False),
        Job((LIST, HEADER), flags=("-Wall", "-c"), program="list.o", runs=False),
    ),
    "gcc -c main.c -o first.o": parts(
        Job((MAIN, HEADER), flags=("-c",), program="first.o", runs=False)
    ),
    "gcc -S src/deep.c": parts(Job((DEEP, HEADER), flags=("-S",), program="deep.s", runs=False)),
}


@pytest.mark.parametrize("command", GOOD)
def test_a_compiler_makes_a_program_or_parts_of_one(command: str) -> None:
    assert compile_line(command, FILES, is_allowed) == replace(GOOD[command], command=command)


BAD = {
    "gcc": "needs a source",
    "gcc main.c && ./a.out": "a line of its own: write what stands beside &&",
    "gcc main.c | cat": "a line of its own: write what stands beside [|]",
    "gcc main.c\nls": "a line of its own: write what stands beside a line break",
    "gcc $(cat data.txt) main.c": "no shell reads this line, so write it without [$]",
    "gcc main.c > log": "no shell reads this line, so write it without >",
    "gcc main.c 2>&1": "no shell reads this line, so write it without 2>&1",
    "gcc *.c": "write out the names that [*].c stands for: main.c list.c$",
    "gcc src/?*.c -o a": "the names that src/[?][*].c stands for: src/deep.c$",
    "gcc *.o": "the names that [*].o stands for$",
    "gcc new.c": 'there is main.c, list.c, src/deep.c. A block with file="new.c" in uses is one',
    "gcc ../main.c": "is no source of the session; there is main.c, list.c, src/deep.c$",
    "gcc /etc/passwd": "is no source of the session",
    "gcc list.h": "is no source of the session",
    "gcc @data.txt": "is no source of the session; there is main.c, list.c, src/deep.c$",
    "gcc -include list.h main.c": '-include: .* write #include "list.h" into it$',
    "gcc -imacros list.h main.c": '-imacros: .* write #include "list.h" into it$',
    "gcc -x c data.txt": "-x: the ending of a source .* write the line without -x c$",
    "gcc -x": "without -x$",
    "gcc -isystem src main.c": "-isystem: .* -Isrc$",
    "gcc -xc main.c": "may not use -xc; the site can allow it",
    "gcc -Wl,-e,x main.c": "may not use -Wl,-e,x",
    "gcc -B. main.c": "may not use -B.",
    "gcc -E main.c": "-E makes no file: -c makes object files",
    "gcc --version": "--version makes no file",
    "gcc '-DNO= #' main.c": "may not use -DNO= #",
    "gcc main.c -D": "may not use -D",
    "gcc main.c -l foo": "may not use -lfoo",
    "gcc -c main.c list.c -o x.o": "-c makes a file of each source, so there can be no -o",
    "gcc -c main.o": "needs a source",
    "gcc -c main.c list.o": "-c takes sources alone: list.o",
    "gcc -c main.c -o main.c": "which no file has",
    "gcc ../list.o": "no name of an object file",
    "gcc -I/usr main.c": "-I takes a directory of the session, such as include: /usr",
    "gcc -I../.. main.c": "-I takes a directory of the session",
    "gcc main.c -I": "-I takes a directory of the session",
    "gcc -Iin -Wl,-T,x main.c": "may not use -Wl,-T,x",
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
        compile_line(command, FILES, is_allowed)


@pytest.mark.parametrize(
    ("command", "is_one"),
    [
        ("make", True),
        ("make bank", True),
        ("gmake -j2", True),
        ("makefile", False),
        ("ls make", False),
    ],
)
def test_a_line_of_make_is_told_from_others(command: str, is_one: bool) -> None:
    assert is_make_line(command) == is_one
