"""Takes a program through the steps of a block: run and render. It waits for its turn before."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from ..engine.artifacts import MEMORY
from ..engine.errors import EngineError
from ..engine.job import Job, SourceFile
from ..engine.memory.snapshots import About
from ..engine.memory.writing import untold
from ..engine.result import Artifact, Result, Stage
from ..engine.sandbox.live import Live
from ..engine.toolchain.identity import require_compiler
from ..engine.toolchain.languages import C
from ..fence.header import can_be_typed
from ..labels import Labels, labels
from . import answers
from .asked import Asked
from .metrics import Metrics
from .programs import Programs
from .refused import Refused
from .turns import Turns


class LiveExecutor(Protocol):
    """An executor that runs a program at once, perhaps connected to somebody. Several threads may call it."""

    def converse(self, job: Job, live: Live | None, on_compiled: Callable[[Stage], None]) -> Result:
        """Compile a job and run it.

        Raises:
            EngineError: If the machine, not the program, fails.
        """
        ...

    def picture(self, job: Job, plain: Stage) -> Artifact:
        """Return pictures of the memory of a program that has run in a conversation.

        Raises:
            EngineError: If the machine, not the program, fails.
        """
        ...

    def close_idle(self) -> None:
        """End whatever waits for the next program."""


def warm_up(executor: LiveExecutor) -> None:
    """Run a first program, so that no client waits for what is made once.

    Raises:
        EngineError: If the machine cannot run it.
    """
    require_compiler("gcc")
    source = SourceFile(C.default_file, b"int main(void) { return 0; }\n")
    usual = Job((source,), flags=("-Wall", "-Wextra"), libs=("-lm",), stdio="pipes")
    executor.converse(usual, None, _ignore)


def _with(result: Result, artifact: Artifact) -> Result:
    return replace(result, artifacts=(*result.artifacts, artifact))


def _ignore(_stage: Stage) -> None: ...


class Service:
    """Runs programs for clients.

    Args:
        executor: Compiles and runs them.
        programs: Makes snippets of requests.
        turns: The queue before the executor.
        metrics: Counts what happens.
        words: Returns the words in the HTML, for the tag of a language or for None.
    """

    def __init__(
        self,
        executor: LiveExecutor,
        programs: Programs,
        turns: Turns,
        metrics: Metrics,
        words: Callable[[str | None], Labels] = lambda tag: labels({}, tag or "en"),
    ) -> None:
        self.programs = programs
        self.turns = turns
        self.metrics = metrics
        self.words = words
        self._executor = executor
        self._used_at: float | None = None

    def execute(self, asked: Asked, client: str) -> dict[str, Any]:
        """Run a program to its end, and return the answer.

        Raises:
            Refused: If it is not allowed, or there is no room for it.
        """
        snippet = self.programs.snippet(asked)
        with self.turns.turn(client) as turn:
            result = self.perform(snippet.job, None, lambda _: turn.compiled())
        name = asked.block.name if asked.block else ""
        return answers.answer(snippet, result, self.words(asked.language), name)

    def perform(self, job: Job, live: Live | None, on_compiled: Callable[[Stage], None]) -> Result:
        """Compile a job and run it; a failure of the machine is a result too."""
        try:
            require_compiler(job.compiler)
            result = self._executor.converse(job, live, on_compiled)
        except EngineError as error:
            result = Result.internal_error(str(error))
        self._used_at = time.monotonic()
        self.metrics.count_program(result)
        return result

    def pictured(self, job: Job, result: Result, typed: bytes, client: str) -> Result:
        """Return a result with the pictures of memory that a job asks for.

        To make them takes about as long as to compile a program, so they have a turn of their own.

        Args:
            job: The job.
            result: Its result, without pictures.
            typed: What a reader has typed.
            client: The client that asks for it.
        """
        if MEMORY not in job.artifacts or result.run is None or result.run.limit_hit:
            return result
        if job.stdio == "terminal" and not can_be_typed(typed):
            return _with(result, untold(About.DIFFERENT))
        try:
            with self.turns.turn(client):
                made = self._executor.picture(replace(job, stdin=typed), result.run)
        except Refused:
            made = untold(About.BUSY)
        except EngineError:
            return result
        return _with(result, made)

    def close_idle(self, seconds: float) -> bool:
        """Close the sandboxes that wait for a compiler, if there was no program for some seconds.

        Returns:
            Whether this is the first time since the last program.
        """
        used_at = self._used_at
        if used_at is None or time.monotonic() <= used_at + seconds:
            return False
        self._used_at = None
        self._executor.close_idle()
        return True
