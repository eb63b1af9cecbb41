"""Commands leave no directory behind, however they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mkdocs_c_runner.cli import thrown_away as room
from mkdocs_c_runner.cli.thrown_away import thrown_away

# Says when the site is being rendered, and waits, in short pieces: a signal that comes right before a long wait begins
# does not end that, since Python heeds it when the call returns.
HOOK = """\
import time
def on_page_content(html, **_):
    print("rendered", flush=True)
    while True:
        time.sleep(0.01)
"""


@contextmanager
def checking(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that is busy with a site."""
    site, temporary = directory / "site", directory / "tmp"
    for made in (site / "docs", temporary):
        made.mkdir(parents=True, exist_ok=True)
    (site / "docs" / "index.md").write_text("text")
    (site / "hook.py").write_text(HOOK)
    (site / "mkdocs.yml").write_text("site_name: x\nplugins: [c-runner]\nhooks: [hook.py]\n")
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs_c_runner", "check"],
        cwd=site,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "rendered\n"
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_a_signal_ends_removes_its_directory(tmp_path: Path, number: int) -> None:
    with checking(tmp_path) as process:
        assert len(list((tmp_path / "tmp").iterdir())) == 1

        process.send_signal(number)

        assert process.wait(60) == 128 + number
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_later_command_removes_what_a_killed_one_has_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with checking(tmp_path) as process:
        process.kill()
    (left,) = (tmp_path / "tmp").iterdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (left.parent / f"{left.name}-link").symlink_to(tmp_path)
    (left.parent / f"{left.name}-file").touch()

    with thrown_away():
        assert left.is_dir()  # it is young

    monkeypatch.setattr(room, "_YOUNG", -1)
    with thrown_away() as first, thrown_away() as second:
        assert {Path(first).is_dir(), Path(second).is_dir()} == {True}
        assert not left.exists()

    assert (tmp_path / "site").is_dir()
    assert {path.name for path in left.parent.iterdir()} == {
        f"{left.name}-link",
        f"{left.name}-file",
    }
