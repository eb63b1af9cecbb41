"""Answers jobs from the records, else the cache, else by executing them."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from ..bounds import RESULTS_IN_MEMORY
from .answers import Answer, Done, Memory, Pending
from .errors import EngineError
from .executor import Conditions, Executor
from .executors import executor_of, wasm_executor
from .forgotten import Forgotten
from .job import Job
from .maker import Made, Maker
from .pattern_process import PatternProcess
from .processes.processes import MANY, Processes
from .result import Outcome, Result
from .runner_settings import RunnerSettings
from .store.cache import KeptResult, ResultCache
from .store.json_files import JsonStore
from .store.records import Records
from .workers import Workers, try_in_background

_NO_RECORD = (
    "There is no recorded result for this block, and `execute: never` forbids running it. "
    "Where it can be run, type: mkdocs-c-runner update"
)
_OTHER_SHARD = "This block is in another shard."
_ENDED = "The thread that ran the block was ended."


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
        processes: Those beside this one that make results, or None where there are never any.
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
        self._executor = executor or executor_of(settings, store, self._workers)
        self._maker = Maker(self._executor, self._cache)
        self.processes: Processes | None = None
        if directory and executor is None and settings.sandbox == "bwrap" and not settings.workers:
            self.processes = Processes(directory, store, self._workers)
        self.patterns = PatternProcess()
        self._for_browsers: Runner | None = None
        self._running: dict[Answer, tuple[Job, float]] = {}
        self.begin_build()

    def begin_build(self) -> None:
        """Forget the outcomes of an earlier build, look at the system anew, and read the records again."""
        self._answers: dict[Job, Pending] = {}
        self._begun: set[str] = set()  # the keys of jobs that a result in the cache does not answer
        self._memory = Memory(RESULTS_IN_MEMORY)
        self._forgotten = Forgotten(self._maker)
        self._maker.begin_build()
        self.patterns.begin_build()
        if self._for_browsers:
            self._for_browsers.begin_build()
        results = self.settings.results_directory
        self.records = Records(results) if results and results.is_dir() else None
        self._is_cold = self._cache is None or (
            not self._cache.directory.is_dir() and not self.store.holds_any
        )

    def for_browsers(self) -> Runner:
        """Return the runner of the programs that run in the browsers of readers, with the same cache and no records."""
        if self._for_browsers is None:
            settings = replace(self.settings, results_directory=None)
            self._for_browsers = Runner(settings, wasm_executor(), self.store)
        return self._for_browsers

    def prepare(self, job: Job, jobs: int) -> None:
        """Get ready in the background for so many jobs like this one, if surely all have to run."""
        executes = self.settings.execute
        all_run = executes == "always" or (executes == "auto" and self._is_cold)
        if self.records is not None or not all_run:
            return
        if self.processes and jobs >= MANY:
            self.processes.start(jobs)
            return

        def warm_up() -> None:
            self._executor.prepare()
            self._executor.conditions(job)

        try_in_background(warm_up)  # the first job that runs meets any error again, and reports it

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
            EngineError: If the job has to run and the machine cannot run it; see `make_sure`, too.
        """
        if self.settings.shard and not self.settings.shard.has(job.digest):
            return Done(Outcome(Result.internal_error(_OTHER_SHARD), "none"))
        if cache or self.settings.execute == "never":
            recorded = self._recorded(job, page)
            if recorded:
                return Done(recorded)
        answer = self._answers.get(job) or self._recalled(job)
        if answer is None or (not cache and self._is_old(answer)):
            kept = self._kept(job, cache=cache)
            try:
                start = partial(self._start, limit_expected=limit_expected)
                answer = self._held(job, kept) if kept else start(job)
            except EngineError:
                recorded = None if cache else self._recorded(job, page)
                if recorded is None:
                    raise
                return Done(recorded)  # better than no page at all
        self._answers[job] = answer
        return answer

    def make_sure(self, job: Job) -> None:
        """Wait until it is known that this machine can run a job that was submitted, which runs meanwhile.

        Raises:
            EngineError: If the machine cannot run it.
        """
        if self.processes and self.processes.are_there and not self.processes.know(job):
            self._maker.conditions(job)
            self._executor.prepare()

    def forget(self, job: Job) -> None:
        """Give back the memory of a job and its result, if that is kept: whoever asks again gets it from there."""
        answer = self._answers.get(job)
        if isinstance(answer, Answer) and answer.is_kept and (outcome := answer.held):
            self._forgotten.add(job, outcome, is_old=answer.is_old)
            self._memory.let_go(answer)
            del self._answers[job]

    def _recalled(self, job: Job) -> Answer | None:
        """Return the answer to a job that was forgotten in this build."""
        left = self._forgotten.take(job)
        if left is None:
            return None
        found = self._again(job)
        outcome = found._replace(origin=left.origin, compiler=left.compiler)
        answer = Answer(partial(self._again, job), outcome, is_old=left.is_old)
        if found.origin == "cache":  # else it has gone from there, and is to be made no third time
            self._memory.hold(answer, outcome.result)
        return answer

    def kept(self, job: Job, seen: KeptResult | None = None) -> KeptResult | None:
        """Return the result in the cache that would answer a job, if need be as it was seen; None if there is none."""
        is_new = job in self._answers and not self._is_old(self._answers[job])
        return (seen or self._maker.look(job)) if self._trusts_cache and not is_new else None

    def kept_as(self, key: str, seen: KeptResult | None = None) -> KeptResult | None:
        """Return the result in the cache with a key, as `kept` does."""
        is_new = not self._trusts_cache or key in self._begun
        return None if is_new or self._cache is None else seen or self._cache.look(key)

    @property
    def _trusts_cache(self) -> bool:
        settings = self.settings
        is_usual = settings.execute == "auto" and settings.shard is None and self.records is None
        return is_usual and not self._is_cold

    def running(self) -> list[tuple[Job, float]]:
        """Return the jobs that run now, with the seconds since they began, the longest first."""
        now = time.monotonic()
        return [(job, now - began) for job, began in list(self._running.values())]

    def key(self, job: Job) -> str:
        """Return the key of a job in the cache; see `conditions`."""
        return self._maker.key(job)

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions that a job meets on this machine.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        return self._maker.conditions(job)

    def _kept(self, job: Job, *, cache: bool) -> Outcome | None:
        """Return the result that need not be made and is not recorded, or None if the job has to run."""
        execute = self.settings.execute
        if execute == "always":
            return None
        if self._cache and cache and execute != "never" and not self._is_cold:
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
        return self.settings.execute == "auto" and (not isinstance(answer, Answer) or answer.is_old)

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
        return kept or Outcome(self._maker.execute(job), "run")

    def _start(self, job: Job, *, limit_expected: bool) -> Answer:
        """Have a job executed by a thread of the pool, and its result kept."""
        answer = Answer(partial(self._again, job))
        memory = self._memory
        if self._trusts_cache:
            self._begun.add(self.key(job))
        if not (self.processes and self.processes.are_there):
            self._maker.conditions(job)
            self._executor.prepare()

        def task() -> None:
            outcome = Outcome(Result.internal_error(_ENDED), "run")
            is_kept = False
            try:
                self._running[answer] = (job, time.monotonic())
                result, conditions, is_kept = self._make(job, limit_expected=limit_expected)
                outcome = Outcome(result, "run", conditions.compiler)
            except EngineError as error:
                outcome = Outcome(Result.internal_error(str(error)), "run")
            finally:  # whatever happened: somebody waits for the answer
                self._running.pop(answer, None)
                answer.set(outcome)
                if is_kept:
                    memory.hold(answer, outcome.result)
            if self._workers.idle:  # last, since nobody waits for that
                if self.processes:
                    self.processes.close_idle()
                self._executor.close_idle()  # for the moment there is no next job

        self._workers.submit(task)
        return answer

    def _make(self, job: Job, *, limit_expected: bool) -> Made:
        """Have a process make a result, if there is one or many jobs wait; else make it here.

        Raises:
            EngineError: If there is no process any more, and its compiler is not known yet and cannot be found out.
        """
        made = None
        if self.processes:
            self.processes.start(self._workers.waiting)
            made = self.processes.make(job, limit_expected=limit_expected)
        if made is None:
            return self._maker.make(job, limit_expected=limit_expected)
        self._maker.meets(job, made.conditions)
        if made.is_kept:
            return made
        is_kept = self._maker.keep(job, made.result, limit_expected=limit_expected)
        return made._replace(is_kept=is_kept)
