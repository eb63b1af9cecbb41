"""Clients of an application, and the applications that tests ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.test import Client, TestResponse

from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Artifact, Measured, Result, Segment, Stage
from mkdocs_c_runner.engine.sandbox.live import Live
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.server import assembly
from mkdocs_c_runner.server.application import Application
from mkdocs_c_runner.server.door import Door
from mkdocs_c_runner.server.limits import ServerLimits
from mkdocs_c_runner.server.live import LiveRuns
from mkdocs_c_runner.server.programs import Programs
from mkdocs_c_runner.server.rates import Rates
from mkdocs_c_runner.server.service import LiveExecutor

PAGE = "https://blog.example.org"
DOOR, RULES = Door(origins=frozenset({PAGE})), Rules()
LIMITS = ServerLimits(compiled=2, run=4, live=4, live_of_client=3)


class Echo:
    """An executor that runs nothing: programs print their source. It keeps the jobs that it got."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.lives: list[Live | None] = []

    def converse(self, job: Job, live: Live | None, on_compiled: Callable[[Stage], None]) -> Result:
        self.jobs.append(job)
        self.lives.append(live)
        compiled = Stage(0)
        on_compiled(compiled)
        printed = Segment("stdout", job.sources[0].content)
        return Result.judge(compiled, Stage(0, segments=(printed,)), Measured())

    def picture(self, *_: object) -> Artifact:
        raise AssertionError("nothing asks for pictures")

    def close_idle(self) -> None: ...


def real(sandbox: Sandbox) -> LiveExecutor:
    """The executor of the stand-alone server."""
    return NativeExecutor(sandbox=lambda: sandbox, serves=True)


def application(
    executor: LiveExecutor,
    *,
    limits: ServerLimits = LIMITS,
    door: Door = DOOR,
    rules: Rules = RULES,
    rates: Rates | None = None,
) -> Application:
    return served(executor, limits=limits, door=door, rules=rules, rates=rates)[0]


def served(
    executor: LiveExecutor,
    *,
    limits: ServerLimits = LIMITS,
    door: Door = DOOR,
    rules: Rules = RULES,
    rates: Rates | None = None,
) -> tuple[Application, LiveRuns]:
    """An application, and its interactive runs."""
    rates = rates or Rates(60_000, 1000)
    return assembly.application(executor, Programs(rules), door, rates, limits=limits)


def post(
    app: Application,
    path: str,
    body: bytes | Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
) -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(app).post(path, data=data, headers={"Host": "localhost", **(headers or {})})
