"""The programs of a build that readers run in their browsers: compiled, run once, and compared with the true result."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bounds import BROWSER_FILES
from ..engine.answers import Pending
from ..engine.artifacts import PROGRAM_FILE
from ..engine.errors import EngineError
from ..engine.job import Job
from ..engine.result import Outcome
from ..engine.runner import Runner
from ..engine.store.cache import is_lasting
from ..html import playground
from ..program.snippet import Snippet

if TYPE_CHECKING:  # imported where it is used: most sites have no such block
    from ..check.elsewhere import Elsewhere
    from .browser_cache import BrowserCache


class BrowserPrograms:
    """The programs of a build that readers run in their browsers.

    Args:
        runner: The runner of the build, which has another one that runs them as a browser does.
        cache: The directory of what is kept for the next build, or None to keep nothing.
        is_published: Whether a program of this name is in the site.
    """

    def __init__(
        self,
        runner: Runner,
        cache: Path | None,
        is_published: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._runner = runner
        self._is_published = is_published
        # Where others answer a part of the jobs, this build knows less than a whole one.
        self._cache = None if runner.settings.shard else cache

    def start(self, snippet: Snippet) -> None:
        """Begin to compile a block, if readers run it in their browsers.

        Raises:
            EngineError: If what compiles it, or what runs it on the page, is not installed.
        """
        if snippet.options.display.runs_in_browser and not _why_not(snippet):
            if not self._is_built:
                raise EngineError(playground.NOT_BUILT)
            if not (self._kept and self._kept.has(snippet.page, snippet.job)):
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
        from ..check.elsewhere import Elsewhere  # noqa: PLC0415 - see above

        if reason := _why_not(snippet):
            return Elsewhere(reason=reason)
        with contextlib.suppress(EngineError):
            known = None
            if self._kept:
                known = self._kept.recall(snippet.page, snippet.job, outcome.result.run)
            return known or self._compared(snippet, outcome)
        return Elsewhere(reason="The compiler for WebAssembly is not installed.")

    @property
    def conditions(self) -> str | None:
        """What compiles and runs the blocks in browsers, as a part of a key; None if nothing of them is kept."""
        with contextlib.suppress(EngineError):
            return self._kept.conditions if self._is_built and self._kept else None
        return None

    def facts(self, found: Elsewhere) -> dict[str, Any]:
        """Return a block as it runs in the browser as JSON values; see `recall`."""
        from .browser_cache import facts  # noqa: PLC0415 - see above

        return facts(found)

    def is_published(self, program: str) -> bool:
        """Whether the program of a block, which `facts` names, is in the site; there is none if the name is empty."""
        return not program or self._is_published(program)

    def recall(self, snippet: Snippet | None, facts: object) -> Elsewhere | None:
        """Return a block as `facts` tells it, if it is so still and its program is in the site.

        Args:
            snippet: The block, or None if nobody has read it; then all that is kept of its page stays.
            facts: What is known of it.
        """
        found = self._kept.elsewhere(facts) if self._kept else None
        if found is None or found.program:
            return None
        if self._kept and snippet:
            self._kept.retain(snippet.page, snippet.job)
        return found

    def keep(self, page: str) -> None:
        """Keep what belongs to a page that was rendered for the next build."""
        if "_kept" in self.__dict__ and self._kept:
            self._kept.keep(page)

    @cached_property
    def _kept(self) -> BrowserCache | None:
        if self._cache is None:
            return None
        from ..engine.wasm.toolchain import installed  # noqa: PLC0415 - see above
        from .browser_cache import BrowserCache  # noqa: PLC0415 - see above

        conditions = installed().conditions.digest
        return BrowserCache(self._cache, self._runner.store, conditions, self._is_published)

    def _compared(self, snippet: Snippet, outcome: Outcome) -> Elsewhere:
        """Return a block as it runs in the browser, found out now.

        Raises:
            EngineError: If the machine cannot run it so.
        """
        from ..check.compared import compared  # noqa: PLC0415 - see above
        from ..check.elsewhere import Elsewhere  # noqa: PLC0415 - see above

        there = self._submit(snippet).result()
        if there.origin == "none":
            return Elsewhere(reason="It has not been compiled for the browser yet.")
        found = compared(snippet.job, outcome.result, there.result)
        if self._kept and is_lasting(there.result, limit_expected=_expects_limit(snippet)):
            self._kept.add(snippet.page, snippet.job, outcome.result.run, found)
        return found

    def _submit(self, snippet: Snippet) -> Pending:
        """Have a block compiled and run for the browser."""
        job = _for_browsers(snippet.job)
        return self._runner.for_browsers().submit(job, limit_expected=_expects_limit(snippet))


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


def _expects_limit(snippet: Snippet) -> bool:
    return snippet.options.expected.expect.allows_limit


def _why_not(snippet: Snippet) -> str:
    """Return why readers cannot run a block in their browsers, whatever its program does; empty if they may."""
    if snippet.job.session:
        return "A browser has no shell."
    if not snippet.is_editable:
        return "It runs the program of another block again, which has the button."
    if sum(len(file.content) for file in snippet.data) > BROWSER_FILES:
        return f"Its files have more than {BROWSER_FILES // 1024:,} KiB."
    return ""
