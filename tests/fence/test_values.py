"""Values as authors write them: escapes, times, sizes and numbers."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.job import MEBIBYTE
from mkdocs_c_runner.fence.values import count, decode_escapes, duration, size, steps

ESCAPES: list[tuple[str, bytes]] = [
    ("", b""),
    ("plain", b"plain"),
    (r"\n\t\r\a\b\e\f\v", b"\n\t\r\x07\x08\x1b\x0c\x0b"),
    (r"\\\"\'\?", b"\\\"'?"),
    (r"\0", b"\0"),
    (r"\101\x42", b"AB"),
    (r"\1018", b"A8"),
    (r"\xff\xFE", b"\xff\xfe"),
    (r"\x414", b"A4"),
    (r"\x4", b"\x04"),
    (r"\u20ac", "\u20ac".encode()),
    (r"\ud800", b"?"),
    (r"\\n", b"\\n"),
    ("\u20ac\\n", "\u20ac\n".encode()),
]

NO_ESCAPES = ["q", "x", "xg", "8", "9", "u12", "N", "U", " ", "", "\u0663"]


@pytest.mark.parametrize(("text", "data"), ESCAPES)
def test_escapes_are_those_of_c(text: str, data: bytes) -> None:
    assert decode_escapes(text) == data


@pytest.mark.parametrize("code", NO_ESCAPES)
def test_what_is_no_escape_is_named(code: str) -> None:
    with pytest.raises(ValueError, match="is not a C escape") as caught:
        decode_escapes(f"text\\{code}")

    assert str(caught.value) == f"\\{code[:1]} is not a C escape; write a backslash as \\\\"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2", 2.0), (" 2 ", 2.0), ("2s", 2.0), ("2.5 s", 2.5), ("500ms", 0.5), ("0.5ms", 0.0005)],
)
def test_times(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("512K", 512 * 1024),
        ("64M", 64 * MEBIBYTE),
        ("64m", 64 * MEBIBYTE),
        ("64 MiB", 64 * MEBIBYTE),
        ("64MB", 64 * MEBIBYTE),
        ("1G", 1024 * MEBIBYTE),
    ],
)
def test_sizes(text: str, number: int) -> None:
    assert size(text) == number


def test_counts() -> None:
    assert count("10000") == 10_000


@pytest.mark.parametrize(
    ("text", "number"),
    [("on", 200), ("", 200), ("off", 0), ("0", 0), ("1", 1), ("1000", 1000), ("007", 7)],
)
def test_steps_are_a_number(text: str, number: int) -> None:
    assert steps(text) == number


@pytest.mark.parametrize("text", ["1001", "-1", "many", "\u0661", "1.5", "9" * 99])
def test_steps_are_no_other_number(text: str) -> None:
    with pytest.raises(ValueError, match="a number of steps up to 1,000"):
        steps(text)
