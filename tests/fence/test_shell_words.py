"""Words are split as `shlex.split` does."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_c_runner.fence.shell_words import split


@given(st.text(alphabet="ab \t\n'\"\\#é|", max_size=20))
@settings(deadline=None)
def test_it_splits_as_the_standard_library_does(text: str) -> None:
    try:
        expected = tuple(shlex.split(text))
    except ValueError:
        with pytest.raises(ValueError, match=r"^No (closing quotation|escaped character)$"):
            split(text)
    else:
        assert split(text) == expected
