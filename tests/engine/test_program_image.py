"""The memory of a program is read from its file, whatever that holds."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine.program_image import image_size

from ..strategies import PROFILE

HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
IDENTITY = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")


def program(*segments: tuple[int, int], size: int = 56, count: int | None = None) -> bytes:
    """A program with segments of these kinds and sizes in memory."""
    number = len(segments) if count is None else count
    header = HEADER.pack(IDENTITY, 3, 62, 1, 0, 64, 0, 0, 64, size, number, 0, 0, 0)
    return header + b"".join(
        struct.pack("<IIQQQQQQ", kind, 6, 0, 0, 0, 0, memory, 0) for kind, memory in segments
    )


@pytest.mark.parametrize(
    ("file", "size"),
    [
        (program((1, 1000), (1, 2000)), 3000),
        (program((6, 500), (1, 1000), (2, 500)), 1000),
        (program(), 0),
        (b"", 0),
        (b"\x7fELF\x02\x01", 0),
        (b"\x7fELF\x01\x01" + program((1, 1000))[6:], 0),
        (program((1, 1000), count=2), 0),
        (program((1, 1000), size=0), 0),
    ],
)
def test_segments_that_are_loaded_count(file: bytes, size: int) -> None:
    assert image_size(file) == size


@PROFILE
@given(st.binary(max_size=400))
def test_any_file_is_read(rest: bytes) -> None:
    assert image_size(IDENTITY + rest) >= 0
