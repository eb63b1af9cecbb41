"""Symbols, sections and disassembled code, as binutils print them of what the installed compilers make."""

from __future__ import annotations

import re

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Verdict
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.toolchain.compilers import VIEWERS
from mkdocs_c_runner.engine.toolchain.program_file import READINGS
from mkdocs_c_runner.engine.toolchain.views import view

from ...conftest import COMPILERS

# Hidden lines, and what is seen: a constant, variables of each kind, two functions.
PROGRAM = b"""#line 1 "main.c (hidden)"
#include <stdio.h>
static int hidden(void) { return 1; }
#line 1 "main.c"
const int limit = 5;
int counter = 3;
static int table[100];
static int twice(int x)
{
    return 2 * x + counter + table[0];
}
int main(void)
{
    printf("%d\\n", twice(limit) + hidden());
    return 0;
}
"""
QUOTED = (("main.c (hidden)", b"x\n"), ("main.c", b"x\n"))
SOURCE = SourceFile("main.c", PROGRAM, QUOTED)
INSTALLED = [name for name in VIEWERS if name in COMPILERS]


@pytest.fixture(scope="module", params=INSTALLED)
def read(request: pytest.FixtureRequest, sandbox: Sandbox) -> dict[str, list[tuple[str, str]]]:
    """The lines of all three views of the program, each with its origin."""
    return _read(Job((SOURCE,), request.param, artifacts=tuple(READINGS)), sandbox)


def _read(job: Job, sandbox: Sandbox) -> dict[str, list[tuple[str, str]]]:
    result = execute(job, sandbox)
    assert result.verdict is Verdict.OK, result
    return {
        item.name: [
            (where, code)
            for where, _, code in (line.partition("\t") for line in item.text.decode().splitlines())
        ]
        for item in result.artifacts
    }


Lines = dict[str, list[tuple[str, str]]]


def test_symbols_are_those_of_the_author_with_their_lines(read: Lines) -> None:
    kinds = {code.split()[-1]: code.split()[-2] for _, code in read["symbols"]}
    places = {code.split()[-1]: where for where, code in read["symbols"]}

    assert kinds.pop("printf") == "U"
    assert kinds == {"limit": "R", "counter": "D", "table": "b", "twice": "t", "main": "T"}
    assert places["twice"] == "main.c:4"
    assert places["main"] == "main.c:8"
    assert places["printf"] == "main.c:10"
    assert places["counter"] in ("main.c:2", "")  # not each compiler tells


def test_sections_begin_with_the_sizes(read: Lines) -> None:
    codes = [code for _, code in read["sections"]]

    assert re.fullmatch(r" +text +data +bss +dec +hex", codes[0])
    assert re.fullmatch(r" +\d+ +\d+ +\d+ +\d+ +[0-9a-f]+", codes[1])
    names = {code[7:].split()[0] for code in codes[4:]}
    assert {".text", ".data", ".bss", ".rodata"} <= names
    assert not any("debug" in name for name in names)


def test_disassembly_is_that_of_the_functions_that_readers_see(read: Lines) -> None:
    lines = read["disassembly"]
    functions = [re.findall("<(.*)>", code)[0] for _, code in lines if code.endswith(">:")]

    assert sorted(functions) == ["main", "twice"]
    calls = {where for where, code in lines if "printf@plt" in code}
    assert calls == {"main.c:10"}
    assert all(where for where, code in lines if code.startswith(" "))


@pytest.mark.parametrize("compiler", INSTALLED)
def test_code_without_a_main_is_that_of_its_object_files(sandbox: Sandbox, compiler: str) -> None:
    sources = (
        SourceFile("one.c", b"int one(void) { return 1; }\n"),
        SourceFile("two.c", b"int two(void) { return 2; }\n"),
    )
    read = _read(Job(sources, compiler, artifacts=tuple(READINGS), runs=False), sandbox)

    assert {code.split()[-1] for _, code in read["symbols"] if code} == {"one", "two"}
    assert {where for where, _ in read["disassembly"]} == {"", "one.c:1", "two.c:1"}
    assert sum(".text " in code for _, code in read["sections"]) == 2


@pytest.mark.parametrize("flags", [("-g3",), ("-fsanitize=address",)])
@pytest.mark.parametrize("compiler", INSTALLED)
def test_no_line_is_line_0(sandbox: Sandbox, compiler: str, flags: tuple[str, ...]) -> None:
    read = _read(Job((SOURCE,), compiler, flags=flags, artifacts=tuple(READINGS)), sandbox)

    assert {"main", "twice"} <= {code.split()[-1] for _, code in read["symbols"]}
    assert len(read["symbols"]) < 25
    assert not any(where.endswith(":0") for lines in read.values() for where, _ in lines)


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize(
    "printed", [b"", b"\0\xff", b"\n\n\n", b"nonsense\n", b"  [ 1] .text\n", b"0 <f>:\n 1:\n"]
)
def test_no_text_is_refused(name: str, printed: bytes) -> None:
    assert view(name, Job((SOURCE,)), [printed]).text.count(b"\n") <= printed.count(b"\n") + 1
