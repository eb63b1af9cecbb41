"""The failures of blocks, and the characters of the page that they point at."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.failure import Failure
from mkdocs_c_runner.check.ran import Ran
from mkdocs_c_runner.engine.result import Measured, Outcome, Result, Segment, Stage
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.snippet import Snippet


def said(text: str | bytes) -> Stage:
    """A compile stage that failed with these words."""
    data = text.encode() if isinstance(text, str) else text
    return Stage(exit_code=1, segments=(Segment("stderr", data),), total_chars=len(data))


def failure_of(snippet: Snippet, text: str) -> Failure:
    """The failure of a block that does not compile."""
    result = Result.judge(said(text), None, Measured())
    failure = check(Ran.of(snippet, Outcome(result, "run"))).failure
    assert failure is not None
    return failure


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

    assert failure_of(snippet, text).place.path == "page.md"


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

    failure = failure_of(snippet, f"main.c:2:{column}: error: no y")

    assert str(failure.place) == f"page.md:7:{3 + character - 1}"


def test_a_place_is_never_left_of_its_line() -> None:
    """Lines that are included in an indented place begin there with characters that their file does not have."""
    origins = (Place("file.c", 1, -3), Place("file.c", 2, -3))
    options = parse({"run": "run"}, Options(), Rules()).options
    snippet = Snippet("int x; // error: none", options, Place("page.md", 5, 1), origins=origins)
    done = Result.judge(Stage(exit_code=0), Stage(exit_code=0), Measured())

    failure = check(Ran.of(snippet, Outcome(done, "run"))).failure

    assert failure is not None
    assert str(failure.place) == "file.c:1:1"


@pytest.mark.parametrize("message", ["x " * 10_000, "‘struct " + "s" * 20_000 + "’ has no member"])
def test_a_long_message_of_a_compiler_leaves_the_failure_readable(message: str) -> None:
    options = parse({"run": "run"}, Options(), Rules()).options
    snippet = Snippet("int x;", options, Place("page.md", 5, 1))

    failure = failure_of(snippet, f"main.c:1:5: error: {message}")

    assert len(failure.reason) < 1000
    assert " more characters. " in failure.reason
    assert failure.reason.endswith('If that is the point, add expect="compile-error".')
    assert len(failure.cause) < 1000


def test_a_failure_in_the_code_of_another_block_names_the_block_that_failed() -> None:
    options = parse({"run": "run"}, Options(), Rules()).options
    used = Part("list.c", "int list;\nint wrong", Place("list.md", 7, 1))
    snippet = Snippet("int main(void)\n{ }", options, Place("page.md", 5, 1), parts=(used,))

    elsewhere = failure_of(snippet, "list.c:2:5: error: no")
    here = failure_of(snippet, "main.c:2:1: error: no")

    assert elsewhere.reason.startswith("The block at page.md:5:1 was expected to ")
    assert here.reason.startswith("The block was expected to ")
    assert (elsewhere.place, here.place) == (Place("list.md", 9, 5), Place("page.md", 7, 1))
