"""Double quotes in values that stand in double quotes."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence.near_miss import inner_quotes


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ('```c run title="a "quoted" word"', "it: title='a \"quoted\" word'"),
        ('```c run args="-n "two words"" std="c17"', "it: args='-n \"two words\"'"),
        ('```c run title="a" std="c17"', ""),
        ('```c run title="a "b" c" std="c17"', "it: title='a \"b\" c'"),
        (r'```c run args="-n \"two words\""', "it: args='-n \"two words\"'"),
        ("```c run title='a \"b\" c'", ""),
    ],
)
def test_quotes_in_quotes_are_told(header: str, told: str) -> None:
    assert inner_quotes(header) == told
