"""Errands become tasks: few alone at once, many together, and none is lost with those that end their workers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_c_runner.engine.cluster import handing_over
from mkdocs_c_runner.engine.cluster.handing_over import (
    ERRANDS,
    Awaited,
    HandingOver,
    waiting_for,
)

THREADS = 4
PATIENCE = 30
BAD = b"bad"


class Killed(Exception):
    """The workers of a task ended."""


class Future:
    def __init__(self, contents: list[bytes], key: str) -> None:
        self.contents, self.key = contents, key
        self.outcome: object = None
        self.is_released = False

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        self.call = call

    def result(self) -> object:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def release(self) -> None:
        self.is_released = True


class Client:
    """A cluster whose workers work when a test lets them. They answer with what they got, and end with what is bad."""

    def __init__(self) -> None:
        self.tasks: list[Future] = []
        self.arrived = threading.Semaphore(0)

    def submit(self, _work: object, contents: list[bytes], _build: str, *, key: str) -> Future:
        self.tasks.append(future := Future(contents, key))
        self.arrived.release()
        return future

    def gather(self, futures: list[Future]) -> list[object]:
        return [future.result() for future in futures]

    def work(self, future: Future) -> None:
        future.outcome = Killed() if BAD in future.contents else future.contents
        future.call(future)


@pytest.fixture
def client() -> Client:
    return Client()


def wanted(over: HandingOver, *contents: bytes, build: str = "b") -> list[Awaited]:
    errands = [
        Awaited(f"key {content[:20]!r}", lambda content=content: content, build)  # type: ignore[misc]
        for content in contents
    ]
    for errand in errands:
        over.want(errand)
    return errands


def work_all(client: Client, errands: list[Awaited]) -> None:
    """Let the workers work until all errands have answers."""
    number = 0
    while not all(errand.is_there.is_set() for errand in errands):
        if client.arrived.acquire(timeout=0.1):
            client.work(client.tasks[number])
            number += 1


def test_an_errand_alone_is_a_task_at_once_under_its_own_key(client: Client) -> None:
    (errand,) = wanted(HandingOver(client, Killed, lambda: THREADS), b"one")

    work_all(client, [errand])

    assert errand.answer == b"one"
    assert [task.key for task in client.tasks] == [errand.key]
    assert client.tasks[0].is_released


def test_many_errands_are_few_tasks_which_become_smaller(client: Client) -> None:
    over = HandingOver(client, Killed, lambda: THREADS)
    contents = [str(number).encode() for number in range(waiting_for(100))]
    errands = wanted(over, *contents)
    assert client.arrived.acquire(timeout=PATIENCE)
    client.arrived.release()

    work_all(client, errands)

    assert [errand.answer for errand in errands] == contents
    sizes = [len(task.contents) for task in client.tasks]
    assert max(sizes) == ERRANDS
    assert sizes[-1] == 1
    assert sum(sizes) == len(errands)
    assert len({task.key for task in client.tasks}) == len(sizes)


def test_the_cluster_has_no_more_tasks_than_it_needs(client: Client) -> None:
    errands = wanted(HandingOver(client, Killed, lambda: THREADS), *[b"x"] * 200)

    most = 2 * THREADS + 8
    for _ in range(most):
        assert client.arrived.acquire(timeout=PATIENCE)
    assert not client.arrived.acquire(timeout=0.1)

    client.arrived.release(most)
    work_all(client, errands)


@pytest.mark.parametrize(
    ("size", "of_task", "at_once", "most"),
    [(100, 250, 10_000, 3), (100, 100, 450, 1), (100, 1, 250, 1)],
    ids=["a task", "all tasks", "few tasks"],
)
def test_large_errands_are_few_at_a_time(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    of_task: int,
    at_once: int,
    most: int,
) -> None:
    monkeypatch.setattr(handing_over, "BYTES_OF_TASK", of_task)
    monkeypatch.setattr(handing_over, "BYTES_AT_ONCE", at_once)
    errands = wanted(HandingOver(client, Killed, lambda: THREADS), *[b"x" * size] * 100)
    while client.arrived.acquire(timeout=0.2):
        pass

    first = sum(len(task.contents) for task in client.tasks)
    client.arrived.release(len(client.tasks))
    work_all(client, errands)

    assert max(len(task.contents) for task in client.tasks) <= most
    assert (first - most) * size < at_once


def test_an_errand_that_ends_its_workers_fails_alone(client: Client) -> None:
    contents = [b"good"] * 150
    contents[120] = BAD
    errands = wanted(HandingOver(client, Killed, lambda: 1), *contents)

    work_all(client, errands)

    failed = [number for number, errand in enumerate(errands) if errand.answer != b"good"]
    assert failed == [120]
    assert isinstance(errands[120].answer, Killed)
    assert max(len(task.contents) for task in client.tasks if BAD in task.contents) > 1


def test_errands_of_different_builds_and_those_of_nobody_are_in_no_task_together(
    client: Client,
) -> None:
    over = HandingOver(client, Killed, lambda: 0)
    first = wanted(over, *[b"x"] * 20, build="x")
    gone = wanted(over, *[b"gone"] * 20)
    for errand in gone[10:]:
        errand.is_wanted = False
    second = wanted(over, *[b"y"] * 20, build="y")

    work_all(client, [*first, *gone[:8], *second])

    for task in client.tasks:
        assert len(set(task.contents)) == 1


@pytest.mark.parametrize("answers", [None, [], [b"x", b"y"], b"x", ValueError("x")], ids=repr)
def test_answers_of_another_shape_are_handed_on_to_who_checks_them(
    client: Client, answers: object
) -> None:
    (errand,) = wanted(HandingOver(client, Killed, lambda: THREADS), b"one")
    assert client.arrived.acquire(timeout=PATIENCE)
    client.tasks[0].outcome = answers
    client.tasks[0].call(client.tasks[0])

    assert errand.is_there.wait(PATIENCE)
    assert errand.answer == answers
