"""The manual lists what a page may cost, with the limits that the code has."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_c_runner import bounds

MANUAL = Path(__file__).parent.parent / "example-site/docs/manual/sandbox.md"
TABLE = MANUAL.read_text("utf-8").partition("## What a page may cost")[2].partition("\n## ")[0]

# What authors do not meet as a limit: they get fewer suggestions, or the same result in another way.
UNSEEN = {
    *("COMPARED_WORD", "COMPARED_WORDS", "CORRECTED_HEADER", "REWRITTEN_LINES"),
    "WRITTEN_IN_KEYS",
}


def spelled(number: int) -> str:
    for size, unit in ((1 << 20, "MiB"), (1 << 10, "KiB")):
        if number >= size and number % size == 0:
            return f"{number // size} {unit}"
    return f"{number:,}"


@pytest.mark.parametrize(
    "name", [name for name in vars(bounds) if name.isupper() and name[0] != "_"]
)
def test_each_limit_is_in_the_manual(name: str) -> None:
    if name not in UNSEEN:
        assert spelled(getattr(bounds, name)) in TABLE
