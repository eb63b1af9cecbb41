"""The job of a block: what is in it, and what is not."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Job
from mkdocs_c_runner.fence.header import ParsedHeader, parse
from mkdocs_c_runner.fence.options import ROWS, Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.fence.table import FENCE
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

SITE, RULES = Options(), Rules()


def parsed(**inputs: str | None) -> ParsedHeader:
    """A marked header with these options."""
    return parse({"run": "run", **inputs}, SITE, RULES)


def short(value: object) -> str:
    """What stands for a value in the name of a test."""
    return repr(value)[:24]


# Of each option, a header that sets it.
EXAMPLES = {
    "run": {"run": "off"},
    "stdin": {"stdin": "x"},
    "echo": {"echo": "off"},
    "program": {"program": "x"},
    "args": {"args": "x"},
    "env": {"env": "A=x"},
    "diagnostics": {"diagnostics": "inline"},
    "godbolt": {"godbolt": "off"},
    "search": {"search": "off"},
    "playground": {"playground": "browser"},
    "fold": {"fold": "9"},
    "steps": {"steps": "9"},
    "addresses": {"addresses": "on"},
    "frames": {"frames": "on"},
    "result": {"result": "csv"},
    "plot": {"plot": "bar"},
    "alt": {"alt": "x"},
    "header": {"header": "on"},
    "compiler": {"compiler": "clang"},
    "flags": {"flags": "-O2"},
    "std": {"std": "c99"},
    "libs": {"libs": "-lrt"},
    "expect": {"expect": "any"},
    "show": {"show": "output"},
    "layout": {"layout": "tabs"},
    "file": {"file": "x.c"},
    "stdin_file": {"stdin_file": "x"},
    "data": {"data": "x"},
    "expect_output": {"expect_output": "x"},
    "name": {"name": "x"},
    "uses": {"uses": "x"},
    "extends": {"extends": "x"},
    "since": {"extends": "x", "since": "w", "show": "changes output"},
    "whole": {"whole": "off"},
    "again": {"again": "x"},
    "main": {"main": "wrap"},
    "tools": {"tools": "on"},
    "stdio": {"stdio": "pipes"},
    "cache": {"cache": "off"},
    "volatile": {"volatile": "all"},
    "timeout": {"timeout": "1"},
    "memory": {"memory": "1M"},
    "truncate": {"truncate": "1"},
}
FOR_THE_PAGE_ALONE = {
    *(
        "run",
        "echo",
        "expect",
        "expect_output",
        "show",
        "fold",
        "frames",
        "diagnostics",
        "godbolt",
        "search",
        "whole",
        "playground",
        "cache",
        "volatile",
        "name",
    ),
    *("alt", "header"),
    # They are in the job of a block that shows memory.
    *("steps", "addresses"),
    # What these name is read by the page, and is in the job then.
    *("data", "uses", "extends", "again", "since"),
    # Each has a job of its own.
    "layout",
}


def job(**inputs: str) -> Job:
    """The job of a block with these options."""
    return Snippet("int main(void) {}", parsed(**inputs).options, Place("page.md")).job


@pytest.mark.parametrize("name", ROWS[FENCE])
def test_a_job_changes_with_every_option_but_those_of_the_page_alone(name: str) -> None:
    assert (job(**EXAMPLES[name]) == job()) is (name in FOR_THE_PAGE_ALONE)


def test_a_job_has_the_source_under_its_name_and_with_a_final_line_feed() -> None:
    (source,) = job(file="list.c").sources

    assert (source.name, source.content) == ("list.c", b"int main(void) {}\n")


EMPTY = (
    "The block is empty. If it includes a file, that file or the part of it is missing or empty."
)
LONG = "The source is longer than 64 KiB."


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("int x;", None),
        ("x" * 65_536, None),
        ("x" * 65_537, LONG),
        ("\u20ac" * 21_846, LONG),
        ("", EMPTY),
        (" \n\t", EMPTY),
    ],
    ids=short,
)
def test_a_source_that_cannot_be_run_is_told(source: str, problem: str | None) -> None:
    assert Snippet(source, parsed().options, Place("page.md")).problem() == problem


@pytest.mark.parametrize(
    ("inputs", "kept"),
    [
        ({}, 100),
        ({"expect_output": "x" * 50}, 100),
        ({"expect_output": "x" * 51}, RUN_LIMITS.output),
        ({"expect_output": "x", "volatile": "x"}, RUN_LIMITS.output),
        ({"volatile": "x"}, 100),
    ],
    ids=short,
)
def test_output_that_a_long_expectation_is_compared_with_is_kept_whole(
    inputs: dict[str, str], kept: int
) -> None:
    options = parsed(truncate="100", **inputs).options

    job = Snippet("int main(void) {}", options, Place("a.md", 1)).job

    assert job.run_limits.truncate == kept
