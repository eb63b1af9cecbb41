"""The difference between two texts costs no more than their lengths."""

from __future__ import annotations

import difflib
import random

import pytest

from mkdocs_c_runner.bounds import DIFF_LINES
from mkdocs_c_runner.check.difference import difference

NAMES = ("expected", "printed")


def numbered(count: int, word: str = "line") -> list[str]:
    return [f"{word} {number}" for number in range(count)]


@pytest.mark.parametrize("seed", range(40))
def test_short_texts_have_the_diff_of_the_library(seed: int) -> None:
    chance = random.Random(seed)
    before = chance.choices("abcde", k=chance.randint(0, 40))
    now = [line for line in before if chance.random() < 0.9]
    now.insert(chance.randint(0, len(now)), chance.choice("xyz"))
    context = chance.randint(0, 4)
    assert _applied(before, difference(before, now, NAMES, context)) == now
    assert len(difference(before, now, NAMES, context)) <= 2 * len(
        list(difflib.unified_diff(before, now, *NAMES, lineterm="", n=context))
    )


def _applied(text: list[str], diff: list[str]) -> list[str]:
    """Return a text with the hunks of a diff applied, by the line numbers in their headlines."""
    result: list[str] = []
    position = 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            begin = int(start) - (count != "0")
            result += text[position:begin]
            position = begin
        else:
            result += [line[1:]] if line[0] in " +" else []
            position += line[0] in " -"
    return result + text[position:]


def test_equal_texts_have_no_diff() -> None:
    assert not difference(numbered(5), numbered(5), NAMES)


def test_one_change_in_long_texts_is_a_diff_with_its_line_numbers() -> None:
    before = numbered(100_000)
    now = [*before[:50_000], "another", *before[50_001:]]
    assert difference(before, now, NAMES, 1) == [
        "--- expected",
        "+++ printed",
        "@@ -50000,3 +50000,3 @@",
        " line 49999",
        "-line 50000",
        "+another",
        " line 50001",
    ]


def test_texts_that_differ_in_too_many_lines_show_the_first_difference() -> None:
    before = [*numbered(20), *numbered(6_000, "old")]
    now = [*numbered(20), *numbered(12_000, "new")]
    assert difference(before, now, NAMES, 2) == [
        "--- expected",
        "+++ printed",
        "@@ differs from line 21 on: expected 6,020 lines, printed 12,020 lines @@",
        " line 18",
        " line 19",
        "-old 0",
        "-old 1",
        "-old 2",
        "+new 0",
        "+new 1",
        "+new 2",
    ]


def test_a_text_that_ends_early_shows_what_is_missing() -> None:
    lines = difference(numbered(3), numbered(3 + 2 * DIFF_LINES), NAMES, 1)
    assert lines[2:] == [
        f"@@ differs from line 4 on: expected 3 lines, printed {3 + 2 * DIFF_LINES:,} lines @@",
        " line 2",
        "+line 3",
        "+line 4",
        "+line 5",
    ]
