"""Programs beside a build are the same in a fork of it and in a new interpreter."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.processes import beside, forked

ROOT = Path(__file__).parents[3]

WAYS = pytest.mark.parametrize("way", ["fork", "interpreter"])


def driver(way: str, case: str, directory: Path) -> subprocess.Popen[bytes]:
    """A process that starts others in one of the two ways."""
    command = [sys.executable, "-m", "tests.engine.processes.driver", way, case, str(directory)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def found(way: str, case: str, directory: Path) -> Any:
    """What such a process has found."""
    with driver(way, case, directory) as process:
        said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(said)


@pytest.mark.usefixtures("sandbox")
@WAYS
def test_results_are_the_same(way: str, tmp_path: Path) -> None:
    assert found(way, "results", tmp_path) == [
        [
            ["ok", True, "prints\n"],
            ["runtime-error", True, ""],
            ["compile-error", True, ""],
            ["runtime-error", True, ""],
        ],
        0,
    ]


@WAYS
def test_nothing_of_the_build_is_open_or_acts(way: str, tmp_path: Path) -> None:
    assert found(way, "inherited", tmp_path) == [
        {
            "leads a session": True,
            "open": ["/dev/null", "pipe", "socket"],
            "traced": False,
            "answers": [],
            "ignores a broken pipe": True,
        },
        "",
        False,
        0,
    ]


def test_a_signal_before_it_is_there_ends_it_and_is_not_answered_in_it(tmp_path: Path) -> None:
    assert found("fork", "terminated", tmp_path) == [-signal.SIGTERM, 0]


@WAYS
def test_it_ends_as_any_process_does(way: str, tmp_path: Path) -> None:
    assert found(way, "ends", tmp_path) == [None, [0, 1, -9, 0], [0, 1, -9, 0]]


@WAYS
def test_it_ends_with_a_build_that_is_killed(way: str, tmp_path: Path) -> None:
    with driver(way, "killed", tmp_path) as process:
        assert process.stdout
        witness = os.pidfd_open(int(process.stdout.readline()))
        process.kill()
    try:
        assert select.select([witness], [], [], 60)[0]
    finally:
        os.close(witness)


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()

    assert not forked.is_alone()

    ended.set()
    other.join()
    monkeypatch.setattr(forked, "_THREADS", "/no/such/directory")
    assert not forked.is_alone(), "nobody knows"


def test_a_process_whose_threads_are_not_those_of_python_is_not_forked() -> None:
    program = (
        "import _thread, json; from mkdocs_c_runner.engine.processes.forked import is_alone\n"
        "before = is_alone(); _thread.start_new_thread = lambda *_: None\n"
        "print(json.dumps([before, is_alone()]))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE)
    assert json.loads(done.stdout) == [True, False]


def refuse() -> int:
    """There can be no further process."""
    raise BlockingIOError


@pytest.mark.parametrize(
    ("name", "value"),
    [("fork", refuse), ("_ENOUGH", os.sysconf("SC_OPEN_MAX"))],
    ids=["processes", "descriptors"],
)
def test_where_there_is_no_room_for_a_fork_a_new_interpreter_does_it(
    name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forked, "is_alone", lambda: True)
    monkeypatch.setattr(forked, name, value)
    before = len(os.listdir("/proc/self/fd"))

    with beside.start("keyword", [], []) as process:
        assert isinstance(process, subprocess.Popen)
    assert process.returncode == 0
    assert len(os.listdir("/proc/self/fd")) == before
