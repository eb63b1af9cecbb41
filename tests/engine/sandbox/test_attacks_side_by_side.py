"""What one block takes, another one that runs at the same time must not miss: `attacks/beside/*.c`.

With an argument such a program takes all that it can get, calls itself `has-taken`, and stays. Without one it takes a
little, as an innocent program would, and says what it got.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from .attack import LONG, attacks, check, read
from .outside import Outside, processes_below_us

GREEDY = 3


def name(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def have_taken() -> list[int]:
    return [pid for pid in processes_below_us() if name(pid) == "has-taken"]


@contextlib.contextmanager
def greedy(job: Job, sandbox: Sandbox) -> Iterator[None]:
    """Some sandboxes in which a program has taken all that it can get."""
    job = replace(job, args=("all",))
    threads = [threading.Thread(target=execute, args=(job, sandbox)) for _ in range(GREEDY)]
    for thread in threads:
        thread.start()
    try:
        end = time.monotonic() + LONG
        while len(have_taken()) < GREEDY:
            assert time.monotonic() < end, "the greedy programs have ended"
            time.sleep(0.01)
        yield
    finally:
        for pid in have_taken():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("path", attacks("beside/*.c"))
def test_a_program_gets_the_same_beside_others(
    path: Path, sandbox: Sandbox, outside: Outside, request: pytest.FixtureRequest
) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    if attack.shared and os.geteuid() != 0:
        request.applymarker(pytest.mark.xfail(strict=False, reason=attack.shared))
    alone = execute(job, sandbox)
    check(attack, expected, alone)

    with greedy(job, sandbox):
        beside = execute(job, sandbox)

    assert alone.run is not None
    assert beside.run is not None
    assert beside.run.text() == alone.run.text()
