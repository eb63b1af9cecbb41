"""Answers jobs from the records, else the cache, else by executing them."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..bounds import RESULTS_IN_MEMORY
from .answers import Answer, Memory, Pending
from .cures import exhausted
from .errors import EngineError
from .executor import Conditions, Executor
from .job import Job
from .native import NativeExecutor
from .pattern_process import PatternProcess
from .processes.executor import ProcessExecutor
from .result import Outcome, Result
from .runner_settings import RunnerSettings
from .store.cache import ResultCache, cache_key, is_lasting
from .store.json_files import JsonStore
from .store.records import Records
from .workers import Workers, in_background

_NO_RECORD = (
    "There is no recorded result for this block, and `execute: never` forbids running it. "
    "Where it can be run, type: mkdocs-c-runner update"
)
_OTHER_SHARD = "This block is in another shard."


class Done(NamedTuple):
    """An outcome that was there at once, from the records or the cache."""

    outcome: Outcome

    def done(self) -> bool:
        """Return True."""
        return True

    def result(self, timeout: float | None = None) -> Outcome:  # noqa: ARG002 - a future's signature
        """Return the outcome."""
        return self.outcome


class Runner:
    """Answers jobs from the records, from the cache or by executing them: each distinct job once a build.

    Args:
        settings: How it works.
        executor: Executes jobs; by default the one for the sandbox of the settings.
        store: Reads and writes the files of the cache.

    Attributes:
        settings: How it works.
        store: Reads and writes the files of the cache.
        records: The recorded results, if there are any.
        patterns: Finds the patterns of pages in output.
    """

    def __init__(
        self,
        settings: RunnerSettings,
        executor: Executor | None = None,
        store: JsonStore | None = None,
    ) -> None:
        self.settings = settings
        self.store = store = store or JsonStore()
        directory = settings.cache_directory
        self._cache = ResultCache(directory / "results", store) if directory else None
        self._workers = Workers(settings.concurrency)
        self._executor = executor or _executor(settings, store, self._workers)
        self.patterns = PatternProcess()
        self._for_browsers: Runner | None = None
        self._running: dict[Answer, tuple[Job, float]] = {}
        self.begin_build()

    def begin_build(self) -> None:
        """Forget the outcomes of an earlier build, look at the system anew, and read the records again."""
        self._answers: dict[Job, Pending] = {}
        self._memory = Memory(RESULTS_IN_MEMORY)
        self._met: dict[Job, tuple[Conditions, str]] = {}
        self._executor.begin_build()
        self.patterns.begin_build()
        if self._for_browsers:
            self._for_browsers.begin_build()
        self.records = _records(self.settings.results_directory)

    def for_browsers(self) -> Runner:
        """Return the runner of the programs that run in the browsers of readers, with the same cache and no records."""
        if self._for_browsers is None:
            settings = replace(self.settings, results_directory=None)
            self._for_browsers = Runner(settings, _wasm(), self.store)
        return self._for_browsers

    def prepare(self, job: Job) -> None:
        """Warm up in the background, if jobs with the compiler of this one surely have to run."""
        is_cold = self._cache is None or not self._cache.directory.is_dir()
        if is_cold and self.records is None and self.settings.execute in ("auto", "always"):

            def warm_up() -> None:
                with contextlib.suppress(
                    Exception
                ):  # the first job that runs meets it again, and reports it
                    self._executor.prepare()
                    self._executor.conditions(job)

            with contextlib.suppress(RuntimeError):  # there can be no further thread
                in_background(warm_up)

    def submit(
        self, job: Job, page: str = "", *, limit_expected: bool = False, cache: bool = True
    ) -> Pending:
        """Answer a job: at once if its result is kept, else when it has been executed.

        Args:
            job: The job.
            page: The page that shows it, by its path below the directory of the pages: its records come first.
            limit_expected: Whether a limit that is hit is a result to keep.
            cache: Whether a kept result may answer.

        Raises:
            EngineError: If the job has to run and the machine cannot run it.
        """
        if self.settings.shard and not self.settings.shard.has(job.digest):
            return Done(Outcome(Result.internal_error(_OTHER_SHARD), "none"))
        if cache or self.settings.execute == "never":
            recorded = self._recorded(job, page)
            if recorded:
                return Done(recorded)
        answer = self._answers.get(job)
        if answer is None or (not cache and self._is_old(answer)):
            kept = self._kept(job, cache=cache)
            try:
                if kept:  # noqa: SIM108 - one line would be too long
                    answer = self._held(job, kept)
                else:
                    answer = self._start(job, limit_expected=limit_expected)
            except EngineError:
                recorded = (
                    None if cache else self._recorded(job, page)
                )  # better than no page at all
                if recorded is None:
                    raise
                return Done(recorded)
            self._answers[job] = answer
        return answer

    def running(self) -> list[tuple[Job, float]]:
        """Return the jobs that run now, with the seconds since they began, the longest first."""
        now = time.monotonic()
        return [(job, now - began) for job, began in list(self._running.values())]

    def key(self, job: Job) -> str:
        """Return the key of a job in the cache.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        return self._conditions_and_key(job)[1]

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions that a job meets on this machine.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        return self._conditions_and_key(job)[0]

    def _conditions_and_key(self, job: Job) -> tuple[Conditions, str]:
        met = self._met.get(job)
        if met is None:
            conditions = self._executor.conditions(job)
            met = self._met[job] = conditions, cache_key(job, conditions.digest)
        return met

    def _kept(self, job: Job, *, cache: bool) -> Outcome | None:
        """Return the result that need not be made and is not recorded, or None if the job has to run."""
        execute = self.settings.execute
        if execute == "always":
            return None
        if self._cache and cache and execute != "never":
            try:
                cached = self._cache.read(self.key(job))
            except EngineError:
                if execute == "auto":
                    raise
                cached = None
            if cached:
                return cached
        if execute == "auto":
            return None
        return Outcome(Result.internal_error(_NO_RECORD), "none")

    def _recorded(self, job: Job, page: str) -> Outcome | None:
        """Return the recorded result, if records count."""
        if self.records is None or self.settings.execute == "always":
            return None
        record = self.records.find(job, page)
        return Outcome(record.result, "record", record.compiler) if record else None

    def _is_old(self, answer: Pending) -> bool:
        """Return whether an answer was made in an earlier build, and could be made in this one."""
        is_old = not isinstance(answer, Answer) or answer.is_old
        return is_old and self.settings.execute == "auto"

    def _held(self, job: Job, kept: Outcome) -> Pending:
        """Return an outcome as an answer; one of the cache can be forgotten and read again."""
        if kept.origin != "cache":
            return Done(kept)
        answer = Answer(partial(self._again, job), kept, is_old=True)
        self._memory.hold(answer, kept.result)
        return answer

    def _again(self, job: Job) -> Outcome:
        """Return the outcome of a job that was kept in the cache, if need be by running it again."""
        try:
            kept = self._cache.read(self.key(job)) if self._cache else None
        except EngineError:
            kept = None
        return kept or Outcome(self._execute(job), "run")

    def _start(self, job: Job, *, limit_expected: bool) -> Answer:
        """Have a job executed by a thread of the pool, and its result kept."""
        answer = Answer(partial(self._again, job))
        memory = self._memory
        conditions, key = self._conditions_and_key(job)
        compiler = conditions.compiler
        self._executor.prepare()

        def task() -> None:
            result = Result.internal_error("The thread that ran the block was ended.")
            is_kept = False
            try:
                self._running[answer] = (job, time.monotonic())
                result = self._execute(job)
                if self._cache and is_lasting(result, limit_expected=limit_expected):
                    self._cache.write(key, compiler, result)
                    is_kept = True
            finally:  # whatever happened: somebody waits for the answer
                self._running.pop(answer, None)
                answer.set(Outcome(result, "run", compiler))
                if is_kept:
                    memory.hold(answer, result)
            if self._workers.idle:  # last, since nobody waits for that
                self._executor.close_idle()

        self._workers.submit(task)
        return answer

    def _execute(self, job: Job) -> Result:
        """Execute a job; a failure of the machine is a result too."""
        try:
            return self._executor.execute(job)
        except EngineError as error:
            return Result.internal_error(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the block's page must say so
            if low := exhausted(error):
                return Result.internal_error(str(low))
            return Result.internal_error(f"{type(error).__name__}: {error}")


def _executor(settings: RunnerSettings, store: JsonStore, workers: Workers) -> Executor:
    if settings.sandbox == "wasm":
        return _wasm()
    directory = settings.cache_directory
    native = NativeExecutor(directory, store)
    if not settings.workers:
        return ProcessExecutor(native, workers, directory)
    from .cluster.executor import ClusterExecutor  # noqa: PLC0415 - few sites have it

    return ClusterExecutor(settings.workers, native, None if settings.concurrency else workers)


def _wasm() -> Executor:
    from .wasm.executor import WasmExecutor  # noqa: PLC0415 - few sites have it, and it brings much along

    return WasmExecutor()


def _records(directory: Path | None) -> Records | None:
    return Records(directory) if directory is not None and directory.is_dir() else None
