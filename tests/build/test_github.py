"""Failures as commands that GitHub Actions reads: nothing that a program prints can be a command of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.build.github import annotation
from mkdocs_c_runner.check.failure import Failure
from mkdocs_c_runner.place import Place

from ..strategies import PROFILE

GITHUB = {"GITHUB_ACTIONS": "true"}
FAILURE = Failure(Place("docs/a, b: 100%.md", 3, 7), "It failed.", "a\r\nb: 50%")


def test_a_failure_is_one_line_with_its_place() -> None:
    assert annotation(FAILURE, "error", GITHUB) == (
        "::error file=docs/a%2C b%3A 100%25.md,line=3,col=7,title=c-runner::"
        "It failed.%0Aa%0D%0Ab: 50%25"
    )


def test_places_are_relative_to_the_repository() -> None:
    failure = Failure(Place("docs/index.md"), "It failed.", "")
    environment = {**GITHUB, "GITHUB_WORKSPACE": ".."}

    said = annotation(failure, "warning", environment)

    assert said is not None
    assert re.match(r"::warning file=[^/]+/docs/index\.md,line=1,col=1,", said)


@pytest.mark.parametrize("environment", [{}, {"GITHUB_ACTIONS": "false"}])
def test_elsewhere_there_is_none(environment: dict[str, str]) -> None:
    assert annotation(FAILURE, "error", environment) is None


@PROFILE
@given(st.text(), st.text(), st.text())
def test_any_text_makes_one_command(path: str, reason: str, details: str) -> None:
    failure = Failure(Place(f"docs/{path}".replace("\0", "")), reason, details)

    said = annotation(failure, "error", GITHUB)

    assert said is not None
    assert not re.search(r"[\r\n]", said)
    properties = said.removeprefix("::error ").partition("::")[0]
    assert [item.partition("=")[0] for item in properties.split(",")] == [
        "file",
        "line",
        "col",
        "title",
    ]
