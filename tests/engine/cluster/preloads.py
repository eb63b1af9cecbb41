"""Makes a worker of another kind out of the one that reads it first, as `KIND_OF_WORKER` says."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Result


def of_another_compiler(
    conditions: Callable[[NativeExecutor, Job], Conditions],
) -> Callable[[NativeExecutor, Job], Conditions]:
    return lambda self, job: conditions(self, job)._replace(compiler="gcc 0.9", system="0123")


def dying(self: NativeExecutor, job: Job) -> Result:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError(self, job)


changed: Any = NativeExecutor
match os.environ["KIND_OF_WORKER"]:
    case "other compiler":
        changed.conditions = of_another_compiler(changed.conditions)
    case "dying":
        changed.execute = dying
