"""What a job costs on a cluster beyond what it costs here, and on paper what a cluster then does for a large site.

A scheduler and a worker on this machine. One job at a time takes turns with the same job here: the difference is the
way there and back. Many jobs at one time show what each takes of the processor in this process and in the scheduler;
that, and not the workers, limits a large cluster. `make bench` runs it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from mkdocs_c_runner.engine.answers import Pending
from mkdocs_c_runner.engine.cluster.executor import ClusterExecutor
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings

ROUNDS = 40
MANY = 200
TURNS = 3
IDLE = 5
BLOCKS = 100_000
CORES = (1, 4, 16, 64, 256)

CODE = b'#include <stdio.h>\nint main(void) { printf("%d\\n", N); }\n'


class Cluster(NamedTuple):
    """A cluster on this machine: the address of its scheduler, and its processes, the scheduler first."""

    address: str
    processes: list[subprocess.Popen[bytes]]


def main() -> None:
    """Measure, and print what follows."""
    with cluster() as running:
        alone, more = one_at_a_time(running)
        turns = [(many(""), many(running.address)) for _ in range(TURNS)]
        here, scheduler = handing_over(running)
    among_many = statistics.median(there - local for local, there in turns)
    print(
        f"a job on a cluster, beyond the same job here: {more:.1f} ms, among many {among_many:.1f} ms"
    )
    print(
        f"processor time of a job in this process: {here:.1f} ms, in the scheduler: {scheduler:.1f} ms"
    )
    print(f"{BLOCKS:,} blocks of {alone:.0f} ms each, on paper from these parts:")
    for cores in CORES:
        worked, handed_over = alone / cores, max(here, scheduler)
        minutes = BLOCKS * max(worked, handed_over) / 60_000
        limit = "the workers" if worked > handed_over else "what hands jobs over"
        print(f"  {cores:>3} cores of workers: {minutes:6.1f} minutes, limited by {limit}")


def job(number: int) -> Job:
    """Return a job of its own."""
    return Job((SourceFile("main.c", CODE),), flags=(f"-DN={number}",))


def one_at_a_time(running: Cluster) -> tuple[float, float]:
    """Return how many milliseconds a job takes here, and how many more on the cluster; medians of turns."""
    there = ClusterExecutor(running.address, NativeExecutor())
    here = NativeExecutor()
    times: dict[object, list[float]] = {there: [], here: []}
    for number in range(ROUNDS + 1):
        for executor in (there, here):
            begin = time.monotonic()
            executor.execute(job(number))
            times[executor].append(time.monotonic() - begin)
    medians = [1000 * statistics.median(times[executor][1:]) for executor in (here, there)]
    return medians[0], medians[1] - medians[0]


def many(workers: str) -> float:
    """Return how many milliseconds a job takes among many, on a cluster or, without one, here."""
    runner = Runner(RunnerSettings(workers=workers))
    runner.submit(job(-1)).result()
    begin = time.monotonic()
    answers = [runner.submit(job(1000 + number)) for number in range(MANY)]
    for answer in answers:
        answer.result()
    return 1000 * (time.monotonic() - begin) / MANY


def handing_over(running: Cluster) -> tuple[float, float]:
    """Return the milliseconds of processor time of a job in this process and in the scheduler.

    What both take while nothing happens is not among them.
    """
    runner = Runner(RunnerSettings(workers=running.address))
    runner.submit(job(-1)).result()  # connects
    processes = [psutil.Process(), psutil.Process(running.processes[0].pid)]
    idle = during(processes, lambda: time.sleep(IDLE))
    answers: list[Pending] = []

    def all_jobs() -> None:
        answers.extend(runner.submit(job(1000 + number)) for number in range(MANY))
        for answer in answers:
            answer.result()

    busy = during(processes, all_jobs)
    here, scheduler = (
        (spent - rate * busy.seconds / idle.seconds) * 1000 / MANY
        for spent, rate in zip(busy.spent, idle.spent, strict=True)
    )
    return here, scheduler


class During(NamedTuple):
    """What was spent while something happened: seconds on the clock, and processor time of some processes."""

    seconds: float
    spent: list[float]


def during(processes: list[psutil.Process], do: Callable[[], None]) -> During:
    """Do something, and return what it took."""
    begin, before = time.monotonic(), [spent(process) for process in processes]
    do()
    after = [spent(process) for process in processes]
    differences = [end - start for start, end in zip(before, after, strict=True)]
    return During(time.monotonic() - begin, differences)


def spent(process: psutil.Process) -> float:
    """Return the seconds of processor time of a process and of the children that it has waited for."""
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A scheduler, and a worker that has all cores of this machine."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, "scheduler.json")
        here = ("--host", "127.0.0.1", "--no-dashboard")
        processes = [start("scheduler", *here, "--port", "0", "--scheduler-file", str(file))]
        try:
            while not file.exists() or not file.read_text():
                time.sleep(0.05)
            address = json.loads(file.read_text())["address"]
            cores = len(os.sched_getaffinity(0))
            threads = str(cores + -(-cores // 4))  # as many jobs at one time as here
            processes.append(start("worker", address, *here, "--no-nanny", "--nthreads", threads))
            yield Cluster(address, processes)
        finally:
            for process in processes:
                process.kill()
                process.wait()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a process of Dask."""
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
