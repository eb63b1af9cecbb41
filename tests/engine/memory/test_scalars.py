"""Single values as C writes them."""

from __future__ import annotations

import struct
from fractions import Fraction

import pytest

from mkdocs_c_runner.engine.memory import scalars


def extended(sign: int, exponent: int, fraction: int) -> bytes:
    """A number of the x87, as 16 bytes."""
    return fraction.to_bytes(8, "little") + (sign << 15 | exponent).to_bytes(2, "little") + bytes(6)


ONE = 1 << 63


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (extended(0, 16383, ONE), "1.0"),
        (extended(1, 16384, ONE | ONE >> 2), "-2.5"),
        (extended(0, 0, 0), "0.0"),
        (extended(1, 0, 0), "-0.0"),
        (extended(0, 32767, ONE), "inf"),
        (extended(1, 32767, ONE), "-inf"),
        (extended(0, 32767, ONE | 1), "nan"),
        (extended(0, 16379, round(Fraction(1, 10) * (1 << 67))), "0.1"),
        (extended(0, 32766, (1 << 64) - 1), "1.189731495357231765e+4932"),
        (extended(0, 0, 1), "4e-4951"),
        (struct.pack("<f", 0.1), "0.1"),
        (struct.pack("<f", 16777216.0), "16777216.0"),
        (struct.pack("<f", float("nan")), "nan"),
        (struct.pack("<d", 0.1), "0.1"),
        (struct.pack("<d", -1e100), "-1e+100"),
        (bytes(3), None),
    ],
)
def test_a_floating_number_has_as_few_digits_as_tell_it_apart(
    content: bytes, text: str | None
) -> None:
    assert scalars.floating(content) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain", "plain"),
        (b'"\\\n\t\0\x01', r"\"\\\n\t\0\x01"),
        ("gr\u00f6\u00dfe".encode(), "gr\u00f6\u00dfe"),
        (b"\xff\xfe", r"\xff\xfe"),
        ("\u200b\u2028".encode(), r"\xe2\x80\x8b\xe2\x80\xa8"),
    ],
)
def test_characters_are_written_as_in_a_literal(content: bytes, text: str) -> None:
    assert scalars.text(content) == text


@pytest.mark.parametrize(
    ("code", "signed", "text"),
    [(97, True, "97 'a'"), (39, True, r"39 '\''"), (200, True, "-56"), (200, False, "200")],
)
def test_a_character_is_a_number_and_what_can_be_read_of_it(
    code: int, *, signed: bool, text: str
) -> None:
    assert scalars.character(code, signed=signed) == text
