"""Whole builds under attack: they are killed at bad moments, and have many hostile blocks at once."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.result import Verdict
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap

from .attack import ATTACKS, HELLO, LONG, ROOT, read
from .outside import command_line, left_since, processes_below_us


def script(function: str, *arguments: str) -> Sequence[str]:
    """A process of its own that calls a function of this file."""
    call = f"import sys; from {__name__} import {function}; {function}(*sys.argv[1:])"
    return [sys.executable, "-c", call, *arguments]


def environment() -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


def run_one(path: str) -> None:
    """A build with one block."""
    job, _ = read(Path(path), {}).job()
    job = replace(job, run_limits=replace(job.run_limits, wall_time=LONG, cpu_time=LONG))
    Runner(RunnerSettings()).submit(job).result()


@pytest.mark.parametrize(
    ("path", "moment", "number"),
    [
        ("run/ignores_every_signal.c", "./a.out", signal.SIGKILL),
        ("run/ignores_every_signal.c", "./a.out", signal.SIGINT),
        ("run/ignores_every_signal.c", "./a.out", signal.SIGTERM),
        ("run/orphan_storm.c", "./a.out", signal.SIGKILL),
        ("run/traces_process_1.c", "bwrap", signal.SIGKILL),
        ("compile/many_branches.c", "cc1", signal.SIGKILL),
        ("compile/many_branches.c", "cc1", signal.SIGINT),
    ],
)
@pytest.mark.usefixtures("sandbox", "outside")
def test_nothing_outlives_the_build(path: str, moment: str, number: int) -> None:
    """The build is killed at the moment at which a certain process is first seen below it."""
    before = set(processes_below_us())
    line = script("run_one", str(ATTACKS / path))
    with subprocess.Popen(line, env=environment(), stderr=subprocess.DEVNULL) as build:
        end = time.monotonic() + LONG
        while not any(moment in command_line(pid).split(" ")[0] for pid in processes_below_us()):
            assert build.poll() is None
            assert time.monotonic() < end
            time.sleep(0.001)
        build.send_signal(number)
    assert left_since(before) == []


HOSTILE_BUILD = {
    "run/burns_processors.c": Verdict.TIME_LIMIT,
    "run/daemon_floods.c": Verdict.OUTPUT_LIMIT,
    "run/flood_by_many.c": Verdict.OUTPUT_LIMIT,
    "run/flood_zeros.c": Verdict.OUTPUT_LIMIT,
    "run/fork_bomb_classic.c": Verdict.TIME_LIMIT,
    "run/malloc_bomb_sanitized.c": Verdict.MEMORY_LIMIT,
    "run/orphan_storm.c": Verdict.TIME_LIMIT,
    "compile/large_program.c": Verdict.OK,
}


def build_with_hostile_blocks() -> None:
    """Runs them all at once, and an innocent program meanwhile; prints what came of it."""
    sandbox = Bubblewrap()
    execute(HELLO, sandbox)
    before = most_memory()
    settings = RunnerSettings(concurrency=len(HOSTILE_BUILD))
    runner = Runner(settings, NativeExecutor(sandbox=lambda: sandbox))
    futures = [runner.submit(read(ATTACKS / path, {}).job()[0]) for path in HOSTILE_BUILD]
    innocent = execute(HELLO, sandbox)
    verdicts = [future.result().result.verdict for future in futures]
    print(json.dumps([innocent.verdict, verdicts, most_memory() - before]))


def most_memory() -> int:
    """The most memory in bytes that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.usefixtures("sandbox", "outside")
def test_a_build_with_hostile_blocks_goes_on() -> None:
    done = subprocess.run(
        script("build_with_hostile_blocks"),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    innocent, verdicts, growth = json.loads(done.stdout)
    assert innocent == "ok"
    assert verdicts == [str(verdict) for verdict in HOSTILE_BUILD.values()]
    assert growth < 256 * 1024 * 1024
