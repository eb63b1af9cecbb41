"""The compiler's messages, as they are read from its output."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.messages.read import Diagnostic, read


def said(text: str | bytes) -> Stage:
    """A compile stage that failed with these words."""
    data = text.encode() if isinstance(text, str) else text
    return Stage(exit_code=1, segments=(Segment("stderr", data),), total_chars=len(data))


def diagnosed(stage: Stage) -> list[Diagnostic]:
    """The diagnostics of a compile stage."""
    return read(stage).diagnostics


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
    assert diagnosed(said(GCC)) == [
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
    (message,) = diagnosed(said(f"main.c:1:1: {kind}: text\n"))

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
    assert diagnosed(said(text)) == []


@pytest.mark.parametrize(
    "text", [b"main.c:1:2: error: \xff\xfe", b"\xff\nmain.c:1:2: error: x", b"main.c:1:2: error: "]
)
def test_bytes_that_are_no_text_hide_no_message(text: bytes) -> None:
    assert [(item.line, item.column) for item in diagnosed(said(text))] == [(1, 2)]
