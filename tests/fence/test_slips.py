"""Slips of the pen in the options of a fence: what is suggested keeps every word of the author."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence.near_miss import corrected

OPTIONS: list[tuple[str, str]] = [
    # values of several words without quotes
    ("expect=exit 1", 'expect="exit 1"'),
    ("stdin=3 4\\n", 'stdin="3 4\\n"'),
    ("stdin=3, 4", 'stdin="3, 4"'),
    ("args=-n 5 tools", 'args="-n 5" tools'),
    ("flags=-O2 -g timeout=2", 'flags="-O2 -g" timeout="2"'),
    ("hl_lines=1 3-4", 'hl_lines="1 3-4"'),
    ("title=Hello, 2nd world // why", 'title="Hello, 2nd world"'),
    ('timeout="2" title=C & co', 'timeout="2" title="C & co"'),
    # lists of words, which need no commas
    ("uses=list.h, list.c", 'uses="list.h list.c"'),
    ("show=source,output", 'show="source output"'),
    # quotes around a name
    ('“stdin”="3"', 'stdin="3"'),
    ('"stdin"="3"', 'stdin="3"'),
]


@pytest.mark.parametrize(("options", "meant"), OPTIONS)
def test_no_word_of_a_value_is_lost(options: str, meant: str) -> None:
    assert corrected(f"```c run {options}") == f"```c run {meant}"


def test_what_stands_in_braces_is_no_word_of_a_value() -> None:
    assert corrected("```c run stdin=3 4 .wide #id") == '``` { .c run stdin="3 4" .wide #id }'
