"""The programs of a build that readers run in their browsers: compiled, run once, and compared with the true result."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..bounds import BROWSER_FILES
from ..engine.answers import Pending
from ..engine.artifacts import PROGRAM_FILE
from ..engine.errors import EngineError
from ..engine.job import Job
from ..engine.result import Outcome
from ..engine.runner import Runner
from ..html import playground
from ..program.snippet import Snippet

if TYPE_CHECKING:  # imported where it is used: most sites have no such block
    from ..check.elsewhere import Elsewhere


class BrowserPrograms:
    """The programs of a build that readers run in their browsers.

    Args:
        runner: The runner of the build, which has another one that runs them as a browser does.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def start(self, snippet: Snippet) -> None:
        """Begin to compile a block, if readers run it in their browsers.

        Raises:
            EngineError: If what compiles it, or what runs it on the page, is not installed.
        """
        if snippet.options.display.runs_in_browser and not (
            snippet.job.session or _too_large(snippet)
        ):
            if not self._is_built:
                raise EngineError(playground.NOT_BUILT)
            self._submit(snippet)

    @cached_property
    def _is_built(self) -> bool:
        return playground.is_built()

    def of(self, snippet: Snippet, outcome: Outcome) -> Elsewhere:
        """Return a block as it runs in the browser.

        Args:
            snippet: The block.
            outcome: Its outcome here.
        """
        from ..check.elsewhere import Elsewhere, compared  # noqa: PLC0415 - see above

        if snippet.job.session:
            return Elsewhere(reason="A browser has no shell.")
        if _too_large(snippet):
            return Elsewhere(reason=f"Its files have more than {BROWSER_FILES // 1024:,} KiB.")
        with contextlib.suppress(EngineError):
            there = self._submit(snippet).result()
            if there.origin == "none":
                return Elsewhere(reason="It has not been compiled for the browser yet.")
            return compared(snippet.job, outcome.result, there.result)
        return Elsewhere(reason="The compiler for WebAssembly is not installed.")

    def _submit(self, snippet: Snippet) -> Pending:
        """Have a block compiled and run for the browser."""
        job = _for_browsers(snippet.job)
        expected = snippet.options.expected.expect.allows_limit
        return self._runner.for_browsers().submit(job, limit_expected=expected)


@lru_cache(maxsize=4096)
def _for_browsers(job: Job) -> Job:
    """Return a job as it is compiled for the browser. It is asked for twice, and its digest takes its time."""
    return replace(job, artifacts=(PROGRAM_FILE,))


def toolchain_files() -> dict[str, Path]:
    """Return the files of the toolchain, by the paths under which they are published.

    Raises:
        EngineError: If it is not installed.
    """
    from ..engine.wasm.toolchain import installed  # noqa: PLC0415 - see above

    return {f"toolchain/{path.name}": path for path in installed().files()}


def _too_large(snippet: Snippet) -> bool:
    return sum(len(file.content) for file in snippet.data) > BROWSER_FILES
