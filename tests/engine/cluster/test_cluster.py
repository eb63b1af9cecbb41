"""Jobs on the workers of a real cluster: the same results, whatever happens to a worker."""

from __future__ import annotations

import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from mkdocs_c_runner.engine.artifacts import MEMORY
from mkdocs_c_runner.engine.cluster import connection
from mkdocs_c_runner.engine.cluster.executor import ClusterExecutor
from mkdocs_c_runner.engine.errands.errand import OtherConditions
from mkdocs_c_runner.engine.errors import ClusterUnavailable, EngineError
from mkdocs_c_runner.engine.job import Job, Line, Session, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from ..executors import outcome_of
from .clusters import Cluster, cluster

PRELOAD = ("--preload", str(Path(__file__).with_name("preloads.py")))
# The workers of the cluster, and the jobs that they execute at one time.
WORKERS, THREADS = 3, 6
# What Dask's own clusters set for their workers, and so for what these start.
TRAPS = {"OMP_NUM_THREADS": "1", "MALLOC_TRIM_THRESHOLD_": "65536", "PYTHONHASHSEED": "6640"}


def job(code: str, **more: object) -> Job:
    return Job((SourceFile("main.c", code.encode()),), **more)  # type: ignore[arg-type]


HELLO = job('#include <stdio.h>\nint main(void) { puts("hello"); }\n')
JOBS = {
    "output": HELLO,
    "no UTF-8": job('#include <stdio.h>\nint main(void) { puts("\\xff\\x01"); return 3; }\n'),
    "compile error": job("int main(void) { return x; }\n"),
    "crash": job("int main(void) { *(volatile int *)0 = 1; }\n"),
    "time limit": job("int main(void) { for (;;); }\n", run_limits=HELLO.run_limits.lasting(0.3)),
    "input": job(
        '#include <stdio.h>\nint main(void) { int c; while ((c = getchar()) != -1) printf("%d\\n", c); }\n',
        stdin=b"a\n",
    ),
    "environment": job(
        "#include <stdio.h>\nextern char **environ;\n"
        "int main(void) { for (char **e = environ; *e; e++) puts(*e); }\n"
    ),
    "threads": job(
        "#include <omp.h>\n#include <stdio.h>\n"
        'int main(void) { printf("%d\\n", omp_get_max_threads()); }\n',
        flags=("-fopenmp",),
    ),
    "memory": job("int main(void) { int x = 1; return x - 1; }\n", artifacts=(MEMORY,)),
    "session": Job((), session=Session((Line("./a.out > x"), Line("cat x")), (HELLO,))),
}


