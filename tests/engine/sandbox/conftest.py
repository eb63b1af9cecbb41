"""The world around an attack, which must stay as it is."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from .outside import SECRET, Outside, left_since, processes_below_us


@pytest.fixture(scope="module")
def _adoption() -> Iterator[None]:
    """Makes orphans our children: a daemon of an attack cannot hide among those of the machine."""
    pr_set_child_subreaper = 36  # linux/prctl.h
    prctl = ctypes.CDLL(None).prctl
    assert prctl(pr_set_child_subreaper, 1, 0, 0, 0) == 0
    yield
    prctl(pr_set_child_subreaper, 0, 0, 0, 0)


@pytest.fixture
def outside(
    _adoption: None, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Outside]:
    """The world around an attack. When the test ends it must be as it was, and nobody be left."""
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    monkeypatch.chdir(tmp_path)
    world = Outside(tmp_path)
    with contextlib.ExitStack() as stack:
        world.open()
        for server in world.servers:
            stack.enter_context(server)
        sandbox.close_idle()
        processes, state = set(processes_below_us()), world.state()
        yield world
        sandbox.close_idle()
        assert left_since(processes) == []
        assert world.state() == state
        assert world.visitors() == 0
