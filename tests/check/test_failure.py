"""Failures as a log has them: one for one mistake, however many blocks it stops, and foreign text cut."""

from __future__ import annotations

from collections.abc import Sequence

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


def unrun(*lines: int, details: str = "no scheduler") -> list[Failure]:
    """Blocks that the machine could not run."""
    places = [Place("page.md", line) for line in lines]
    return [
        Failure(place, "The block could not be run.", details, place, of_machine=True)
        for place in places
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([7, 5], "2 blocks could not be run: this one and page.md:7:1."),
        ([5, 6, 7], "3 blocks could not be run: this one, page.md:6:1 and page.md:7:1."),
        (
            range(1000, 4, -1),
            "996 blocks could not be run: this one, page.md:6:1, page.md:7:1, page.md:8:1 and 992 more.",
        ),
    ],
)
def test_what_the_machine_does_to_many_blocks_is_one_failure(
    lines: Sequence[int], reason: str
) -> None:
    assert [str(item) for item in merged(unrun(*lines))] == [
        f"page.md:5:1: error: {reason}\n    | no scheduler"
    ]


def test_what_the_machine_does_otherwise_stays_apart() -> None:
    failures = [*unrun(1), *unrun(2, details="another reason"), *unrun(2, details="one more")]

    assert merged(failures) == failures
    assert merged(unrun(1, 1)) == unrun(1, 1)  # one block, compiled in two ways


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


def test_only_a_line_feed_ends_a_line_of_foreign_text() -> None:
    assert quoted("a\fb\u2028c\nd\n") == ["    | a␌b‹U+2028›c", "    | d"]
