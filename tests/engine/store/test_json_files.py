"""Stored files are read only if they make a bounded number of objects."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mkdocs_c_runner.bounds import STORED_DEPTH, STORED_FILE, STORED_OBJECTS, STORED_VALUES
from mkdocs_c_runner.engine.store.json_files import read_bounded, read_json

ABSENT = {
    "too large": b'"' + b"a" * STORED_FILE + b'"',
    "too many lists": b"[" + b"[]," * STORED_OBJECTS + b"0]",
    "too many objects": b"[" + b"{}," * STORED_OBJECTS + b"0]",
    "too many values": b"[" + b"1," * STORED_VALUES + b"1]",
    "too deep": b"[" * (STORED_DEPTH + 1) + b"]" * (STORED_DEPTH + 1),
    "too deep, both kinds": b'[{"a":' * STORED_DEPTH + b"0" + b"}]" * STORED_DEPTH,
    "endless": b"[" * 1_000_000,
    "crossed": b"[{" * 100_000,
    "quotation marks": b'"' * 1_000_001,
    "no end of a string": b'"' + b"\\" * 1_000_000,
}
GOOD = {
    "deepest": b"[" * STORED_DEPTH + b"]" * STORED_DEPTH,
    "brackets in a string": json.dumps("[{" * 100_000).encode(),
    "escaped quotation marks": json.dumps('"[\\"{\\\\' * 10_000).encode(),
    "lines": json.dumps(["\n"] * 1_000_000).encode(),
}


@pytest.mark.parametrize("content", ABSENT.values(), ids=ABSENT)
def test_a_file_that_makes_too_much_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert read_json(tmp_path / "x.json") is None


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_a_file_within_the_bounds_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert read_json(tmp_path / "x.json") == json.loads(content)


def test_a_bounded_reading_takes_regular_files_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    os.mkfifo(tmp_path / "pipe")
    assert read_bounded(tmp_path / "file", 5) == b"12345"
    assert read_bounded(tmp_path / "file", 4) is None
    for name in ("pipe", ".", "missing"):
        assert read_bounded(tmp_path / name, 100) is None
