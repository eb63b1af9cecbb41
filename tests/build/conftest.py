"""Sites whose results an earlier build has made."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.build.kept_blocks import KeptBlock

from ..conftest import BuildSite, Site

CACHE = ".cache/plugin/c-runner"
PROGRAM = '```c run\n#include <stdio.h>\nint main(void) { puts("WORD"); }\n```'


def page_of(text: str) -> str:
    """A page of the cases, with its programs."""
    lines = text.split("\n")
    return "\n".join(
        PROGRAM.replace("WORD", line.removeprefix("HELLO ")) if line.startswith("HELLO ") else line
        for line in lines
    )


def kept(directory: Path) -> list[dict[str, Any]]:
    """What is kept of the pages of a site."""
    files = sorted((directory / CACHE / "blocks").glob("*.json"))
    return [json.loads(path.read_text()) for path in files]


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blocks that an earlier build has rendered, as their sources stand on the page."""
    found: list[str] = []
    original = KeptBlock.recall

    def recall(self: KeptBlock) -> Any:
        rendered = original(self)
        if rendered:
            found.append(str(rendered.html))
        return rendered

    monkeypatch.setattr(KeptBlock, "recall", recall)
    return found


@pytest.fixture
def build_as_later(build_site: BuildSite, tmp_path: Path) -> Callable[..., Site]:
    """Builds a site as if its results had been made some time before."""

    def build(*arguments: Any, **options: Any) -> Site:
        before = time.time() - 100
        for path in (tmp_path / CACHE / "results").glob("*.json"):
            if path.stat().st_mtime > before + 50:  # else its time has been told to a build
                os.utime(path, (before, before))
        site: Site = build_site(*arguments, **options)
        return site

    return build
