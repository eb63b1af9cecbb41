"""Processes make results as the build does, and nothing is lost with one of them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.processes import beside, forked
from mkdocs_c_runner.engine.processes import group as module
from mkdocs_c_runner.engine.processes.group import Group
from mkdocs_c_runner.engine.processes.messages import receive, send
from mkdocs_c_runner.engine.processes.questions import UNKNOWN, Question
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.store.cache import ResultCache, cache_key


def job(body: str) -> Job:
    headers = "#include <stdio.h>\n#include <unistd.h>\n"
    text = f"{headers}int main(void) {{ {body} }}\n"
    return Job((SourceFile("main.c", text.encode()),), libs=("-lm",))


SLEEPS = job('puts("asleep"); sleep(2);')

JOBS = {
    "prints": job('puts("größe");'),
    "is wrong": job("return none;"),
    "crashes": job('puts("before"); fflush(stdout); *(volatile int *)0 = 1;'),
    "prints much": replace(
        job('for (int i = 0; i < 40000; i++) printf("\\xff%d\\n", i);'), stdio="pipes"
    ),
    "reads": replace(
        job('int n; scanf("%d", &n); FILE *f = fopen("n.txt", "r"); printf("%d%c", n, getc(f));'),
        stdin=b"4\n",
        data=(SourceFile("n.txt", b"\0\xff"),),
        artifacts=("asm",),
    ),
}


@pytest.fixture(autouse=True)
def _other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are new interpreters, as those of a process with several threads are; `test_beside` has forks."""
    monkeypatch.setattr(forked, "is_alone", lambda: False)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    made = begin(tmp_path)
    yield made
    made.close()


def begin(directory: Path) -> Group:
    """Processes that have two jobs at one time."""
    return Group(2, {"directory": str(directory), "writes": True})


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Group]:
    """Two processes, each of which has one job at one time."""
    monkeypatch.setattr(module, "_JOBS", 1)
    made = begin(tmp_path)
    yield made
    made.close()


def members(group: Group) -> list[int]:
    """The processes but the first."""
    first = group._first.pid
    return [int(pid) for pid in Path(f"/proc/{first}/task/{first}/children").read_text().split()]


def status(group: Group, seconds: float = 60) -> int | None:
    """How the first process ended, or None if it has not in these seconds."""
    waiting = threading.Thread(target=group._first.wait, daemon=True)
    waiting.start()
    waiting.join(seconds)
    return group._first.returncode


def make(group: Group, job: Job) -> Result | None:
    made = group.make(job, limit_expected=False)
    return made.result if made else None


def test_results_are_those_of_the_build_itself(
    sandbox: Sandbox, group: Group, tmp_path: Path
) -> None:
    here = NativeExecutor(sandbox=lambda: sandbox)
    store = ResultCache(tmp_path / "results")
    for name, each in JOBS.items():
        made = group.make(each, limit_expected=False)
        assert made, name
        assert made.result == execute(each, sandbox), name
        assert made.conditions == here.conditions(each) == group.conditions(each), name
        assert made.is_kept
        kept = store.read(cache_key(each, made.conditions.digest))
        assert kept, name
        assert kept.result == made.result


def test_a_limit_is_kept_where_it_is_expected(group: Group) -> None:
    job = replace(SLEEPS, run_limits=replace(SLEEPS.run_limits, wall_time=0.2))

    for expected in (False, True):
        made = group.make(job, limit_expected=expected)
        assert made
        assert (made.result.verdict, made.is_kept) == (Verdict.TIME_LIMIT, expected)


@contextmanager
def both_busy(group: Group) -> Iterator[list[Result | None]]:
    """There are two jobs, and both have ended at the end."""
    results: list[Result | None] = []
    threads = [
        threading.Thread(target=lambda: results.append(make(group, SLEEPS))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    while group._free:
        threading.Event().wait(0.01)
    yield results
    for thread in threads:
        thread.join(30)


def test_the_job_of_a_killed_process_comes_back_and_the_other_goes_on(pair: Group) -> None:
    assert make(pair, JOBS["prints"])
    with both_busy(pair) as results:
        os.kill(members(pair)[0], signal.SIGKILL)

    assert sorted(result.verdict if result else "none" for result in results) == ["none", "ok"]
    assert make(pair, JOBS["prints"])


def test_who_finds_none_free_waits_until_one_is(group: Group) -> None:
    with both_busy(group):
        assert make(group, JOBS["prints"])


def test_a_job_that_has_begun_ends_although_nothing_else_is_wanted(group: Group) -> None:
    with both_busy(group) as results:
        group.close()
        assert make(group, JOBS["prints"]) is None
        assert status(group, 0) is None, "both still have their job"

    assert [result and result.verdict for result in results] == [Verdict.OK] * 2
    assert status(group) == 0


@pytest.mark.parametrize("jobs_of_one", [1, 5])
def test_all_ends_with_the_build_in_the_middle_of_a_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs_of_one: int
) -> None:
    monkeypatch.setattr(module, "_JOBS", jobs_of_one)
    group = begin(tmp_path)
    connection = group._free[0]
    connection.sendall(b"\0\0\0\0")  # a question that no process can read is answered as well
    assert receive(connection) == UNKNOWN
    send(connection, Question(SLEEPS, is_made=True).to_bytes())
    assert group.conditions(SLEEPS), "the process has begun"

    assert group._first.stdin
    group._first.stdin.close()
    for end in list(group._open):
        end.close()

    assert status(group) in (0, 1)


def test_where_no_process_can_be_started_nothing_is_left_open(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(beside, "converse", refuse)
    before = os.listdir("/proc/self/fd")

    with pytest.raises(OSError):  # noqa: PT011 - any will do
        begin(tmp_path)

    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_program_that_is_no_member_gives_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MEMBER", "mkdocs_c_runner.engine.no_such_module")
    group = begin(tmp_path)

    assert [make(group, JOBS["prints"]) for _ in range(3)] == [None] * 3
    assert group.conditions(JOBS["prints"]) is None
    group.close()
    assert status(group) == 1


def test_processes_that_nobody_asks_end(tmp_path: Path) -> None:
    group = begin(tmp_path)

    group.close()

    assert status(group) == 0


def test_they_end_although_something_is_still_made_for_programs_that_do_not_come(
    group: Group,
) -> None:
    """After so many programs, what links them faster is made in the background."""
    for number in range(36):
        assert make(group, job(f"return {number};"))

    group.close()

    assert status(group) == 0


def test_a_process_that_cannot_have_its_threads_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    customized = tmp_path / "customized"
    customized.mkdir()
    (customized / "sitecustomize.py").write_text(
        "import threading\n"
        "begun = []\n"
        "start = threading.Thread.start\n"
        "def limited(thread):\n"
        "    begun.append(thread)\n"
        "    if len(begun) == 2:\n"
        "        raise RuntimeError('there can be no more')\n"
        "    start(thread)\n"
        "threading.Thread.start = limited\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(customized))
    group = begin(tmp_path)

    assert [make(group, JOBS["prints"]) for _ in range(3)] == [None] * 3
    assert group.conditions(JOBS["prints"]) is None
    group.close()
    assert status(group) == 1
