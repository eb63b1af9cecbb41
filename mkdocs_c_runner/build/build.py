"""A build as every host has it: pages are read, their blocks start, and in the end there is something to say.

The MkDocs plugin has one for a whole site, the Markdown extension one for each page that it converts.
"""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

import click
from markdown import Markdown

from ..check.failure import Failure
from ..engine.errors import EngineError
from ..engine.job import Job, SourceFile
from ..engine.result import Outcome, Result
from ..engine.runner import Answer, Runner
from ..engine.store.last_build import History
from ..fence.settings import OnFailure, Settings
from ..html.publishing import Publishing
from ..labels import labels
from ..pages.pages import UNKNOWN, Pages, SourcePage
from ..pages.scan import FoundFence, Scanner
from ..place import Place, path_from
from ..program.snippet import Snippet
from .fences import Fences
from .github import annotation
from .highlight_cache import HighlightedPages
from .progress import Progress
from .reader import PageReader
from .report import Report

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


class MachineError(Exception):
    """A block has to run, and the machine cannot run it.

    Attributes:
        place: The block.
        reason: What is missing, with its cure.
    """

    def __init__(self, place: Place, reason: EngineError) -> None:
        super().__init__(f"{place}: error: {reason}")
        self.place = place
        self.reason = reason


class Host(Protocol):
    """What renders the pages."""

    @property
    def docs_dir(self) -> str:
        """The directory of the pages."""

    @property
    def language(self) -> str:
        """The tag of the language of the labels."""

    def scanner(self, fences: Fences) -> Scanner:
        """What finds these fences on its pages; called when the first page has any."""

    def rendered(self, md: Markdown) -> str | None:
        """The page that this instance renders, by its path below `docs_dir`, if that is known."""

    def generated(self, uri: str) -> bytes | None:
        """The content of a file below `docs_dir` that is not on the disk, or None."""

    def find(self, uri: str) -> SourcePage | None:
        """A page that was not read yet, or None."""

    def keep(self, md: Markdown, suffix: str, content: bytes) -> str:
        """Keeps a file, and returns its address as the page sees it that this instance renders."""

    def markdown(self, fences: Fences) -> Markdown:
        """An instance like those that render the pages, but with these fences and without a table of contents."""


