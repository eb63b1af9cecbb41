"""The rows of the table of compilers."""

from __future__ import annotations

import re

import pytest

from mkdocs_c_runner.engine.artifacts import VIEWS
from mkdocs_c_runner.engine.toolchain.compilers import COMPILERS, VIEWERS


def test_a_compiler_is_known_by_its_name() -> None:
    assert [compiler.name for compiler in COMPILERS.values()] == list(COMPILERS)


def test_a_compiler_has_all_views_or_none() -> None:
    assert [set(COMPILERS[name].views) for name in VIEWERS] == [set(VIEWS)] * len(VIEWERS)


@pytest.mark.parametrize(
    ("name", "words", "number"),
    [
        ("gcc", "gcc (Debian 12.2.0-14+deb12u1) 12.2.0", "12.2.0"),
        ("gcc", "gcc (GCC) 14.1.1 20240522 (Red Hat 14.1.1-4)", "14.1.1"),
        ("gcc", "gcc 16.0", "16.0"),
        ("clang", "Ubuntu clang version 18.1.3 (1ubuntu1)", "18.1.3"),
        ("tcc", "tcc version 0.9.27 (x86_64 Linux)", "0.9.27"),
        ("gcc", "", None),
    ],
)
def test_a_row_finds_the_version_in_the_words_of_its_compiler(
    name: str, words: str, number: str | None
) -> None:
    found = re.search(COMPILERS[name].version, words)

    assert (found["number"] if found else None) == number
