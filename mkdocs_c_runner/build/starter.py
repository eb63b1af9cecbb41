"""Starts the blocks of a build, and waits for them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..engine.answers import Pending
from ..engine.errors import EngineError
from ..engine.job import Job, SourceFile
from ..engine.processes.processes import MANY
from ..engine.result import Outcome, Result
from ..engine.runner import Runner
from ..engine.toolchain.languages import C
from ..fence.settings import Settings
from ..foreign import Log
from ..pages.found import FoundFence
from ..pages.pages import Pages
from ..pages.source_page import SourcePage
from ..program.snippet import Snippet
from .ahead import Ahead
from .browser import BrowserPrograms
from .highlight_ahead import ENOUGH, HighlightAhead
from .missing import MachineError, with_all_missing
from .progress import Progress


class Starter:
    """Starts the blocks of a build, so that they run while other things are done.

    Args:
        settings: The options of the site.
        runner: Runs the blocks.
        browser: Makes the programs that readers run in their browsers.
        pages: The pages of the build.
        prepare: Returns the snippets of a fence, one for each way to compile it.
        uri_of: Returns the path of a page below the directory of the pages.
        log: Takes the progress.
        highlight: Has the sources of pages highlighted ahead.
        is_kept: Whether the HTML of a block is kept, so that nothing is to be run or read for it.
    """

    def __init__(
        self,
        settings: Settings,
        runner: Runner,
        browser: BrowserPrograms,
        pages: Pages,
        prepare: Callable[[SourcePage, FoundFence], Sequence[Snippet]],
        uri_of: Callable[[str], str],
        log: Log,
        highlight: HighlightAhead,
        is_kept: Callable[[str | None, Sequence[Snippet]], bool],
    ) -> None:
        self._settings = settings
        self._runner = runner
        self._browser = browser
        self._pages = pages
        self._prepare = prepare
        self._uri_of = uri_of
        self._highlight = highlight
        self._is_kept = is_kept
        self._progress = Progress(runner, log.info, further=self._further)
        self._ahead = Ahead(self._start_all_of)
        self._last: dict[str, tuple[Job, Pending]] = {}  # the last block of each page
        self._blocks = 0
        self._is_ready = False
        self._has_processes = False  # then nothing is kept of the blocks of this site

    @property
    def waited(self) -> float:
        """The seconds that the build has waited for blocks."""
        return self._progress.waited

    def has_read(self, page: SourcePage) -> None:
        """Count the blocks of a page. Where there are many, whatever runs them gets ready while others are read."""
        if self._settings.enabled:
            self._blocks += _blocks_of(page)
            if self._blocks >= MANY:
                self._get_ready()
            # Now, while the build has no threads yet: see `beside`.
            if self._has_processes and self._blocks >= ENOUGH:
                self._highlight.get_ready()

    def start_all(self) -> None:
        """Start the blocks of all pages that were read: the first ones now, others as pages are rendered.

        Raises:
            MachineError: If one has to run and the machine cannot run it.
        """
        self._ahead.begin(self._pages)

    def start(self, page: SourcePage, fences: Iterable[FoundFence]) -> None:
        """Start blocks of a page that is rendered now; see `start_all`."""
        self._ahead.needs(page)
        self._start(page, fences)

    def has_rendered(self, page: SourcePage) -> None:
        """Start the blocks of further pages in place of those of a page that was rendered; see `start_all`."""
        self._last.pop(page.path, None)
        self._ahead.has_rendered(page)

    def outcome(self, snippet: Snippet) -> Outcome:
        """Wait for the result of a snippet."""
        try:
            answer = self._submit(snippet)
            # A process that wakes up for each block of a page takes half as much time again to render it: whatever it
            # needs has left the caches of the processor meanwhile.
            if not answer.done() and (last := self._last.pop(snippet.page, None)):
                self._progress.wait(*last)
            return self._progress.wait(snippet.job, answer)
        except EngineError as error:  # a block that the scan did not see
            return Outcome(Result.internal_error(str(error)), "run")

    def _start_all_of(self, page: SourcePage) -> int:
        """Start all blocks of a page, and return their number."""
        if not page.kept:
            return self._start(page, page.scanned.fences)
        for _ in range(page.kept):
            self._progress.add_kept()
        return page.kept

    def _start(self, page: SourcePage, fences: Iterable[FoundFence]) -> int:
        """Start blocks of a page, and return their number."""
        started = 0
        running: list[Snippet] = []
        for fence in fences if page.enabled and self._settings.enabled else ():
            snippets = self._prepare(page, fence)
            if self._is_kept(page.uri, snippets):
                self._progress.add_kept()
                started += 1
                continue
            for snippet in snippets:
                self._get_ready()
                with self._failing_at(snippet):
                    answer = self._submit(snippet)
                    self._browser.start(snippet)
                self._progress.add(snippet.job, snippet.place, answer)
                if not answer.done():
                    running.append(snippet)
                    self._last[page.path] = snippet.job, answer
                started += 1
        if running and self._has_processes and self._blocks >= ENOUGH:
            self._highlight.add(page)
        for snippet in running:
            with self._failing_at(snippet):
                self._runner.make_sure(snippet.job)
        return started

    @contextlib.contextmanager
    def _failing_at(self, snippet: Snippet) -> Iterator[None]:
        """Tell the place of a block that the machine cannot run."""
        try:
            yield
        except EngineError as error:
            raise MachineError(snippet.place, self._with_all_missing(error)) from None

    def _get_ready(self) -> None:
        """Have the runner get ready for the blocks so far, once."""
        if self._is_ready:
            return
        self._is_ready = True
        usual = SourceFile(C.default_file, b"#include <stdio.h>\n")
        toolchain = self._settings.options.toolchain
        job = Job((usual,), toolchain.compiler[0], libs=toolchain.libs)
        self._runner.prepare(job, self._blocks)
        processes = self._runner.processes
        self._has_processes = processes is not None and processes.are_there

    def _submit(self, snippet: Snippet) -> Pending:
        return self._runner.submit(
            snippet.job,
            self._uri_of(snippet.page),
            limit_expected=snippet.allows_limit,
            cache=snippet.options.cache,
        )

    def _further(self) -> int:
        """Return how many blocks of the pages that were read are still to be started."""
        return sum(map(_blocks_of, self._ahead.waiting)) if self._settings.enabled else 0

    def _with_all_missing(self, error: EngineError) -> EngineError:
        snippets = (
            snippet
            for page in self._pages
            if page.enabled
            for fence in page.scanned.fences
            for snippet in self._prepare(page, fence)
        )
        conditions = self._runner.conditions
        return with_all_missing(
            error, snippets, lambda item: conditions(item.job), self._submit_surely
        )

    def _submit_surely(self, snippet: Snippet) -> None:
        if not self._submit(snippet).done():
            self._runner.make_sure(snippet.job)


def _blocks_of(page: SourcePage) -> int:
    """Return the number of blocks of a page that are to run."""
    return page.kept or sum(
        page.header(fence).options.run for fence in page.scanned.fences if page.enabled
    )
