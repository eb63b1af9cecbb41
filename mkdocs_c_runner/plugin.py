"""The MkDocs plugin: events, and nothing else."""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Iterable
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from markdown import Markdown
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import meta

from .config import CRunnerConfig
from .engine.errors import EngineError
from .engine.history import History
from .engine.job import Job
from .engine.result import Outcome, Result
from .engine.runner import Answer, Runner, RunnerSettings
from .engine.storage import JsonStore
from .page.annotations import annotation
from .page.fences import Fences
from .page.front_matter import KEY
from .page.labels import labels
from .page.pages import Pages, SourcePage
from .page.registration import FenceExtension
from .page.report import Report
from .page.scan import FoundFence, may_have_fences
from .page.snippet import Snippet
from .progress import Progress
from .reader import SUPERFENCES, PageReader, has_superfences, scanner_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


# The extension that does without MkDocs what this plugin does.
EXTENSION = "c_runner"
STYLE_SHEET = "assets/c-runner/c-runner.css"

log = get_plugin_logger("c-runner")


class CRunnerPlugin(BasePlugin[CRunnerConfig]):  # type: ignore[no-untyped-call]
    """Runs the marked C blocks of a site and puts their output beneath them.

    Attributes:
        keep_blocks: Whether the report keeps all blocks; the command line wants them.
        report: What there is to say about the blocks of the last build.
        runner: What answers their jobs.
    """

    def __init__(self) -> None:
        self.keep_blocks = False
        self.runner = Runner(RunnerSettings())
        self._store = JsonStore()
        self._serving = False
        self._server: LiveReloadServer | None = None
        self._watched: set[str] = set()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes the command. Having this event keeps the plugin over the rebuilds of `serve`."""
        self._serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> None:
        """Watches what decides a result, and writes nothing any more where MkDocs watches."""
        self._server = server
        watched = (config.docs_dir, *config.watch)
        kept = self.runner.settings.cache_directory
        if kept and any(_is_below(kept, directory) for directory in watched):
            self._store.put_off()
        recorded = self.runner.settings.results_directory
        if recorded and recorded.is_dir():
            server.watch(str(recorded))
        self._watch_included(config)

    def on_shutdown(self) -> None:
        """Writes what could not be written while MkDocs watched."""
        self._store.catch_up()

    # Early, so that plugins which copy the list of extensions (mkdocstrings) copy ours too.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Adds the fence to the site's Markdown."""
        self._take_over(config)
        self._docs_dir = config.docs_dir
        self._pages = Pages(self._read)
        self._files = Files([])
        self.report = Report(log.warning, log.info, self.config.on_warning, self.keep_blocks)
        self.fences = Fences(
            pages=self._pages,
            labels=labels(self.config.labels),
            report=self.report,
            page_of=self._page_of,
            answer=self._answer if self.config.enabled else None,
        )
        extensions = config.markdown_extensions
        extensions[:] = [item for item in extensions if not _is_ours(item)]
        extensions.append(FenceExtension(self.fences))  # type: ignore[arg-type]
        beside = Path(config.config_file_path or "").parent
        settings = self.config.runner_settings(beside)
        # One instance of the plugin serves all rebuilds, and all configurations in one process.
        if self.runner.settings != settings:
            self.runner = Runner(settings, store=self._store)
        self.runner.begin_build()
        self._progress = Progress(self.runner, log.info)
        self.reader = PageReader(
            config.docs_dir,
            partial(scanner_of, config.markdown_extensions, config.mdx_configs, self.fences),
            self.config.defaults(),
            self._pages,
            self.report,
        )

    def _take_over(self, config: MkDocsConfig) -> None:
        """Takes the options over that a site has for hosts without plugins, where it says nothing else here."""
        said = config.mdx_configs.pop(EXTENSION, None) or {}
        known = {name: value for name, value in said.items() if name in self.config}
        if known:
            own = {name: value for said in self.config.user_configs for name, value in said.items()}
            self.config = CRunnerConfig()
            self.config.load_dict({**known, **own})
            for name, problem in self.config.validate()[0]:
                raise PluginError(f"{EXTENSION}: {name}: {problem}")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Chooses the labels: a plugin for translations has set the language of the theme by now."""
        self.fences.labels = labels(self.config.labels, _language(config))

    # Late, so that the pages that other plugins generate are there.
    @event_priority(-100)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Scans all pages and starts their blocks, so that they run while the pages are rendered."""
        self.read(files)
        if any(page.scanned.fences for page in self._pages):
            self._add_superfences(config)
            self._watch_included(config)
            for page in self._pages:
                self._prefetch(page, page.scanned.fences)

    def read(self, files: Files) -> None:
        """Reads all pages that may have something of ours."""
        self._files = files
        included = InclusionLevel.is_in_serve if self._serving else InclusionLevel.is_included
        for file in files.documentation_pages(inclusion=included):
            text = file.content_string
            if may_have_fences(text) or KEY in text:
                self.reader.read(file.src_uri, text, *meta.get_data(text))

    # Late, so that other plugins have written what they write into pages.
    @event_priority(-100)
    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Reads a page again that another plugin has changed: macros may have written blocks."""
        uri = page.file.src_uri
        new = self.reader.read_again(uri, markdown)
        if new:
            source = self.reader.page(uri)
            self.fences.changed(source)
            self._prefetch(source, new)

    # Early, before other plugins alter the HTML in which the blocks are looked for.
    @event_priority(100)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Reports what is wrong with the page's fences."""
        self.reader.publish(page.file.src_uri, html)

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """Links the style sheet where it is used, and ends the build if a block failed."""
        css = self.config.css
        if css == "on" or (css == "auto" and self.report.blocks):
            if STYLE_SHEET not in config.extra_css:
                config.extra_css.insert(0, STYLE_SHEET)  # first, so that the site's own css wins
            content = (
                resources.files(__package__).joinpath("assets/c-runner.css").read_text("utf-8")
            )
            files.append(File.generated(config, STYLE_SHEET, content=content))
        self._settle()

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Says how many blocks there were, and ends the build if one failed that was rendered late."""
        self._settle()
        if self.report.blocks:
            log.info("%s", self._closing_line())
            self._remember()

    def _closing_line(self) -> str:
        slowest = f", the slowest {self.report.slowest}" if self.report.slowest else ""
        return f"{self.report.summary()} ({self._progress.waited:.1f} s{slowest})"

    def _watch_included(self, config: MkDocsConfig) -> None:
        """Lets a change of an included file rebuild the site, once MkDocs serves."""
        if self._server is None:
            return
        for path in {path for page in self._pages for path in page.scanned.included}:
            if path not in self._watched and not _is_below(path, config.docs_dir):
                self._watched.add(path)
                self._server.watch(path)

    def _add_superfences(self, config: MkDocsConfig) -> None:
        if not has_superfences(config.markdown_extensions):
            config.markdown_extensions.append(SUPERFENCES)
            log.info("All fences now go through %s, which marked blocks need.", SUPERFENCES)

    def _prefetch(self, page: SourcePage, fences: Iterable[FoundFence]) -> None:
        """Starts the blocks of a page."""
        for fence in fences if page.enabled and self.config.enabled else ():
            snippet = self.fences.snippet(page, fence)
            if snippet is None:
                continue
            job = snippet.job
            try:
                answer = self._submit(snippet, job)
            except EngineError as error:
                if self.keep_blocks:
                    raise
                raise PluginError(f"{snippet.place}: error: {error}") from None
            self._progress.add(job, snippet.place, answer)

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

    def _remember(self) -> None:
        """Notes what blocks there were, so that `status` can say what changed."""
        settings = self.runner.settings
        if settings.cache_directory is None or settings.execute != "auto":
            return
        pages: dict[str, list[tuple[Job, str, str, str]]] = {}
        docs = os.path.relpath(self._docs_dir)
        try:
            for path, job in self.report.jobs:
                page = pages.setdefault(path, [])
                page.append((job, *self.runner.conditions(job), self.runner.key(job)))
        except EngineError:
            return  # all results are recorded, and there is no compiler
        history = History(settings.cache_directory, self._store)
        history.update({os.path.relpath(path, docs): jobs for path, jobs in pages.items()})

    def _page_of(self, md: Markdown) -> SourcePage:
        """The page that is rendered: MkDocs' own tree processor knows it, in excerpts too."""
        known = "relpath" in md.treeprocessors
        file = getattr(md.treeprocessors["relpath"], "file", None) if known else None
        if file is None:
            return SourcePage("?", "?", defaults=self.config.defaults())
        return self.reader.page(file.src_uri)

    def _read(self, uri: str, path: str) -> bytes:
        """A file that a page names: one of the documentation, by its path beside the page.

        Raises:
            ValueError: If there is none, with the reason.
        """
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
        file = self._files.get_file_from_path(wanted)
        where = Path(self._docs_dir, wanted) if file is None else Path(file.abs_src_path or wanted)
        if file is None or file.generated_by is None:
            if not _is_below(where, self._docs_dir):
                raise ValueError("the file is not in the documentation's directory")
            if not where.is_file():
                raise ValueError(f"there is no file {self.reader.path(wanted)}")
        try:
            return where.read_bytes() if file is None else file.content_bytes
        except OSError as error:
            raise ValueError(f"the file cannot be read: {error.strerror}") from None

    def _settle(self) -> None:
        """Reports the failures there are by now, once."""
        failures = self.report.take_failures()
        if not failures:
            return
        manner = self.config.on_failure or ("warn" if self._serving else "fail")
        for failure in failures if manner != "ignore" else ():
            level = "error" if manner == "fail" else "warning"
            log.log(getattr(logging, level.upper()), "%s", failure)
            command = annotation(failure, level, os.environ)
            if command:
                click.echo(command)
        if manner == "fail":
            raise PluginError(self._closing_line())


def _is_below(path: str | Path, directory: str) -> bool:
    return Path(path).resolve().is_relative_to(Path(directory).resolve())


def _is_ours(extension: object) -> bool:
    """Whether it does what this plugin does: a build before this one, or the extension for other hosts."""
    return isinstance(extension, FenceExtension) or extension == EXTENSION


def _language(config: MkDocsConfig) -> str:
    """The tag of the language of the theme: Material has `language`, the themes of MkDocs have `locale`."""
    theme = config.theme
    return str(theme.get("language") or theme.get("locale") or "en")
