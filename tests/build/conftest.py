"""Sites whose results an earlier build has made."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.build.kept_blocks import KeptBlock

from ..conftest import BuildSite, Site

# Seconds since 1970.
LONG_AGO = 1_000_000_000
CACHE = ".cache/plugin/c-runner"
PROGRAM = '```c run\n#include <stdio.h>\nint main(void) { puts("WORD"); }\n```'


def page_of(text: str) -> str:
    """A page of the cases, with its programs."""
    lines = text.split("\n")
    return "\n".join(
        PROGRAM.replace("WORD", line.removeprefix("HELLO ")) if line.startswith("HELLO ") else line
        for line in lines
    )


def kept(directory: Path) -> list[Path]:
    """The files of the pages of a site of which blocks are kept."""
    return sorted((directory / CACHE / "blocks").glob("*.blocks"))


def blocks_in(path: Path) -> dict[str, list[Any]]:
    """The blocks in a file: their places in the HTML, and what else is known of them."""
    blocks: dict[str, list[Any]] = json.loads(path.read_text().partition("\n")[0])["blocks"]
    return blocks


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blocks that an earlier build has rendered, as their sources stand on the page."""
    found: list[str] = []
    original = KeptBlock.recall

    def recall(self: KeptBlock) -> Any:
        before = original(self)
        if before:
            found.append(str(before[0].html))
        return before

    monkeypatch.setattr(KeptBlock, "recall", recall)
    return found


@pytest.fixture
def build_as_later(build_site: BuildSite, tmp_path: Path) -> Callable[..., Site]:
    """Builds a site as if its results had been made some time before."""

    def build(*arguments: Any, **options: Any) -> Site:
        for path in (tmp_path / CACHE / "results").glob("*.json"):
            os.utime(path, (LONG_AGO, LONG_AGO))
        site: Site = build_site(*arguments, **options)
        return site

    return build
