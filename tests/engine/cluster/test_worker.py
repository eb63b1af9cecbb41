"""What a worker does between jobs: it looks at compilers anew for each build, and rests."""

from __future__ import annotations

import threading

import pytest

from mkdocs_c_runner.engine.cluster import worker
from mkdocs_c_runner.engine.cluster.worker import Executing

from ..executors import FakeExecutor


class Noting(FakeExecutor):
    """Notes the builds that begin, and lets wait for the end of what waits."""

    def __init__(self) -> None:
        self.builds = 0
        self.closed = threading.Semaphore(0)

    def begin_build(self) -> None:
        self.builds += 1

    def close_idle(self) -> None:
        self.closed.release()


def test_compilers_are_looked_at_anew_for_each_build_though_several_take_turns() -> None:
    executor = Noting()
    executing = Executing(executor)

    for build in ("a", "b", "a", "b", "c"):
        with executing.of_build(build):
            pass

    assert executor.builds == 3


def test_the_oldest_builds_are_forgotten() -> None:
    executor = Noting()
    executing = Executing(executor)

    for number in [*range(150), 149, 0]:
        with executing.of_build(str(number)):
            pass

    assert executor.builds == 151


def test_what_waits_for_jobs_ends_when_there_are_none_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "REST", 0.02)
    executor = Noting()
    executing = Executing(executor)
    threading.Thread(target=executing.end_what_waits, daemon=True).start()

    for build in ("a", "b"):
        with executing.of_build(build), executing.of_build(build):
            assert not executor.closed.acquire(timeout=0.1)
        assert executor.closed.acquire(timeout=30)
