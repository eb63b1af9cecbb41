"""Control groups. A machine that delegates one is rare, so their files are made here by hand."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Thread
from typing import cast

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox import proc
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.cgroup import ControlGroup, ControlGroups
from mkdocs_c_runner.engine.sandbox.policy import Command, compile_policy

HELLO = Job((SourceFile("main.c", b'#include <stdio.h>\nint main(void) { puts("hello"); }'),))


class KernelDirectory(type(Path())):  # type: ignore[misc]
    """A directory in which a new directory is a group, as in the kernel's file system."""

    def mkdir(self, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        super().mkdir(mode, parents, exist_ok)
        for name in ("memory.max", "memory.swap.max", "memory.oom.group", "pids.max"):
            (self / name).touch()
        (self / "cgroup.procs").write_text("")
        (self / "memory.events").write_text("low 0\nhigh 0\noom 0\noom_kill 0\n")


@pytest.fixture
def hierarchy(tmp_path: Path) -> Path:
    """A delegated group with a service in it, ours."""
    (tmp_path / "user" / "service").mkdir(parents=True)
    (tmp_path / "user" / "cgroup.procs").write_text("")
    (tmp_path / "user" / "cgroup.subtree_control").write_text("cpu memory pids\n")
    (tmp_path / "own").write_text("5:memory:/elsewhere\n0::/user/service\n")
    return KernelDirectory(tmp_path)


def test_a_group_is_made_beside_us_with_the_limits(hierarchy: Path) -> None:
    group = ControlGroups(hierarchy, hierarchy / "own").create(RUN_LIMITS)

    made = next((hierarchy / "user").glob("c-runner-*"))
    assert group is not None
    assert (made / "memory.max").read_text() == str(RUN_LIMITS.memory)
    assert (made / "memory.swap.max").read_text() == "0"
    assert int((made / "pids.max").read_text()) > RUN_LIMITS.processes
    group.add(4711)
    assert (made / "cgroup.procs").read_text() == "4711"
    assert not group.was_exhausted()
    (made / "memory.events").write_text("oom 1\noom_kill 3\n")
    assert group.was_exhausted()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("user/cgroup.subtree_control", "cpu"),
        ("own", "5:memory:/elsewhere\n"),
        ("own", "0::/nowhere/service\n"),
    ],
    ids=["no memory controller", "version 1", "not there"],
)
def test_where_there_is_none_the_engine_does_without(
    hierarchy: Path, name: str, content: str
) -> None:
    (hierarchy / name).write_text(content)

    groups = ControlGroups(hierarchy, hierarchy / "own")

    assert not groups.available
    assert groups.create(RUN_LIMITS) is None


def test_a_refusing_kernel_is_asked_once(tmp_path: Path, hierarchy: Path) -> None:
    """An ordinary directory: a group appears without the kernel's files."""
    groups = ControlGroups(tmp_path, hierarchy / "own")

    assert groups.available
    assert groups.create(RUN_LIMITS) is None
    assert not groups.available


class RecordingGroup:
    """Stands in for a group: notes what it is given, and what that process was at the time."""

    def __init__(self, *, exhausted: bool = False, refuses: bool = False) -> None:
        self.exhausted = exhausted
        self.refuses = refuses
        self.added: list[str] = []
        self.closed = False

    def add(self, pid: int) -> None:
        if self.refuses:
            raise OSError
        self.added.append(Path(f"/proc/{pid}/comm").read_text().strip())

    def was_exhausted(self) -> bool:
        return self.exhausted

    def close(self) -> None:
        self.closed = True


class RecordingGroups:
    """Hands out one group for every command."""

    available = True

    def __init__(self, group: RecordingGroup) -> None:
        self.group = group

    def create(self, _limits: object) -> ControlGroup:
        return cast("ControlGroup", self.group)


def sandbox_with(group: RecordingGroup) -> Bubblewrap:
    made = Bubblewrap()
    made.groups = cast("ControlGroups", RecordingGroups(group))
    return made


@pytest.mark.usefixtures("sandbox")
def test_a_sandbox_is_in_its_group_before_its_command_starts() -> None:
    group = RecordingGroup()

    result = execute(HELLO, sandbox_with(group))

    assert result.run is not None
    assert result.run.text() == b"hello\n"
    assert group.added == ["bwrap", "bwrap"]
    assert group.closed


@pytest.mark.usefixtures("sandbox")
def test_a_group_that_takes_no_process_is_done_without() -> None:
    group = RecordingGroup(refuses=True)

    assert execute(HELLO, sandbox_with(group)).verdict == "ok"
    assert group.closed


def _is_sleep(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text() == "sleep\n"
    except OSError:
        return False


class ExhaustedGroup(RecordingGroup):
    """Does what the kernel does to a group that is out of memory, once the program runs."""

    def add(self, pid: int) -> None:
        self.exhausted = False
        Thread(target=self._kill, args=(pid,)).start()

    def _kill(self, pid: int) -> None:
        while not any(map(_is_sleep, proc.descendants(pid))):
            pass
        self.exhausted = True
        os.kill(pid, signal.SIGKILL)


@pytest.mark.usefixtures("sandbox")
def test_memory_that_the_kernel_ends_is_a_memory_limit() -> None:
    waiting = Command(("/usr/bin/sleep", "60"))
    made = sandbox_with(ExhaustedGroup())
    ended = made.run(waiting, compile_policy(), RUN_LIMITS)

    assert ended.stage.limit_hit == "memory"
    assert (ended.stage.exit_code, ended.stage.signal) == (None, None)
