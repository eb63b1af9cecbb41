"""Compilers in sessions: what they find in the directory, and what they make there."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job, Line
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.session import Ended, ended_lines

from .test_session import HELLO, HELLO_JOB, NEXT, lines_of, session


@pytest.fixture(scope="module")
def executor() -> NativeExecutor:
    return NativeExecutor()


@pytest.mark.usefixtures("sandbox")
def test_what_a_line_leaves_cannot_stop_a_compiler_from_making_a_program(
    executor: NativeExecutor,
) -> None:
    again = Line("gcc hello.c -o hello", HELLO_JOB)
    links = "rm hello; mkdir other; echo kept > other/file; ln -s other/file hello"

    *_, last, kept = lines_of(
        executor,
        "rm -f hello; mkfifo hello",
        again,
        links,
        again,
        "./hello",
        "cat other/file",
    )

    assert last == Ended("./hello", b"./hello 0\n", "exit 0")
    assert kept.output == b"kept\n"


@pytest.mark.parametrize(
    ("compiler", "kind"),
    [
        *(("gcc", kind) for kind in ("", "-c", "-S")),
        *(("clang", kind) for kind in ("", "-c", "-S")),
        *(("tcc", kind) for kind in ("", "-c")),
    ],
)
@pytest.mark.usefixtures("sandbox")
def test_a_directory_is_left_alone_in_the_words_of_the_compiler(
    executor: NativeExecutor, compiler: str, kind: str, tmp_path: Path
) -> None:
    job = replace(HELLO_JOB, compiler=compiler, program="notes", runs=not kind)
    job = replace(job, flags=(kind,) if kind else ())
    line = Line(f"{compiler} notes", **{"parts": (job,)} if kind else {"builds": job})
    (tmp_path / "notes").mkdir()
    (tmp_path / "hello.c").write_bytes(HELLO)
    argv = [compiler, *job.flags, "hello.c", "-o", "notes"]
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    real = subprocess.run(argv, cwd=tmp_path, env=english, capture_output=True, check=False)

    *_, refused, last = lines_of(
        executor, "mkdir notes; echo kept > notes/today", line, "cat notes/today"
    )

    assert last == Ended("cat notes/today", b"kept\n", "exit 0")
    assert refused.ending == f"exit {real.returncode}" == "exit 1"
    assert b"notes" in refused.output
    if not kind and compiler != "tcc":
        assert refused.output == real.stderr


OBJECT = replace(HELLO_JOB, program="hello.o", flags=("-c",), runs=False)
LINKED = Line("gcc hello.o -o linked", Job((), program="linked", objects=("hello.o",)))
GARBAGE = b"hello.o: file not recognized: file format not recognized"


@pytest.mark.usefixtures("sandbox")
def test_programs_are_linked_of_object_files(executor: NativeExecutor) -> None:
    part = Line("gcc -c hello.c", parts=(OBJECT,))
    assembly = replace(OBJECT, program="hello.s", flags=("-S",))
    assemble = Line("gcc -S hello.c", parts=(assembly,))

    missing, *_, linked, ran, _, _, copied, _, broken, _, text, last = lines_of(
        executor,
        LINKED,
        part,
        "ls -l | cut -c 1-10",
        LINKED,
        "./linked",
        assemble,
        "mkdir other; cp linked hello.o other; rm hello.o; ln -s other/hello.o hello.o",
        LINKED,
        "rm hello.o; echo 'int x;' > hello.o",
        LINKED,
        "head -c 9000 /dev/zero > hello.o",
        LINKED,
        "grep -c main: hello.s",
    )

    assert missing.ending == "exit 1"
    assert b"hello.o: No such file or directory" in missing.output
    assert (linked.ending, ran.output) == ("exit 0", b"./linked 0\n")
    assert b"hello.o: No such file" in copied.output
    assert b"syntax error" in broken.output
    assert GARBAGE in text.output
    assert last.output == b"1\n"


@pytest.mark.parametrize(
    "change",
    [
        "echo >> hello.c",
        "rm hello.c; mkfifo hello.c",
        "mv hello.c x; mkdir hello.c",
        "x=hello; : > $x.c",
    ],
)
@pytest.mark.usefixtures("sandbox")
def test_a_source_that_lines_have_changed_is_not_compiled(
    executor: NativeExecutor, change: str
) -> None:
    line = Line("gcc hello.c -o hello", HELLO_JOB)
    job = replace(session("true", line, "./hello", change, line, NEXT), data=HELLO_JOB.sources)

    _, first, ran, _, second, last = ended_lines(executor.execute(job))

    assert (first.ending, ran.output, last.output) == ("exit 0", b"./hello 0\n", b"next\n")
    assert second.ending == "exit 1"
    assert second.output == (
        b"a command has changed hello.c; compilers get it as the page has it: write the change into its block\n"
    )
