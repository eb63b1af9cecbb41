"""Clusters of Dask on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 60
_HERE = ("--host", "127.0.0.1", "--no-dashboard")


@dataclass
class Cluster:
    """A cluster.

    Attributes:
        address: The address of its scheduler.
        scheduler: Its scheduler.
        processes: Its scheduler and its workers, by their process ids.
    """

    address: str
    scheduler: subprocess.Popen[bytes]
    processes: dict[int, subprocess.Popen[bytes]]

    def add(self, *options: str, environment: Mapping[str, str] | None = None) -> None:
        """Start one more worker."""
        arguments = ("worker", self.address, "--no-nanny", "--nthreads", "2", *_HERE, *options)
        worker = _dask(*arguments, environment=environment)
        self.processes[worker.pid] = worker


@contextmanager
def cluster(
    directory: Path,
    workers: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Cluster]:
    """A cluster, which ends with all of its processes.

    Args:
        directory: An empty directory.
        workers: The number of its workers.
        environment: Variables that all of its processes see.
    """
    file = directory / "scheduler.json"
    scheduler = _dask(
        "scheduler", *_HERE, "--port", "0", "--scheduler-file", str(file), environment=environment
    )
    processes = {scheduler.pid: scheduler}
    try:
        made = Cluster(_address(file), scheduler, processes)
        for _ in range(workers):
            made.add(environment=environment)
        yield made
    finally:
        for process in processes.values():
            process.kill()
        for process in processes.values():
            process.wait()


def _dask(*arguments: str, environment: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(file: Path) -> str:
    """The address that a scheduler writes down when it listens."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            return str(json.loads(file.read_text())["address"])
        except (FileNotFoundError, ValueError):
            time.sleep(0.02)
    raise TimeoutError("the scheduler does not listen")
