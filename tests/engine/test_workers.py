"""The pool of threads that execute jobs."""

from __future__ import annotations

import threading

from mkdocs_c_runner.engine.workers import THREAD_NAME, Workers


def test_a_thread_lives_on_after_a_task_that_fails() -> None:
    workers = Workers(1)
    done = threading.Event()

    def fail() -> None:
        raise SystemExit

    workers.submit(fail)
    workers.submit(done.set)

    assert done.wait(30)


def test_threads_are_daemons_so_that_nobody_waits_for_them() -> None:
    threads: list[threading.Thread] = []
    done = threading.Event()

    def note() -> None:
        threads.append(threading.current_thread())
        done.set()

    Workers().submit(note)

    assert done.wait(30)
    assert [(thread.daemon, thread.name) for thread in threads] == [(True, THREAD_NAME)]


def test_no_more_threads_are_started_than_are_wanted() -> None:
    workers = Workers(2)
    begun, may_end, names = threading.Semaphore(0), threading.Event(), set[int]()

    def wait() -> None:
        names.add(threading.get_ident())
        begun.release()
        assert may_end.wait(30)

    for _ in range(5):
        workers.submit(wait)
    assert begun.acquire(timeout=30)
    assert begun.acquire(timeout=30)

    assert not begun.acquire(timeout=0.1)
    assert not workers.idle

    may_end.set()
    for _ in range(3):
        assert begun.acquire(timeout=30)
    assert len(names) == 2
    assert workers.idle
