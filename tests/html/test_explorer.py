"""Links to Compiler Explorer: what stands in their addresses, and which blocks have none."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import SourceFile
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.html.explorer import LONGEST, compiler_there, explorer_link
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.snippet import Snippet

GCC = "gcc (Debian 12.2.0-14+deb12u1) 12.2.0"
PLACE = Place("docs/index.md")
SOURCE = "int main(void) { return 0; }"


def snippet(
    source: str = SOURCE,
    parts: tuple[Part, ...] = (),
    data: tuple[SourceFile, ...] = (),
    prelude: str = "",
    /,
    **inputs: str,
) -> Snippet:
    """A block with these options."""
    header = parse({"run": "run", **inputs}, Options().with_values({"prelude": prelude}), Rules())
    assert header.problems == []
    return Snippet(source, header.options, PLACE, parts=parts, data=data)


def state(block: Snippet, compiler: str = GCC) -> dict[str, Any]:
    """What the address of a block holds, read as the site does."""
    link = explorer_link(block, compiler)
    assert link is not None
    assert len(link) <= LONGEST
    prefix, _, text = link.partition("/clientstate/")
    assert prefix == "https://godbolt.org"
    assert "/" not in text
    content = base64.urlsafe_b64decode(text)
    if content[0] & 0x0F == 8:  # compressed
        content = zlib.decompress(content)
    assert content.isascii()
    found: dict[str, Any] = json.loads(content)
    return found


def test_the_address_holds_source_flags_arguments_and_input() -> None:
    block = snippet(
        SOURCE,
        std="c17",
        flags="-O2 -DX=1",
        libs="-lpthread",
        args="-n 'two words'",
        stdin=r"3 ä\n",
    )

    (session,) = state(block)["sessions"]

    assert (session["language"], session["source"]) == ("c", f"{SOURCE}\n")
    (executor,) = session["executors"]
    assert executor["compiler"] == {
        "id": "cg122",
        "options": "-std=c17 -Wall -Wextra -O2 -DX=1 -lpthread -lm",
        "libs": [],
    }
    assert (executor["arguments"], executor["argumentsVisible"]) == ("-n 'two words'", True)
    assert (executor["stdin"], executor["stdinVisible"]) == ("3 ä\n", True)


def test_assembly_has_a_window_where_it_is_shown() -> None:
    (shown,) = state(snippet(show="source asm", flags="-O2"))["sessions"]
    (plain,) = state(snippet())["sessions"]

    assert shown["compilers"] == [shown["executors"][0]["compiler"]]
    assert plain["compilers"] == []


def test_the_source_is_what_is_compiled_without_what_numbers_it() -> None:
    hidden = 'int a; // c-runner: hide\n// c-runner: hide\nint b;\n// c-runner: show\n#line 7 "own.c"\nputs("x");'
    part = Part("helper", "static int helper;", PLACE, is_file=False)
    block = snippet(hidden, (part,), (), "#define BEFORE 1", main="wrap")

    source = state(block)["sessions"][0]["source"]

    lines = source.split("\n")
    assert [line for line in lines if line.startswith("#line")] == ['#line 7 "own.c"']
    assert "c-runner" not in source
    ours = [line for line in lines if not line.startswith("#include")]
    assert ours == [
        *("#define BEFORE 1", "static int helper;", "int main(void)", "{"),
        *("int a;", "int b;", '#line 7 "own.c"', 'puts("x");', "}", ""),
    ]


def test_headers_are_files_beside_the_block() -> None:
    header = Part("list.h", "int list; // c-runner: hide", PLACE)
    found = state(snippet('#include "list.h"\n' + SOURCE, (header,), file="list.c"))

    (tree,) = found["trees"]
    files = [(file["filename"], file["content"], file["isMainSource"]) for file in tree["files"]]
    assert files == [
        ("list.c", f'#include "list.h"\n{SOURCE}\n', True),
        ("list.h", "int list;\n", False),
    ]
    assert tree["compilerLanguageId"] == "c"
    assert tree["executors"][0]["compiler"]["id"] == "cg122"
    (session,) = found["sessions"]  # the open editor of the first file
    assert (session["id"], session["filename"]) == (tree["files"][0]["editorId"], "list.c")


@pytest.mark.parametrize(
    "block",
    [
        snippet(SOURCE, (), (SourceFile("scores.csv", b"1"),)),
        snippet(SOURCE, (Part("list.c", "int x;", PLACE),)),
        snippet(tools="on"),
        snippet(env="A=b"),
        snippet(compiler="tcc"),
        snippet(result="image"),
        snippet(stdin=r"\xff"),
    ],
)
def test_what_it_could_not_serve_has_no_link(block: Snippet) -> None:
    assert explorer_link(block, GCC) is None


def test_long_programs_are_compressed_and_endless_ones_have_no_link() -> None:
    similar = "\n".join(f"int variable_{number} = {number};" for number in range(500))
    assert len(similar) > LONGEST
    assert state(snippet(similar))["sessions"][0]["source"] == f"{similar}\n"

    number, different = 1, []
    for _ in range(4000):  # nothing that can be compressed
        number = number * 6364136223846793005 % 2**64
        different.append(f"{number:x}")
    assert explorer_link(snippet("// " + "\n// ".join(different)), GCC) is None


@pytest.mark.parametrize(
    ("name", "version", "there"),
    [
        ("gcc", GCC, "cg122"),
        ("gcc", "gcc (Ubuntu 13.3.0-6ubuntu2~24.04) 13.3.0", "cg133"),
        ("gcc", "gcc (GCC) 14.2.1 20240912 (Red Hat 14.2.1-3)", "cg142"),
        ("gcc", "gcc (Debian 15.9.0-1) 15.9.0", "cg153"),
        ("gcc", "gcc (GCC) 99.1.0", "cg162"),
        ("gcc", "gcc (GCC) 4.8.5", "cg75"),
        ("gcc", "", "cg162"),
        ("clang", "Debian clang version 14.0.6", "cclang1400"),
        ("clang", "Ubuntu clang version 18.1.3 (1ubuntu1)", "cclang1810"),
        ("clang", "clang version 99.0.0", "cclang2210"),
        ("clang", "", "cclang2210"),
        ("tcc", "tcc version 0.9.27 (x86_64 Linux)", None),
    ],
)
def test_the_compiler_is_that_of_the_version_or_the_nearest(
    name: str, version: str, there: str | None
) -> None:
    assert compiler_there(name, version) == there
