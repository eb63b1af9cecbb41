"""Results as lines of text."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.cli.result_text import result_text

from ..engine.executors import printed


def lines(text: str) -> list[str]:
    """The lines of the result of a program that prints a text."""
    return result_text(printed(text), loosely=False).lines(loosely=False)


@pytest.mark.parametrize("character", "\f\v\x1c\x85\u2028\u2029")
def test_no_character_is_taken_for_the_end_of_a_line(character: str) -> None:
    """Otherwise a program that prints one in place of a line feed would seem to print the same."""
    assert len(lines(f"a{character}b\n")) == len(lines("ab\n")) == len(lines("a\nb\n")) - 1
