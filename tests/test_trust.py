"""Whatever happens to the cache or to a build, the next page is right and nobody is told of an error."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .test_serve import PATIENCE, PROGRAM, block, mkdocs, wait_until, write_site

pytestmark = pytest.mark.usefixtures("sandbox")

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
RESULTS = ".cache/plugin/c-runner/results"
PROGRAMS = [PROGRAM.format(f"program {number}") for number in range(8)]
PAGES = {"index.md": "\n".join(map(block, PROGRAMS))}


def shown(site: Path) -> list[bool]:
    """Which programs the built page shows the output of."""
    html = (site / "index.html").read_text()
    return [f'nohighlight">program {number}</code>' in html for number in range(8)]


def build(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        mkdocs("build", *arguments),
        cwd=directory,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )


def test_builds_at_one_time_share_a_cache(tmp_path: Path) -> None:
    write_site(tmp_path, PAGES)
    builds = [
        subprocess.Popen(
            mkdocs("build", "-d", f"site{number}"),
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    logs = [running.communicate(timeout=PATIENCE)[1] for running in builds]

    assert [running.returncode for running in builds] == [0, 0, 0]
    for number, log in enumerate(logs):
        assert all(shown(tmp_path / f"site{number}"))
        assert "8 blocks: " in log
        assert "WARNING" not in log
    assert "8 cached" in build(tmp_path).stderr


def children() -> set[int]:
    """The processes whose parent this one is."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(pid) for path in lists for pid in path.read_text().split()}


@contextlib.contextmanager
def foster_parent() -> Iterator[Callable[[], set[int]]]:
    """Makes this process the parent of what its children leave behind, and tells what of that still lives."""
    prctl = ctypes.CDLL(None).prctl
    own = children()

    def left() -> set[int]:
        orphans = children() - own
        for pid in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        return orphans

    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield left
    finally:
        prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_build_leaves_a_cache_that_holds_and_no_process(
    number: int, tmp_path: Path
) -> None:
    write_site(tmp_path, PAGES)
    results = tmp_path / RESULTS
    with foster_parent() as left:
        for _ in range(8):
            shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
            with subprocess.Popen(
                mkdocs("build"), cwd=tmp_path, stderr=subprocess.DEVNULL
            ) as killed:
                wait_until(lambda: results.is_dir() and list(results.glob("*.json")))
                killed.send_signal(number)
            assert killed.returncode
        wait_until(lambda: not left())

    log = build(tmp_path).stderr

    assert all(shown(tmp_path / "site"))
    assert "WARNING" not in log


def test_a_full_disk_keeps_nothing_and_disturbs_nobody(tmp_path: Path) -> None:
    write_site(tmp_path, PAGES)
    (tmp_path / ".cache").mkdir()
    full = "mount -t tmpfs -o size=4k none .cache && (cat /dev/zero > .cache/full || true)"
    mount = ["unshare", "--mount", "sh", "-c"]
    if subprocess.run([*mount, full], cwd=tmp_path, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")

    done = subprocess.run(
        [*mount, f'{full} && exec "$@"', "sh", *mkdocs("build")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )

    assert all(shown(tmp_path / "site"))
    assert "8 blocks: 8 run, 0 cached, 0 failed" in done.stderr
    assert "WARNING" not in done.stderr.replace("c-runner: docs", "")


def test_a_cache_that_only_root_may_write_still_answers(tmp_path: Path) -> None:
    write_site(tmp_path, PAGES)
    build(tmp_path)
    before = sorted((tmp_path / RESULTS).iterdir())
    for path in [tmp_path / ".cache", *(tmp_path / ".cache").rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    (tmp_path / "docs" / "index.md").write_text(
        PAGES["index.md"] + "\n" + block(PROGRAM.format("new"))
    )

    log = build(tmp_path).stderr

    assert "9 blocks: 1 run, 8 cached, 0 failed" in log
    if os.geteuid():
        assert sorted((tmp_path / RESULTS).iterdir()) == before


def test_a_cache_goes_with_its_site(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    write_site(tmp_path / "one", PAGES)
    build(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")

    assert "8 blocks: 0 run, 8 cached, 0 failed" in build(tmp_path / "two").stderr


def test_what_a_killed_build_was_writing_is_removed_in_time(tmp_path: Path) -> None:
    write_site(tmp_path, PAGES)
    build(tmp_path)
    new, old = (tmp_path / RESULTS / f".{name}.tmp" for name in ("new", "old"))
    for path in (new, old):
        path.write_text("{")
    os.utime(old, (0, 0))

    command = [sys.executable, "-c", "from mkdocs_c_runner.cli import main; main()"]
    subprocess.run([*command, "cache", "clear"], cwd=tmp_path, check=True, capture_output=True)

    assert new.exists()
    assert not old.exists()
    assert not list((tmp_path / RESULTS).glob("*.json"))
