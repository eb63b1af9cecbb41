"""Processes execute jobs as the build does, and nothing is lost with one of them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.errands.errand import Errand
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.processes import group as module
from mkdocs_c_runner.engine.processes.group import Group
from mkdocs_c_runner.engine.processes.messages import receive, send
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.sandbox.findings import Findings
from mkdocs_c_runner.engine.sandbox.policy import Sandbox


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


@pytest.fixture(scope="module")
def knowledge(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    directory = tmp_path_factory.mktemp("cache")
    native = NativeExecutor(directory, sandbox=lambda: sandbox)
    files = native.learned(JOBS["prints"])
    assert all(files.values()), "no process has to ask compilers"
    return {
        "directory": str(directory),
        "sandbox": Findings.of(sandbox).to_json(),
        "files": files,
    }


@pytest.fixture
def group(knowledge: dict[str, Any]) -> Iterator[Group]:
    made = Group(2)
    made.begin(knowledge)
    yield made
    made.close()


def members(group: Group) -> list[int]:
    first = group._first.pid
    return [int(pid) for pid in Path(f"/proc/{first}/task/{first}/children").read_text().split()]


def test_results_are_those_of_the_build_itself(sandbox: Sandbox, group: Group) -> None:
    for name, each in JOBS.items():
        assert group.execute(each) == execute(each, sandbox), name


@contextmanager
def both_busy(group: Group) -> Iterator[list[Result | None]]:
    """Both processes have a job, and both have ended at the end."""
    results: list[Result | None] = []
    threads = [
        threading.Thread(target=lambda: results.append(group.execute(SLEEPS))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    while group._free:
        threading.Event().wait(0.01)
    yield results
    for thread in threads:
        thread.join(30)


def test_the_job_of_a_killed_process_comes_back_and_the_other_goes_on(group: Group) -> None:
    with both_busy(group) as results:
        os.kill(members(group)[0], signal.SIGKILL)

    assert sorted(result.verdict if result else "none" for result in results) == ["none", "ok"]
    assert group.execute(JOBS["prints"])


def test_a_process_has_one_job_and_who_finds_none_free_is_told(group: Group) -> None:
    with both_busy(group) as results:
        assert group.execute(JOBS["prints"]) is None
        group.close()
        assert group._first.poll() is None, "both still have their job"

    assert [result and result.verdict for result in results] == [Verdict.OK] * 2
    group.close()
    assert group._first.poll() is not None


def test_all_ends_with_the_build_in_the_middle_of_a_job(group: Group) -> None:
    connection = group._free[0]
    connection.sendall(b"\0\0\0\0")  # an errand that no process can read is answered as well
    assert receive(connection)
    send(connection, Errand(replace(SLEEPS, stdin=b"x")).to_bytes())

    for end in list(group._open):
        end.close()

    assert group._first.wait(3) == 0


def test_where_no_process_can_be_started_nothing_is_left_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(module, "converse", refuse)
    before = os.listdir("/proc/self/fd")

    with pytest.raises(OSError):  # noqa: PT011 - any will do
        Group(2)

    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_program_that_is_no_member_gives_no_result(
    knowledge: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MEMBER", "mkdocs_c_runner.engine.no_such_module")

    group = Group(2)
    group.begin(knowledge)

    assert group.execute(JOBS["prints"]) is None
    group.close()
    assert group._first.returncode == 1


def test_processes_that_are_told_nothing_end() -> None:
    group = Group(2)

    group.close()

    assert group._first.returncode == 1
