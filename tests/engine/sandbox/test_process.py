"""Trusted commands: nothing of the build's surroundings reaches them. `test_trusted.py` tests that they end with it."""

from __future__ import annotations

import os

import pytest

from mkdocs_c_runner.engine.cures import exhausted
from mkdocs_c_runner.engine.sandbox.process import capture


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_files_have_one_mask(mask: int) -> None:
    before = os.umask(mask)
    try:
        assert capture(["/bin/sh", "-c", "umask"]).stdout == b"0022\n"
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("message", "cure"),
    [
        ("[Errno 24] Too many open files", "ulimit -n"),
        ("bwrap: Can't open a file: Too many open files", "ulimit -n"),
        ("/bin/sh: 1: Cannot fork", "ulimit -u"),
        ("can't start new thread", "ulimit -u"),
        ("gcc: fatal error: cannot execute 'cc1': vfork: Resource temporarily unavailable", "-u"),
        ("main.c:1: error: expected ';'", ""),
        ("No space left on device", ""),
    ],
)
def test_a_low_limit_is_named_with_its_cure(message: str, cure: str) -> None:
    error = exhausted(message)

    assert (cure in error.cure) if error else not cure
