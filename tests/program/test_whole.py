"""The whole program as people read it, and the fences that have its lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mkdocs_c_runner.engine.job import SourceFile
from mkdocs_c_runner.engine.toolchain.languages import C
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part, Program
from mkdocs_c_runner.program.growth import Grown
from mkdocs_c_runner.program.snippet import Snippet
from mkdocs_c_runner.program.whole import whole_files

PLACE = Place("page.md")
CODE = Part("gcd", "int gcd(int a, int b);", PLACE, is_file=False)
HEADER = Part("list.h", "// c-runner: hide\n#pragma once\n// c-runner: show\nint f(void);", PLACE)
FIRST = Part("one", "#include <stdio.h>\n\nint f(int x) { return x; }", PLACE, is_file=False)
HEADERS = "".join(f"#include <{header}>\n" for header in C.usual_headers)
GROWN = """\
#include <stdio.h>
#include <stdlib.h>

int f(int x) { return x; }

int main(void) { return f(0); }
"""
WITH_DIRECTIVE = """\
#include <stdio.h>

int f(int x) { return x; }

int main(void) {
#line 7 "x.y"
    return f(0);
}
"""


def block(source: str, parts: Sequence[Part] = (), **inputs: str) -> Snippet:
    options = parse({"run": "run", **inputs}, Options(), Rules()).options
    return Snippet(source, options, PLACE, parts=tuple(parts))


def step(source: str) -> Snippet:
    extended = Grown({}).with_part(FIRST, "main.c")
    options = parse({"run": "run", "extends": "one"}, Options(), Rules()).options
    return Snippet(source, options, PLACE, parts=(FIRST,), extended=extended)


@pytest.mark.parametrize(
    ("snippet", "text"),
    [
        (block("int x;"), "int x;\n"),
        (block("int x; // c-runner: hide\nint y;"), "int x;\nint y;\n"),
        (block("int x;", [CODE]), "int gcd(int a, int b);\nint x;\n"),
        (block("int main(void) { }", [CODE]), "int gcd(int a, int b);\n\nint main(void) { }\n"),
        (block("puts(x);", main="wrap"), "int main(void)\n{\nputs(x);\n}\n"),
        (step("#include <stdlib.h>\nint main(void) { return f(0); }"), GROWN),
        (step('int main(void) {\n#line 7 "x.y"\n    return f(0);\n}'), WITH_DIRECTIVE),
    ],
)
def test_a_whole_program_has_all_lines_and_no_directives_of_ours(
    snippet: Snippet, text: str
) -> None:
    first = whole_files(snippet.program)[0]

    assert first.text.removeprefix(HEADERS) == text


def test_each_line_knows_its_fence_and_its_number_there() -> None:
    snippet = step("\nint f(int x, int y)\n{\n    return x + y; // c-runner: hide\n}")
    (file,) = whole_files(snippet.program)

    found = [(line.text, line.part and line.part.name, line.number) for line in file.lines]
    assert found == [
        ("#include <stdio.h>", "one", 1),
        ("", "one", 0),
        ("int f(int x, int y)", "main.c", 2),
        ("{", "main.c", 3),
        ("    return x + y;", "main.c", 4),
        ("}", "main.c", 5),
    ]


def test_files_stand_under_their_names_the_blocks_own_first() -> None:
    files = whole_files(block("int main(void) { }", [HEADER]).program)

    assert [(file.name, file.text) for file in files] == [
        ("main.c", "int main(void) { }\n"),
        ("list.h", "#pragma once\nint f(void);\n"),
    ]


def test_a_line_of_an_author_that_looks_like_a_directive_of_ours_is_kept() -> None:
    part = Part("main.c", '#line 3 "main.c"\nint x;', PLACE)
    program = Program((SourceFile("main.c", f"{part.source}\n".encode()),), (part,))

    assert whole_files(program)[0].text == f"{part.source}\n"
