"""The order of things: look up, compile, run, judge, keep. And the pool that does it on all cores."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .errors import EngineError
from .job import Job
from .result import Outcome, Result
from .runner_settings import RunnerSettings
from .store.cache import ResultCache, cache_key, is_lasting
from .store.json_files import JsonStore
from .toolchain.headers import Dependencies
from .toolchain.identity import Identities, Identity

if TYPE_CHECKING:  # what it takes to run a job is imported when one runs: most builds run none
    from .sandbox.policy import Sandbox
    from .store.records import Records

_NO_RECORD = (
    "There is no recorded result for this block, and `execute: never` forbids to run it. "
    "Where it can be run, type: mkdocs-c-runner update"
)


class Answer(Protocol):
    """The outcome of a job, now or later; a future is one."""

    def done(self) -> bool:
        """Whether it is there."""

    def result(self, timeout: float | None = None) -> Outcome:
        """The outcome, waited for so many seconds.

        Raises:
            TimeoutError: If it was not there in time.
        """


class Kept(NamedTuple):
    """An outcome that need not be waited for."""

    outcome: Outcome

    def done(self) -> bool:
        """Always."""
        return True

    def result(self, timeout: float | None = None) -> Outcome:  # noqa: ARG002 - a future's signature
        """The outcome."""
        return self.outcome


class Runner:
    """Answers jobs from records, from the cache or by running them, each distinct one once a build.

    Its threads are daemons: when the build is interrupted nothing waits for them, and the sandboxes end
    with the process that started them.

    Args:
        settings: How it works.
        sandbox: Makes the sandbox; called when the first job has to run, so a warm build needs none.
        store: What reads and writes the files of the cache.

    Attributes:
        settings: How it works.
        store: What reads and writes the files of the cache.
        records: The recorded results, if there are any.
    """

    def __init__(
        self,
        settings: RunnerSettings,
        sandbox: Callable[[], Sandbox] | None = None,
        store: JsonStore | None = None,
    ) -> None:
        self.settings = settings
        self.store = store = store or JsonStore()
        self._make_sandbox = sandbox or _bubblewrap
        self._sandbox: Sandbox | None = None
        directory = settings.cache_directory
        self._cache = ResultCache(directory / "results", store) if directory else None
        self._identities = Identities(directory / "compilers.json" if directory else None, store)
        self._dependencies = Dependencies(directory / "system.json" if directory else None, store)
        self._concurrency = settings.concurrency or _enough_for(_cores())
        self._threads: list[threading.Thread] = []
        self._tasks: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._running: dict[Future[Outcome], tuple[Job, float]] = {}
        self._lock = threading.Lock()
        self.begin_build()

    def begin_build(self) -> None:
        """Forgets the outcomes of an earlier build, and reads the records anew."""
        self._answers: dict[Job, Answer] = {}
        self._keys: dict[Job, str] = {}
        self._identities.begin_build()
        self._dependencies.begin_build()
        self.records = _records(self.settings.results_directory)

    def get_ready(self, job: Job) -> None:
        """Begins to find out what a job meets here, while other things are done, if one like it surely has to run."""
        new = self._cache is None or not self._cache.directory.is_dir()
        if new and self.records is None and self.settings.execute in ("auto", "always"):

            def find_out() -> None:
                from . import native as execution  # noqa: F401, PLC0415 - it takes its time too

                with contextlib.suppress(Exception):  # whoever needs it is told
                    self.conditions(job)

            threading.Thread(target=find_out, name="c-runner", daemon=True).start()

    def submit(self, job: Job, *, limit_expected: bool = False, cache: bool = True) -> Answer:
        """Answers a job: at once if its result is kept, or when a thread of the pool has run it.

        Args:
            job: The job.
            limit_expected: Whether a limit that is hit is a result to keep.
            cache: Whether a kept result may answer.

        Raises:
            EngineError: If the job has to run and the machine cannot run it.
        """
        answer = self._answers.get(job)
        if answer is None or (not cache and self._is_old(answer)):
            kept = self._kept(job, cache=cache)
            try:
                answer = Kept(kept) if kept else self._start(job, limit_expected=limit_expected)
            except EngineError:
                recorded = None if cache else self._recorded(job)  # better than no page at all
                if recorded is None:
                    raise
                answer = Kept(recorded)
            self._answers[job] = answer
        return answer

    def running(self) -> list[tuple[Job, float]]:
        """The jobs that run now, with the seconds since they began, the longest first."""
        now = time.monotonic()
        return [(job, now - began) for job, began in list(self._running.values())]

    def key(self, job: Job) -> str:
        """The key of a job in the cache.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        key = self._keys.get(job)
        if key is None:
            _, system = self.conditions(job)
            key = self._keys[job] = cache_key(job, system)
        return key

    def conditions(self, job: Job) -> tuple[str, str]:
        """What a job meets here: what its compiler says of itself, and a digest of all that the system brings.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        compiler = self._identity(job)
        return compiler.version, f"{compiler.digest}-{self._dependencies.digest(job, compiler)}"

    def compiler_version(self, job: Job) -> str:
        """What the compiler of a job says of itself.

        Raises:
            EngineError: If it is not known yet and cannot be found out.
        """
        return self._identity(job).version

    def _kept(self, job: Job, *, cache: bool) -> Outcome | None:
        """The result that need not be made, or None if the job has to run."""
        execute = self.settings.execute
        if execute == "always":
            return None
        recorded = self._recorded(job) if cache or execute == "never" else None
        if recorded:
            return recorded
        if self._cache and cache and execute != "never":
            try:
                kept = self._cache.read(self.key(job))
            except EngineError:
                if execute == "auto":
                    raise
                kept = None
            if kept:
                return kept
        if execute == "auto":
            return None
        return Outcome(Result.internal_error(_NO_RECORD), "none")

    def _recorded(self, job: Job) -> Outcome | None:
        """The result that is recorded, if records count."""
        if self.records is None or self.settings.execute == "always":
            return None
        record = self.records.find(job.digest)
        return Outcome(record.result, "record", record.compiler) if record else None

    def _is_old(self, answer: Answer) -> bool:
        """Whether an answer was made in an earlier build, and could be made in this one."""
        return isinstance(answer, Kept) and self.settings.execute == "auto"

    def _start(self, job: Job, *, limit_expected: bool) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        key, version = self.key(job), self.compiler_version(job)
        from .native import execute_safely  # noqa: PLC0415

        sandbox = self._ready_sandbox()

        def task() -> None:
            self._running[future] = (job, time.monotonic())
            result = execute_safely(job, sandbox)
            del self._running[future]
            if self._cache and is_lasting(result, limit_expected=limit_expected):
                self._cache.write(key, version, result)
            try:
                if self._tasks.empty():
                    sandbox.close_idle()
            finally:
                future.set_result(Outcome(result, "run", version))

        self._tasks.put(task)
        self._start_thread()
        return future

    def _identity(self, job: Job) -> Identity:
        return self._identities.of(job.compiler, self._ready_sandbox)

    def _ready_sandbox(self) -> Sandbox:
        with self._lock:
            if self._sandbox is None:
                self._sandbox = self._make_sandbox()
            return self._sandbox

    def _start_thread(self) -> None:
        if len(self._threads) < self._concurrency:
            thread = threading.Thread(target=self._work, name="c-runner", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while True:
            self._tasks.get()()


def _records(directory: Path | None) -> Records | None:
    if directory is None or not directory.is_dir():
        return None
    from .store.records import Records  # noqa: PLC0415

    return Records(directory)


def _bubblewrap() -> Sandbox:
    # It needs what Linux alone has, and a site without blocks to run builds anywhere.
    from .sandbox.bwrap import Bubblewrap  # noqa: PLC0415

    sandbox = Bubblewrap()
    sandbox.prepare()
    return sandbox


def _enough_for(cores: int) -> int:
    """The jobs that keep these cores busy: a quarter of the time, one waits for the kernel to make a sandbox."""
    return cores + -(-cores // 4)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
