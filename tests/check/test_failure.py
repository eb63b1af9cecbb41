"""Failures as a log has them: one for one mistake, however many blocks it stops, and foreign text cut."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.failure import Failure, merged, quoted
from mkdocs_c_runner.place import Place

SHARED, OTHER = Place("lists.md", 5, 9), Place("lists.md", 6, 1)
BLOCKS = [Place("page.md", line) for line in (10, 20, 30)]
CAUSE = "it does not compile: expected ‘;’"


def failure(place: Place, block: Place, cause: str = CAUSE) -> Failure:
    """A block that does not compile because of some line."""
    return Failure(place, f"The block was expected to run, but {cause}.", "words", block, cause)


def test_one_mistake_in_shared_code_is_one_failure() -> None:
    found = merged([failure(SHARED, block) for block in BLOCKS])

    assert [str(item) for item in found] == [
        (
            "lists.md:5:9: error: This code stops 3 blocks, the first of them at page.md:10:1: "
            "it does not compile: expected ‘;’.\n    | words"
        )
    ]


def test_other_failures_stay_as_they_are() -> None:
    failures = [
        failure(SHARED, BLOCKS[0]),
        failure(OTHER, BLOCKS[1]),
        failure(SHARED, BLOCKS[2], "it does not compile: expected ‘)’"),
        failure(SHARED, BLOCKS[1], ""),
        failure(SHARED, BLOCKS[2], ""),
    ]

    assert merged(failures) == failures


def test_a_block_that_is_compiled_in_two_ways_keeps_both_failures() -> None:
    failures = [failure(BLOCKS[0], BLOCKS[0]), failure(BLOCKS[0], BLOCKS[0])]

    assert merged(failures) == failures


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("short", "    | short"),
        ("x" * 500, f"    | {'x' * 500}"),
        ("x" * 900_000, f"    | {'x' * 500}… 899,500 more characters"),
        ("x\n" * 100, "    | … 70 more lines"),
    ],
)
def test_lines_are_cut(text: str, last: str) -> None:
    assert quoted(text)[-1] == last