@pytest.fixture(scope="module")
def running(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and three workers, in an environment with the traps of Dask."""
    del sandbox
    with cluster(tmp_path_factory.mktemp("cluster"), workers=WORKERS, environment=TRAPS) as made:
        yield made


@pytest.fixture(scope="module")
def client(running: Cluster) -> Iterator[Any]:
    """What looks at the cluster beside those that are tested."""
    connect: Any = distributed.Client
    with connect(running.address, set_as_default=False) as made:
        made.wait_for_workers(WORKERS, timeout=60)
        yield made


@pytest.mark.usefixtures("client")
def test_results_are_those_of_this_machine_and_are_kept_as_those(
    running: Cluster, tmp_path: Path
) -> None:
    there = Runner(RunnerSettings(cache_directory=tmp_path, workers=running.address))
    answers = {name: there.submit(job, limit_expected=True) for name, job in JOBS.items()}
    local = NativeExecutor()

    for name, answer in answers.items():
        made = outcome_of(answer)
        assert (name, made.origin, made.result) == (name, "run", local.execute(JOBS[name]))

    here = Runner(RunnerSettings(cache_directory=tmp_path))
    for name, answer in answers.items():
        kept = outcome_of(here.submit(JOBS[name]))
        assert (name, kept) == (name, outcome_of(answer)._replace(origin="cache"))


def waiting(number: int) -> Job:
    code = '#include <stdio.h>\n#include <unistd.h>\nint main(void) { usleep(200000); printf("%d\\n", N); }\n'
    return job(code, flags=(f"-DN={number}",))


def busy_worker(client: Any) -> int:
    """The process id of a worker that executes something."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for address, tasks in client.processing().items():
            if tasks:
                return int(client.run(os.getpid, workers=[address])[address])
        time.sleep(0.01)
    raise TimeoutError("nothing is executed")


def test_as_many_jobs_are_handed_over_as_there_are_threads_and_a_killed_worker_loses_none(
    running: Cluster, client: Any
) -> None:
    runner = Runner(RunnerSettings(workers=running.address))
    count = 2 * THREADS
    answers = [runner.submit(waiting(number)) for number in range(count)]

    pid = busy_worker(client)
    at_once = len(runner.running())
    running.processes[pid].kill()
    outcomes = [outcome_of(answer) for answer in answers]

    assert at_once > THREADS
    texts = [(outcome.result.run or outcome.result.compile).text() for outcome in outcomes]
    assert texts == [f"{number}\n".encode() for number in range(count)]


def test_an_interrupted_command_ends(running: Cluster, client: Any, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [c-runner]\n")
    fence = "```c run\n#include <unistd.h>\nint main(void) { sleep(4); }\n```\n"
    (tmp_path / "docs" / "index.md").write_text(fence)
    command = [sys.executable, "-m", "mkdocs_c_runner", "update", "--workers", running.address]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    try:
        busy_worker(client)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()

    assert (process.returncode, errors.strip()) == (130, b"")


def test_a_worker_with_another_compiler_refuses_and_one_that_always_dies_is_given_up(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    del sandbox
    with cluster(
        tmp_path, environment={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    ) as two:
        executor = ClusterExecutor(two.address, NativeExecutor())
        two.add(*PRELOAD, environment={"KIND_OF_WORKER": "other compiler"})

        with pytest.raises(OtherConditions) as refused:
            executor.execute(HELLO)
        version = executor.conditions(HELLO).compiler
        assert f"it has gcc 0.9, and {platform.node()} has {version}." in refused.value.reason
        assert "the same packages" in refused.value.cure

        list(two.processes.values())[-1].kill()
        two.add(*PRELOAD, environment={"KIND_OF_WORKER": "dying"})
        with pytest.raises(EngineError, match="was given up: 1 times, the worker of"):
            executor.execute(HELLO)

        two.scheduler.kill()
        with pytest.raises(ClusterUnavailable, match=r"was lost|No scheduler of Dask answers"):
            executor.execute(HELLO)


def test_a_block_does_not_wait_for_ever_for_a_worker_or_a_scheduler(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del sandbox
    monkeypatch.setattr(connection, "LOOK", 0.1)
    monkeypatch.setattr(connection, "WITHOUT_WORKERS", 0.5)
    with cluster(tmp_path) as empty:
        runner = Runner(RunnerSettings(workers=empty.address))
        answers = [runner.submit(waiting(number)) for number in range(5)]

        for answer in answers:
            text = outcome_of(answer).result.compile.text().decode()
            assert f"The scheduler at {empty.address} has had no workers" in text
            assert f"dask worker {empty.address}" in text

        monkeypatch.setattr(connection, "WITHOUT_WORKERS", 60)
        monkeypatch.setattr(connection, "PATIENCE", 0.5)
        monkeypatch.setattr(connection, "SILENCE", 0.5)
        empty.scheduler.send_signal(signal.SIGSTOP)
        text = outcome_of(runner.submit(waiting(5))).result.compile.text().decode()
        assert f"The scheduler at {empty.address} has not answered" in text


@pytest.fixture
def deaf() -> Iterator[str]:
    """The address of something that listens and never answers."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen()
        yield f"tcp://127.0.0.1:{made.getsockname()[1]}"


def test_where_no_scheduler_answers_a_block_fails_and_the_next_one_at_once(
    deaf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", deaf):
        connected: list[str] = []

        def connect(address: str, connected: list[str] = connected) -> connection.Connection:
            connected.append(address)
            return connection.Connection(address)

        executor = ClusterExecutor(address, NativeExecutor(), connect=connect)
        for _ in range(3):
            with pytest.raises(ClusterUnavailable, match="No scheduler of Dask answers"):
                executor.prepare()
        assert connected == [address]
