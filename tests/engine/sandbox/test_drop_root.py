"""A command that root starts has no rights, and the build keeps its own."""

from __future__ import annotations

import os
import threading

import pytest

from mkdocs_c_runner.engine.sandbox import drop_root, user_ids
from mkdocs_c_runner.engine.sandbox.process import capture

USER = user_ids.FIRST

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up"),
    pytest.mark.skipif(not drop_root.SUPPORTED, reason="unknown processor"),
]


def rights(text: str) -> dict[str, list[str]]:
    """The ids and capabilities of a process, from its status."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return {name.rstrip(":"): values for name, *values in lines}


def test_a_command_has_none_for_good() -> None:
    done = capture(["/bin/cat", "/proc/self/status"], user=USER)

    assert done.returncode == 0, done.stderr
    found = rights(done.stdout.decode())
    user = str(USER)
    assert found["Uid"] == found["Gid"] == [user] * 4
    assert found["Groups"] == []
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(found[name][0], 16) == 0


def test_the_thread_has_its_own_again() -> None:
    before = (os.getresuid(), os.getresgid(), os.getgroups())

    with drop_root.unprivileged(USER):
        assert os.getresuid() == (USER, USER, 0)
        assert os.getgroups() == []

    assert (os.getresuid(), os.getresgid(), os.getgroups()) == before
    with open("/proc/thread-self/status", encoding="utf-8") as file:
        assert int(rights(file.read())["CapEff"][0], 16) != 0


def test_the_other_threads_keep_theirs() -> None:
    inside, seen = threading.Event(), threading.Event()

    def give_up() -> None:
        with drop_root.unprivileged(USER):
            inside.set()
            seen.wait(60)

    thread = threading.Thread(target=give_up)
    thread.start()
    try:
        assert inside.wait(60)
        assert os.geteuid() == 0
    finally:
        seen.set()
        thread.join()


def test_what_cannot_be_executed_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        capture(["/nowhere"], user=USER)
    assert os.geteuid() == 0
