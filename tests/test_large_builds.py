"""`mkdocs build` of a site with many new blocks, as a user types it: with processes beside the build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_c_runner.build.highlight_ahead import ENOUGH

# It tells what the build has forked, in a process that a fork does not hear of.
HOOK = """
import os, threading
forks = []
os.register_at_fork(after_in_parent=lambda: forks.append(1))
def on_post_build(config):
    print("forks:", len(forks))
"""
THREAD = "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"

CONFIGURATION = "site_name: Many\nplugins: [c-runner]\nhooks: [hook.py]\nmarkdown_extensions: [pymdownx.superfences]\n"


def page(first: int) -> str:
    blocks = [
        f'```c run\n#include <stdio.h>\nint main(void) {{ printf("%d\\n", {number} * 3); }}\n```\n'
        for number in range(first, first + 10)
    ]
    return "\n".join(["# A page\n", *blocks])


def built(directory: Path, hook: str) -> tuple[dict[str, bytes], str]:
    """The pages of a site that is built for the first time, and what the build says."""
    docs = directory / "docs"
    docs.mkdir(parents=True)
    for number in range(0, ENOUGH + 10, 10):
        (docs / f"{'index' if number == 0 else number}.md").write_text(page(number))
    (directory / "mkdocs.yml").write_text(CONFIGURATION)
    (directory / "hook.py").write_text(hook)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        check=True,
        cwd=directory,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    pages = {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in (directory / "site").rglob("*.html")
    }
    return pages, done.stdout


@pytest.mark.usefixtures("sandbox")
def test_a_site_is_the_same_where_the_build_cannot_be_forked(tmp_path: Path) -> None:
    forked, said = built(tmp_path / "forked", HOOK)
    started, otherwise = built(tmp_path / "started", HOOK + THREAD)

    assert "forks: 2" in said, "one runs programs, one highlights"
    assert "forks: 0" in otherwise
    assert forked == started
    assert f">{(ENOUGH + 9) * 3}</code>" in forked["site/100/index.html"].decode()
