"""Options of other tools, and the options of this one that they mean."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence import front_matter
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.meant import meant_option
from mkdocs_c_runner.fence.options import OPTIONS, Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.fence.settings import Settings

MEANT = [
    ("standard", "std"),
    ("language-standard", "std"),
    ("CFLAGS", "flags"),
    ("ldflags", "libs"),
    ("cc", "compiler"),
    ("time_limit", "timeout"),
    ("time-out", "timeout"),
    ("stdn", "stdin"),
    ("expected_output", "expect_output"),
    ("exit_code", "expect"),
    ("stdout", "expect_output"),
    ("colour", None),
]


@pytest.mark.parametrize(("name", "option"), MEANT)
def test_an_unknown_option_names_the_one_that_is_meant(name: str, option: str | None) -> None:
    assert meant_option(name, OPTIONS) == option


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("sanitize", 'flags="-fsanitize=address"'),
        ("UBSan", 'flags="-fsanitize=undefined"'),
        ("compile-fail", 'expect="compile-error"'),
    ],
)
def test_a_word_for_an_option_with_a_value_is_told_with_both(name: str, whole: str) -> None:
    problems = parse({"run": "run", name: "1"}, Options(), Rules()).problems

    assert problems == [f'There is no option "{name}": write {whole} in its place.']


def test_every_level_names_it() -> None:
    page = "---\nc_runner:\n  standard: c17\n---\n"
    meta, _ = front_matter.split(page)
    read = front_matter.read(meta, page, "page.md", Options(), Rules())

    assert read.problems == [
        (3, 'c_runner: a page has no option "standard" (did you mean "std"?).')
    ]
    assert parse({"run": "run", "standard": "c17"}, Options(), Rules()).problems == [
        'There is no option "standard" (did you mean "std"?).'
    ]
    with pytest.raises(ValueError, match=r'there is no such option \(did you mean "std"\?\)'):
        Settings.of({"standard": "c17"})
