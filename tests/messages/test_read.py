"""The compiler's messages, and the character of the page that they point at."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.build.check import mismatch
from mkdocs_c_runner.build.report import Block, Failure, Report
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Measured, Outcome, Result, Segment, Stage
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.messages.read import Diagnostic, diagnostics
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.columns import character_column
from mkdocs_c_runner.program.snippet import Snippet


def said(text: str | bytes) -> Stage:
    """A compile stage that failed with these words."""
    data = text.encode() if isinstance(text, str) else text
    return Stage(exit_code=1, segments=(Segment("stderr", data),), total_chars=len(data))


GCC = """\
main.c: In function ‘main’:
main.c:3:5: warning: unused variable ‘x’ [-Wunused-variable]
    3 | int x;
      |     ^
main.c:4: error: expected ‘;’
other.h:1:10: fatal error: nothing.h: No such file or directory
compilation terminated.
main.c:9:1: note: declared here
/usr/bin/ld: /tmp/cc1.o: in function `main':
main.c:(.text+0x5): undefined reference to `f'
collect2: error: ld returned 1 exit status
"""


def test_messages_are_found_among_what_else_the_compiler_says() -> None:
    assert diagnostics(said(GCC)) == [
        Diagnostic("main.c", 3, 5, "warning", "unused variable ‘x’ [-Wunused-variable]"),
        Diagnostic("main.c", 4, None, "error", "expected ‘;’"),
        Diagnostic("other.h", 1, 10, "fatal error", "nothing.h: No such file or directory"),
        Diagnostic("main.c", 9, 1, "note", "declared here"),
    ]


@pytest.mark.parametrize(
    ("kind", "is_error"),
    [("error", True), ("fatal error", True), ("warning", False), ("note", False)],
)
def test_errors_are_what_stops_the_compiler(kind: str, *, is_error: bool) -> None:
    (message,) = diagnostics(said(f"main.c:1:1: {kind}: text\n"))

    assert message.is_error is is_error


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "main.c:3:5 warning: no colon",
        "main.c:3:5: remark: unknown kind",
        "main.c:x:5: error: no line",
        " main.c:3:5: error: indented",
        ":3:5: error: no file",
        "error: no place",
        "    3 | main.c:3:5: error: quoted source",
    ],
)
def test_what_only_looks_like_a_message_is_none(text: str) -> None:
    assert diagnostics(said(text)) == []


@pytest.mark.parametrize(
    "text", [b"main.c:1:2: error: \xff\xfe", b"\xff\nmain.c:1:2: error: x", b"main.c:1:2: error: "]
)
def test_bytes_that_are_no_text_hide_no_message(text: bytes) -> None:
    assert [(item.line, item.column) for item in diagnostics(said(text))] == [(1, 2)]


def failures_of(snippet: Snippet, text: str) -> list[Failure]:
    """What the report says of a block that does not compile."""
    report = Report(warn=print, note=print)
    result = Result.judge(said(text), None, Measured())
    report.outcome(Block(snippet, Outcome(result, "run"), mismatch(snippet, result), "", None))
    return report.take_failures()


@pytest.mark.parametrize(
    "text",
    [
        f"main.c:{'9' * 5000}:1: error: no such line",
        f"main.c:1:{'9' * 5000}: error: no such column",
        "x" * 10**5 + " undefined reference to `x'",
        "main.c:4294967296:4294967296: error: no such place",
        "main.c:0:0: error: no such place",
    ],
    ids=["line", "column", "endless", "both", "none"],
)
def test_a_place_that_cannot_be_is_borne(text: str) -> None:
    snippet = Snippet(
        "int x;", parse({"run": "run"}, Options(), Rules()).options, Place("page.md", 5, 1)
    )

    assert [failure.place.path for failure in failures_of(snippet, text)] == ["page.md"]


# What gcc says of the @ on each line: the columns are those of a terminal.
COLUMNS: list[tuple[str, int]] = [
    ("@", 1),
    ("    @", 5),
    ("\t@", 9),
    ("\t\t@", 17),
    ("  \t@", 9),
    ("        \t@", 17),
    ("ab\tc\t@", 17),
    ('"\u00e9" @', 5),
    ('"\u4e2d" @', 6),
    ('"\u4e2d\u6587" @', 8),
    ('"\uff21" @', 6),
    ('"\U0001f600" @', 6),
    ('"\U0001f600\t" @', 11),
    ('"e\u0301" @', 5),
]


@pytest.mark.parametrize(("line", "column"), COLUMNS)
def test_a_column_of_a_terminal_is_a_character_of_the_line(line: str, column: int) -> None:
    assert character_column(line, column) == line.index("@") + 1


@pytest.mark.parametrize(("line", "column"), COLUMNS)
def test_gcc_counts_so(line: str, column: int, sandbox: Sandbox) -> None:
    result = execute(Job((SourceFile("main.c", f"{line}\n".encode()),)), sandbox)

    assert column in [item.column for item in diagnostics(result.compile) if "@" in item.text]


@pytest.mark.parametrize(
    ("line", "column", "character"),
    [
        ("\tx", 1, 1),
        ("\tx", 5, 1),
        ("\tx", 8, 1),
        ("\u4e2dx", 1, 1),
        ("\u4e2dx", 2, 1),
        ("abc", 4, 4),
        ("abc", 99, 4),
        ("", 1, 1),
        ("", 9, 1),
        ("abc", 0, 1),
    ],
)
def test_a_column_within_or_beyond_a_character_has_a_place_too(
    line: str, column: int, character: int
) -> None:
    assert character_column(line, column) == character


@pytest.mark.parametrize(
    ("compiler", "line", "column", "character"),
    [
        ("gcc", "\tint x = y;", 17, 10),
        ("gcc", "\u4e2d\u6587 y;", 6, 4),
        ("clang", "\tint x = y;", 10, 10),
        ("clang", "\u4e2d\u6587 y;", 8, 4),
    ],
)
def test_a_failure_points_at_the_character_whatever_the_compiler_counts(
    compiler: str, line: str, column: int, character: int
) -> None:
    """Gcc counts columns of a terminal, clang counts bytes, editors count characters."""
    options = parse({"run": "run", "compiler": compiler}, Options(), Rules()).options
    snippet = Snippet(f"int first;\n{line}", options, Place("page.md", 5, 3))

    (failure,) = failures_of(snippet, f"main.c:2:{column}: error: no y")

    assert str(failure.place) == f"page.md:7:{3 + character - 1}"
