"""Snapshot comments: which comments are some, and the lines before which they stand."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.artifacts import Mark, Pictures
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.hidden_lines import Listing, Snapshot, snapshot_of, unknown_markers
from mkdocs_c_runner.program.snippet import Snippet

PLACE = Place("page.md", 1)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("// c-runner: snapshot", Snapshot()),
        ("    //c-runner:snapshot  ", Snapshot()),
        ("\t/* c-runner: snapshot */", Snapshot()),
        ("// c-runner: snapshot 3", Snapshot(3)),
        ("/* c-runner: snapshot 12 */ ", Snapshot(12)),
        ("// c-runner: snapshot list", Snapshot(names=("list",))),
        ("// c-runner: snapshot list, *list ,x_1", Snapshot(names=("list", "*list", "x_1"))),
        ("// c-runner: snapshot 0", None),
        ("// c-runner: snapshot -1", None),
        ("// c-runner: snapshot 3 list", None),
        ("// c-runner: snapshot list,", None),
        ("// c-runner: snapshots", None),
        ("// c-runner: snapshot list->next", None),
        ("x = 1; // c-runner: snapshot", None),
        ("/* c-runner: snapshot */ x = 1;", None),
    ],
)
def test_a_snapshot_comment(line: str, found: Snapshot | None) -> None:
    assert snapshot_of(line) == found
    assert bool(unknown_markers(line)) is (found is None)


def test_a_snapshot_comment_is_neither_shown_nor_compiled() -> None:
    listing = Listing.of("int x;\n// c-runner: snapshot\nint y;")

    assert listing.visible == listing.whole == "int x;\nint y;"
    assert listing.snapshots == [(2, Snapshot())]


def marks_of(source: str, parts: tuple[Part, ...] = (), **inputs: str) -> list[str]:
    """The line before which each mark of a block stands, with its file."""
    header = parse({"show": "memory", **inputs}, Options(), Rules())
    assert header.problems == []
    job = Snippet(source, header.options, PLACE, parts=parts).job
    contents = {file.name: file.content.decode().split("\n") for file in job.sources}
    return [f"{mark.file}: {contents[mark.file][mark.line - 1]}" for mark in job.pictures.marks]


MAIN = "int main(void) {\n  int x = 1;\n  // c-runner: snapshot\n  x = 2;\n}"


def test_a_mark_stands_before_the_next_line() -> None:
    assert marks_of(MAIN) == ["main.c:   x = 2;"]


def test_a_mark_among_hidden_lines_stands_before_the_next_hidden_line() -> None:
    hidden = "// c-runner: hide\nint y;\n// c-runner: snapshot\nint z;\n// c-runner: show\n"

    assert marks_of(f"int main(void) {{\n{hidden}}}") == ["main.c: int z;"]


def test_a_mark_in_a_fragment_stands_inside_of_its_main() -> None:
    assert marks_of("int x = 1;\n// c-runner: snapshot\nx = 2;", main="wrap") == ["main.c: x = 2;"]
    (last,) = marks_of("int x = 1;\n// c-runner: snapshot", main="wrap")
    assert last.startswith("main.c: #line")


def test_marks_of_other_files_follow_those_of_the_block() -> None:
    part = Part("list.c", "int y;\n// c-runner: snapshot\nint z;", PLACE)
    before = Part("node", "int a;\n// c-runner: snapshot\nint b;", PLACE, is_file=False)

    assert marks_of(MAIN, (part, before)) == [
        "main.c: int b;",
        "main.c:   x = 2;",
        "list.c: int z;",
    ]


def test_pictures_are_in_the_job_of_a_block_that_shows_memory_and_in_no_other() -> None:
    def pictures(**inputs: str) -> Pictures:
        return Snippet(MAIN, parse(inputs, Options(), Rules()).options, PLACE).job.pictures

    assert pictures(steps="5", addresses="on") == Pictures()
    assert pictures(show="memory", addresses="on") == Pictures((Mark("main.c", 4),), addresses=True)
    assert pictures(show="memory", steps="5") == Pictures((), 5)


ELSEWHERE = "show it in a block without that flag."


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        (
            {"compiler": "tcc"},
            'there are no pictures of programs of tcc; use compiler="gcc" or "clang".',
        ),
        ({"flags": "-O2"}, 'with -O2 variables have no place in memory; add flags="-O0".'),
        (
            {"flags": "-fsanitize=address"},
            f"the memory of a program with -fsanitize=address cannot be recorded; {ELSEWHERE}",
        ),
        ({"flags": "-O2 -O0"}, None),
        ({"flags": "-g3 -O0 -std=c11"}, None),
    ],
)
def test_a_program_whose_memory_cannot_be_recorded_is_refused(
    inputs: dict[str, str], problem: str | None
) -> None:
    header = parse({"show": "source memory", **inputs}, Options(), Rules())

    assert header.problems == ([f'show="memory": {problem}'] if problem else [])
    assert parse(inputs, Options(), Rules()).problems == []
