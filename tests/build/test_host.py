"""A directory of pages as a host: other pages and files are read when a block uses them."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from mkdocs_c_runner.build.build import Build
from mkdocs_c_runner.build.folder import Folder
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.fence.settings import Settings
from mkdocs_c_runner.pages.docs_files import read_below

USES = '```c run uses="b.md#twice"\nint main(void) { return twice(0); }\n```\n'
TWICE = '```c name="twice"\nint twice(int x) { return 2 * x; }\n```\n'


def prepared(directory: Path, text: str) -> tuple[int, list[str]]:
    """The number of programs of a page, and its problems."""
    runner = Runner(RunnerSettings())
    build = Build(Folder(str(directory), "a.md"), Settings(), runner, logging.getLogger())
    build.read("a.md", text, text, {})
    page = build.page("a.md")
    snippets, problems, _ = build.fences.prepare(page, page.scanned.fences[0])
    return len(snippets), problems


def test_a_page_is_read_when_another_uses_it(tmp_path: Path) -> None:
    assert prepared(tmp_path, USES) == (
        0,
        ['uses="b.md#twice": there is no page b.md with such blocks.'],
    )

    (tmp_path / "b.md").write_text(f"---\ntitle: B\n---\n{TWICE}")

    assert prepared(tmp_path, USES) == (1, [])


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("../secret", "the file is not in the documentation's directory"),
        ("link", "the file is not in the documentation's directory"),
        ("none", "there is no file "),
        (".", "there is no file "),
        ("none/below", "there is no file "),
        ("loop", "the file cannot be read: "),
        ("n" * 300, "the file cannot be read: "),
        ("nul\0", "the file is not in the documentation's directory"),
        ("/proc/kmsg", "the file is not in the documentation's directory"),
        ("device", "the file is not in the documentation's directory"),
        ("pipe", "there is no file "),
        ("sparse", "the file is larger than 8 MiB"),
    ],
)
def test_files_elsewhere_are_not_read(tmp_path: Path, uri: str, reason: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "secret").write_text("secret")
    (docs / "link").symlink_to(tmp_path / "secret")
    (docs / "loop").symlink_to("loop")
    (docs / "device").symlink_to("/dev/zero")
    os.mkfifo(docs / "pipe")
    with (docs / "sparse").open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(ValueError, match=reason):
        read_below(docs, uri)
