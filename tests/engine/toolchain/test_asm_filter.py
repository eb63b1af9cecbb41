"""Assembly, made readable.

Each `assembly/*.s` is what a compiler printed for `assembly/main.c`, on one of two architectures. The `.txt` beside it
is what readers get of it; `pytest --update-cases` writes these files.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.toolchain.asm_filter import Assembly

PRINTED = sorted((Path(__file__).parent / "assembly").glob("*.s"))


def readable(text: str) -> list[tuple[str, str]]:
    """The lines of assembly that readers get of a file `main.c`."""
    return list(
        Assembly(text.split("\n"), lambda name: name if name == "main.c" else "").readable()
    )


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_what_a_compiler_printed_becomes_readable(
    path: Path, request: pytest.FixtureRequest
) -> None:
    lines = readable(path.read_text(encoding="utf-8"))

    text = "".join(f"{where:<10} {line}".rstrip() + "\n" for where, line in lines)
    expected = path.with_suffix(".txt")
    if request.config.getoption("--update-cases"):
        expected.write_text(text, encoding="utf-8")
    else:
        assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_nothing_is_left_that_only_an_assembler_needs(path: Path) -> None:
    lines = [line for _, line in readable(path.read_text(encoding="utf-8"))]

    labels = {line[:-1] for line in lines if line.endswith(":")}
    text = "\n".join(line for line in lines if not line.endswith(":"))
    assert not re.search(
        r"^\s*\.(cfi|loc|file|size|type|globl|section|p2align|text)", text, re.MULTILINE
    )
    unused = {name for name in labels if not re.search(rf"{re.escape(name)}(?![\w.])", text)}
    assert unused <= {"scaled", "name", "names", "sum", "twice", "counter"}
    referred = set(re.findall(r"\.L[\w.]+", text))
    assert referred <= labels


def test_a_string_is_not_taken_for_a_comment() -> None:
    (line,) = [line for _, line in readable('\t.data\nx:\n\t.string "a # b  // c"\n')[1:]]

    assert line.split(maxsplit=1)[1] == '"a # b  // c"'


def test_functions_of_headers_and_of_hidden_lines_go() -> None:
    text = """
\t.file 1 "main.c"
\t.file 2 "/usr/include/stdlib.h"
\t.type mine, @function
mine:
\t.loc 1 3 1
\tret
\t.type theirs, @function
theirs:
\t.loc 2 300 1
\tcall other
\t.type made, @function
made:
\tnop
"""
    assert readable(text) == [("", "mine:"), ("main.c:3", "    ret")]
