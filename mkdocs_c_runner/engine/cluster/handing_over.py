"""Hands errands over to a cluster, several as one task while many wait, and fetches their answers.

To hand a task over takes more of this process and of the scheduler than all else, and so limits a large cluster. So the
cluster gets as many tasks as keep its workers busy; what waits here meanwhile goes as tasks of several errands, which
become smaller towards the end.
"""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..workers import in_background
from .worker import work

# The most errands of one task.
ERRANDS = 8
# The bytes of a task after which no other errand joins it, and of all tasks after which none is handed over.
BYTES_OF_TASK = 1 << 20
BYTES_AT_ONCE = 64 << 20
# The tasks for each thread of the workers, and some more, so that no worker waits for this machine.
_TASKS_OF_THREAD, _AHEAD = 2, 8
# The most errands that wait at one time: a thread of this process waits for each.
_MOST = 1024


def waiting_for(threads: int) -> int:
    """Return how many errands are to wait here for a cluster with so many threads, so that there are large tasks."""
    return min(_MOST, threads * _TASKS_OF_THREAD * ERRANDS + _AHEAD)


@dataclass(eq=False, slots=True)
class Awaited:
    """An errand and its answer, which is there or not.

    Attributes:
        key: A name for the errand, the same for equal ones.
        content: Makes the errand, when it is handed over: with its files it may be large.
        build: A name for the build that wants it.
        answer: The answer, or the error instead of it.
        is_there: Whether the answer is there.
        is_alone: Whether it is to be a task of its own.
        is_wanted: Whether somebody waits for it.
    """

    key: str
    content: Callable[[], bytes]
    build: str
    answer: object = None
    is_there: threading.Event = field(default_factory=threading.Event)
    is_alone: bool = False
    is_wanted: bool = True

    def set(self, answer: object) -> None:
        """Let the answer be there."""
        self.answer = answer
        self.is_there.set()


class _Task(NamedTuple):
    """Errands that a worker does one after the other, their bytes, and what Dask has for their answers."""

    errands: list[Awaited]
    size: int
    future: Any


class HandingOver:
    """The errands of a build on their way to a cluster, and back.

    Args:
        client: The client of the scheduler.
        killed: The error for a task whose workers ended, as many as Dask lets end.
        threads: Returns how many tasks the workers do at one time.
    """

    def __init__(self, client: Any, killed: type[Exception], threads: Callable[[], int]) -> None:
        self._client = client
        self._killed = killed
        self._threads = threads
        self._wanted: queue.SimpleQueue[Awaited] = queue.SimpleQueue()
        self._finished: queue.SimpleQueue[_Task] = queue.SimpleQueue()
        self._room = threading.Condition()
        self._tasks = self._bytes = 0
        in_background(self._hand_over)
        in_background(self._collect)

    def want(self, errand: Awaited) -> None:
        """Let an errand wait for its answer."""
        self._wanted.put(errand)

    def _hand_over(self) -> None:
        """Make tasks of what waits, whenever the cluster can take one. Does not return."""
        waiting: deque[Awaited] = deque()
        while True:
            waiting.append(self._wanted.get())
            while waiting:
                with self._room:
                    while self._is_full():
                        self._room.wait(1)  # the number of threads changes too
                waiting.extend(_drained(self._wanted))
                self._submit(self._next(waiting))

    def _is_full(self) -> bool:
        """Whether the cluster has enough: tasks for its threads, or bytes for its memory."""
        tasks = self._threads() * _TASKS_OF_THREAD + _AHEAD
        return self._tasks >= tasks or self._bytes >= BYTES_AT_ONCE

    def _next(self, waiting: deque[Awaited]) -> dict[Awaited, bytes]:
        """Take the errands of the next task from those that wait."""
        share = len(waiting) // max(1, self._threads() * _TASKS_OF_THREAD)
        most = max(1, min(ERRANDS, share))
        task: dict[Awaited, bytes] = {}
        while waiting and len(task) < most and sum(map(len, task.values())) < BYTES_OF_TASK:
            errand = waiting[0]
            alone = errand.is_alone or any(item.is_alone for item in task)
            if task and (alone or any(item.build != errand.build for item in task)):
                break
            waiting.popleft()
            if not errand.is_wanted:
                continue
            try:
                task[errand] = errand.content()
            except Exception as error:  # noqa: BLE001 - somebody waits for the answer
                errand.set(error)
        return task

    def _submit(self, contents: dict[Awaited, bytes]) -> None:
        if not contents:
            return
        errands = list(contents)
        key = errands[0].key
        if len(errands) > 1:
            keys = " ".join(errand.key for errand in errands)
            key = f"c-runner-{hashlib.sha256(keys.encode()).hexdigest()}"
        size = sum(map(len, contents.values()))
        with self._room:
            self._tasks += 1
            self._bytes += size
        try:
            future = self._client.submit(work, [*contents.values()], errands[0].build, key=key)
        except Exception as error:  # noqa: BLE001 - whatever Dask raises
            self._end(_Task(errands, size, None), error)
            return
        task = _Task(errands, size, future)
        future.add_done_callback(lambda _: self._finished.put(task))

    def _collect(self) -> None:
        """Fetch the answers of all tasks that are finished at a time. Does not return.

        A future can fetch its own, but its time limit is not safe: it may raise what only a mistake of Dask explains.
        """
        while True:
            tasks = [self._finished.get(), *_drained(self._finished)]
            try:
                answers = self._client.gather([task.future for task in tasks])
            except Exception:  # noqa: BLE001 - one of them failed
                answers = [_answers_or_error(task.future) for task in tasks]
            for task, of_task in zip(tasks, answers, strict=True):
                task.future.release()
                self._end(task, of_task)

    def _end(self, task: _Task, answers: object) -> None:
        """Give errands their answers. If one of them ends its workers, let each be a task of its own."""
        errands = task.errands
        with self._room:
            self._tasks -= 1
            self._bytes -= task.size
            self._room.notify()
        if isinstance(answers, self._killed) and len(errands) > 1:
            for errand in errands:
                errand.is_alone = True
                self._wanted.put(errand)
            return
        if not isinstance(answers, list) or len(answers) != len(errands):
            answers = [answers] * len(errands)
        for errand, answer in zip(errands, answers, strict=True):
            errand.set(answer)


def _drained(waiting: queue.SimpleQueue[Any]) -> list[Any]:
    """Take all that is in a queue now."""
    items = []
    with contextlib.suppress(queue.Empty):
        while True:
            items.append(waiting.get_nowait())
    return items


def _answers_or_error(future: Any) -> object:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - whatever a foreign process has raised
        return error
