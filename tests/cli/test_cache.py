"""`cache` on the cache of a site that was built."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from ..conftest import BuildSite
from .commands import CRASH, HELLO, command


@pytest.mark.usefixtures("sandbox")
def test_the_cache_can_be_pruned(build_site: BuildSite, tmp_path: Path) -> None:
    build_site({"index.md": HELLO + CRASH})
    entries = sorted((tmp_path / ".cache/plugin/c-runner/results").glob("*.json"))
    os.utime(entries[0], (0, 0))

    assert ": 2 results, " in command("cache", "info").output
    assert command("cache", "prune", "--older-than", "30").output == "1 result removed\n"
    assert entries[1].exists()
    assert command("cache", "prune", "--max-size", "1").output == "1 result removed\n"
    assert command("cache", "prune").exit_code == cli.USAGE
