"""The programs of a build that readers run in their browsers: compiled, run once, and compared with the true result."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from ..bounds import BROWSER_FILES
from ..check.elsewhere import Elsewhere, compared
from ..engine.answers import Pending
from ..engine.artifacts import PROGRAM_FILE
from ..engine.errors import EngineError
from ..engine.result import Outcome
from ..engine.runner import Runner
from ..engine.wasm.toolchain import installed
from ..html import playground
from ..program.snippet import Snippet


class BrowserPrograms:
    """The programs of a build that readers run in their browsers.

    Args:
        runner: Runs them as a browser does.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def start(self, snippet: Snippet) -> None:
        """Begin to compile a block, if readers run it in their browsers.

        Raises:
            EngineError: If what compiles it, or what runs it on the page, is not installed.
        """
        if snippet.options.display.runs_in_browser and not _too_large(snippet):
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
        job = replace(snippet.job, artifacts=(PROGRAM_FILE,))
        expected = snippet.options.expected.expect.allows_limit
        return self._runner.submit(job, limit_expected=expected)


def toolchain_files() -> dict[str, Path]:
    """Return the files of the toolchain, by the paths under which they are published.

    Raises:
        EngineError: If it is not installed.
    """
    return {f"toolchain/{path.name}": path for path in installed().files()}


def _too_large(snippet: Snippet) -> bool:
    return sum(len(file.content) for file in snippet.data) > BROWSER_FILES
