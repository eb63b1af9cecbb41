"""Makes the results of jobs: by executing them, under conditions that it tells, and keeps what lasts."""

from __future__ import annotations

from typing import NamedTuple

from .cures import exhausted
from .errors import EngineError
from .executor import Conditions, Executor
from .job import Job, Limits
from .result import Result
from .store.cache import KeptResult, ResultCache, cache_key, is_lasting

Brief = tuple[str, Limits, Limits]


class Made(NamedTuple):
    """A result that was made now.

    Attributes:
        result: The result.
        conditions: The conditions that its job met.
        is_kept: Whether it is in the cache.
    """

    result: Result
    conditions: Conditions
    is_kept: bool


class Maker:
    """Makes the results of jobs. Several threads may call it.

    Args:
        executor: Executes them.
        cache: Keeps their results, or None to keep none.
    """

    def __init__(self, executor: Executor, cache: ResultCache | None) -> None:
        self._executor = executor
        self._cache = cache
        self.begin_build()

    def begin_build(self) -> None:
        """Look at the system anew."""
        self._met: dict[Brief, Conditions] = {}
        self._executor.begin_build()

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions that a job meets.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        short = brief(job)
        conditions = self._met.get(short)
        if conditions is None:
            conditions = self._met[short] = self._executor.conditions(job)
        return conditions

    def key(self, job: Job) -> str:
        """Return the key of a job in the cache; see `conditions`."""
        return cache_key(job, self.conditions(job).digest)

    def meets(self, job: Job, conditions: Conditions) -> None:
        """Note the conditions that a job meets, which another process has found out."""
        self._met[brief(job)] = conditions

    def forget(self, job: Job) -> Conditions | None:
        """Return the conditions that a job met, if they are known, and forget them."""
        return self._met.pop(brief(job), None)

    def look(self, job: Job) -> KeptResult | None:
        """Return what is seen of the result of a job that is kept, without reading it; None if there is none."""
        try:
            return self._cache.look(self.key(job)) if self._cache else None
        except EngineError:  # its compiler is not known yet and cannot be found out
            return None

    def make(self, job: Job, *, limit_expected: bool) -> Made:
        """Execute a job, and keep its result if it lasts.

        Args:
            job: The job.
            limit_expected: Whether a limit that is hit is a result to keep.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        result = self.execute(job)
        is_kept = self.keep(job, result, limit_expected=limit_expected)
        return Made(result, self.conditions(job), is_kept)

    def keep(self, job: Job, result: Result, *, limit_expected: bool) -> bool:
        """Write a result into the cache if it lasts, and return whether it is there."""
        if self._cache is None or not is_lasting(result, limit_expected=limit_expected):
            return False
        return self._cache.write(self.key(job), self.conditions(job).compiler, result)

    def execute(self, job: Job) -> Result:
        """Execute a job; a failure of the machine is a result too."""
        try:
            return self._executor.execute(job)
        except EngineError as error:
            return Result.internal_error(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the block's page must say so
            if low := exhausted(error):
                return Result.internal_error(str(low))
            return Result.internal_error(f"{type(error).__name__}: {error}")


def brief(job: Job) -> Brief:
    """Return what tells a job from all others, and takes less memory than the job."""
    return job.digest, job.compile_limits, job.run_limits