class Build:
    """The blocks of one build.

    Args:
        host: What renders their pages.
        settings: The options of the site.
        runner: What runs them.
        log: What the build says.
        settings_file: The file in which the options stand, if there is one.
        keep_blocks: Whether the report keeps all blocks.
    """

    def __init__(
        self,
        host: Host,
        settings: Settings,
        runner: Runner,
        log: Log,
        *,
        settings_file: str | None = None,
        keep_blocks: bool = False,
    ) -> None:
        self.settings = settings
        self.runner = runner
        self._host = host
        self._log = log
        self.pages = Pages(self._file, host.find)
        self.report = Report(log.warning, log.info, settings.on_warning, keep_blocks)
        self._highlighted = HighlightedPages(self._cache, runner.store)
        self.fences = Fences(
            pages=self.pages,
            labels=labels(settings.labels),
            report=self.report,
            page_of=self._page_of,
            answer=self._answer if settings.enabled else None,
            publishing=lambda md: Publishing(partial(host.keep, md), self._markdown),
            recall=self._highlighted.recall,
        )
        self.reader = PageReader(
            host.docs_dir,
            lambda: host.scanner(self.fences),
            settings.defaults(settings_file),
            self.pages,
            self.report,
        )
        self._progress = Progress(runner, log.info)
        self._gets_ready = False

    def choose_labels(self) -> None:
        """Takes the words around the output from the host's language, once that is known."""
        self.fences.labels = labels(self.settings.labels, self._host.language)

    def read(self, uri: str, text: str, body: str, said: Mapping[str, object]) -> None:
        """Reads a page; see `PageReader.read`. The first one with blocks to run lets their sandbox be made."""
        self.reader.read(uri, text, body, said)
        page = self.reader.page(uri)
        may_run = page.enabled and self.settings.enabled and not self._gets_ready
        if may_run and any(page.header(fence).options.run for fence in page.scanned.fences):
            self._gets_ready = True
            usual = SourceFile("main.c", b"#include <stdio.h>\n")
            self.runner.get_ready(Job((usual,), self.settings.compiler[0], libs=self.settings.libs))

    def start(self, page: SourcePage, fences: Iterable[FoundFence]) -> None:
        """Starts the blocks of a page, so that they run while other things are done.

        Raises:
            MachineError: If one has to run and the machine cannot run it.
        """
        for fence in fences if page.enabled and self.settings.enabled else ():
            for snippet in self.fences.prepare(page, fence)[0]:
                try:
                    answer = self._submit(snippet, snippet.job)
                except EngineError as error:
                    raise MachineError(snippet.place, error) from None
                self._progress.add(snippet.job, snippet.place, answer)

    def publish(self, uri: str, html: str) -> None:
        """Takes into account a page that was rendered, and has become this HTML."""
        self.reader.publish(uri, html)
        self._highlighted.keep(uri)

    def settle(self, manner: OnFailure) -> list[Failure]:
        """Takes the failures there are by now, and returns those that end the build: all of them or none.

        Args:
            manner: What a failure does. One that ends the build is left to the host to be said.
        """
        failures = self.report.take_failures()
        if manner == "ignore":
            return []
        level: Literal["error", "warning"] = "error" if manner == "fail" else "warning"
        for failure in failures:
            if level == "warning":
                self._log.warning("%s", failure)
            command = annotation(failure, level, os.environ)
            if command:
                click.echo(command)
        return failures if manner == "fail" else []

    def closing_line(self) -> str:
        """How many blocks there were, where they came from, and how long the build waited."""
        slowest = f", the slowest {self.report.slowest}" if self.report.slowest else ""
        return f"{self.report.summary()} ({self._progress.waited:.1f} s{slowest})"

    def remember(self) -> None:
        """Notes what blocks there were, so that `status` can say what changed."""
        if self._cache is None:
            return
        pages: dict[str, list[tuple[Job, str, str, str]]] = {}
        docs = path_from(self._host.docs_dir)
        try:
            for path, job in self.report.jobs:
                page = pages.setdefault(path, [])
                page.append((job, *self.runner.conditions(job), self.runner.key(job)))
        except EngineError:
            return  # all results are recorded, and there is no compiler
        history = History(self._cache, self.runner.store)
        history.update({path_from(path, docs): jobs for path, jobs in pages.items()})

    @property
    def _cache(self) -> Path | None:
        """Where something is kept for the next build, if anything is."""
        settings = self.runner.settings
        return settings.cache_directory if settings.execute == "auto" else None

    def _submit(self, snippet: Snippet, job: Job) -> Answer:
        return self.runner.submit(
            job,
            limit_expected=snippet.options.expect.allows_limit,
            cache=snippet.options.cache,
        )

    def _answer(self, snippet: Snippet) -> Outcome:
        """Waits for the result of a snippet."""
        try:
            return self._progress.wait(self._submit(snippet, snippet.job))
        except EngineError as error:  # a block that the scan did not see
            return Outcome(Result.internal_error(str(error)), "run")

    def _markdown(self, text: str) -> str:
        """The HTML of Markdown that a program printed; no block of it is run."""
        shown_alone = Fences(
            pages=Pages(self._file),
            labels=self.fences.labels,
            report=Report(self._log.debug, self._log.debug),
            page_of=lambda _: self.reader.page(UNKNOWN),
            answer=None,
        )
        return self._host.markdown(shown_alone).convert(text)

    def _page_of(self, md: Markdown) -> SourcePage:
        uri = self._host.rendered(md)
        return self.reader.page(UNKNOWN if uri is None else uri)

    def _file(self, uri: str, path: str) -> bytes:
        """A file that a page names: one of the documentation, by its path beside the page.

        Raises:
            ValueError: If there is none, with the reason.
        """
        if uri == UNKNOWN:
            raise ValueError("it is not known where the page stands")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
        content = self._host.generated(wanted)
        if content is not None:
            return content
        where = Path(self._host.docs_dir, wanted)
        if not is_below(where, self._host.docs_dir):
            raise ValueError("the file is not in the documentation's directory")
        if not where.is_file():
            raise ValueError(f"there is no file {self.reader.path(wanted)}")
        try:
            return where.read_bytes()
        except OSError as error:
            raise ValueError(f"the file cannot be read: {error.strerror}") from None


def is_below(path: str | Path, directory: str | Path) -> bool:
    """Whether a path leads into a directory, links and all."""
    return Path(path).resolve().is_relative_to(Path(directory).resolve())
