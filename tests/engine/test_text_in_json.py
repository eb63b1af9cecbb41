"""Bytes as JSON: as text where they are some."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine.canonical import canonical
from mkdocs_c_runner.engine.text_in_json import text_from_json, text_to_json

from ..strategies import PROFILE


@PROFILE
@given(st.binary())
def test_bytes_come_back_from_json(data: bytes) -> None:
    assert text_from_json(json.loads(canonical(text_to_json(data)))) == data


@pytest.mark.parametrize("text", ["", "a\nb", "\u20ac\U0001f600", "\x00"])
def test_text_is_a_plain_string_in_json(text: str) -> None:
    assert text_to_json(text.encode()) == text


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1,
        1.5,
        [],
        ["a"],
        {},
        {"text": "a"},
        {"base64": 1},
        {"base64": None},
        {"base64": ["AAAA"]},
        {"base64": "not base64!"},
        {"base64": "\u20ac"},
        {"base64": "AAA"},
    ],
)
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - some are worded by base64
        text_from_json(value)
