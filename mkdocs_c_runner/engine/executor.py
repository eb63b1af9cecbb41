"""The interface between a runner and whatever executes jobs."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from .job import Job
from .result import Result


class Conditions(NamedTuple):
    """All that decides a job's result besides the job.

    Attributes:
        executor: The name of the executor and the version of its rules, as `native 8`.
        system: A digest of everything that it takes from the system: compiler, headers, libraries.
        compiler: The version that the compiler prints, for people.
    """

    executor: str
    system: str
    compiler: str

    @property
    def digest(self) -> str:
        """The part of the cache key that represents these conditions."""
        return f"{self.executor}: {self.system}"


class Executor(Protocol):
    """Anything that compiles and runs jobs. Several threads may call it at one time."""

    def begin_build(self) -> None:
        """Forget what was seen of the system: files may have changed since the last build."""

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions that a job meets on this machine.

        Called for every job in every build: cache what the answer needs.

        Raises:
            EngineError: If they are not cached and cannot be found out.
        """
        ...

    def prepare(self) -> None:
        """Begin in the background whatever every job needs, if that has not begun yet.

        Raises:
            EngineError: If this machine can execute nothing.
        """

    def execute(self, job: Job) -> Result:
        """Compile a job and run it.

        Raises:
            EngineError: If the machine, not the program, fails.
        """
        ...

    def close_idle(self) -> None:
        """End whatever waits for the next job: for the moment there is none."""
