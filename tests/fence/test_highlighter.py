"""Options of a fence that belong to the highlighter."""

from __future__ import annotations

import pytest

from .reading import parsed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "A title"),
        ("linenums", "1"),
        ("linenums", "1 2 3"),
        ("hl_lines", "2"),
        ("hl_lines", "2 4-6"),
        ("data-anything", "x"),
        ("data-", ""),
    ],
)
def test_what_is_the_highlighters_is_left_to_it(name: str, text: str) -> None:
    header = parsed(**{name: text})

    assert header.problems == []
    assert header.options.with_values({"title": ""}) == parsed().options


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("title", "", "text"),
        ("linenums", "linenums", 'a number such as "1"'),
        ("linenums", "on", 'a number such as "1"'),
        ("hl_lines", "2,4", 'line numbers such as "2 4-6"'),
        ("hl_lines", "", 'line numbers such as "2 4-6"'),
    ],
)
def test_what_the_highlighter_would_refuse_is_told_and_stops_nothing(
    name: str, text: str, allowed: str
) -> None:
    header = parsed(**{name: text})

    assert header.ignored == [f'{name}="{text}": must be {allowed}.']
    assert header.wrong_values == []
