"""The MkDocs plugin: events, and nothing else."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markdown import Markdown
from mkdocs.contrib.search import SearchPlugin
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url, meta, write_file

from .build.build import Build, MachineError, is_below
from .build.fences import Fences
from .build.reader import HIGHLIGHT, SUPERFENCES, has_superfences, scanner_of
from .build.superfences import FenceExtension
from .config import CRunnerConfig
from .engine.runner import Runner
from .engine.runner_settings import RunnerSettings
from .engine.store.json_files import JsonStore
from .fence.front_matter import KEY
from .fence.settings import Settings
from .html import style_sheet
from .html.publishing import file_name
from .html.search import without_excluded
from .pages.pages import SourcePage
from .pages.scan import FoundFence, Scanner, may_have_fences

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

# The extension that does without MkDocs what this plugin does.
EXTENSION = "c_runner"
ASSETS = "assets/c-runner"

log = get_plugin_logger("c-runner")


class CRunnerPlugin(BasePlugin[CRunnerConfig]):  # type: ignore[no-untyped-call]
    """Runs the marked C blocks of a site and puts their output beneath them.

    Attributes:
        overrides: Settings that count instead of the site's; the command line has some.
        keep_blocks: Whether the report keeps all blocks; the command line wants them.
        build: The blocks of the last build.
        runner: What answers their jobs.
    """

    def __init__(self) -> None:
        self.overrides: dict[str, Any] = {}
        self.keep_blocks = False
        self.runner = Runner(RunnerSettings())
        self._whole_content: tuple[str, str] | None = None
        self._said: Mapping[str, object] = {}
        self._store = JsonStore()
        self._serving = False
        self._server: LiveReloadServer | None = None
        self._watched: set[str] = set()

    def load_config(self, options: Any, config_file_path: str | None = None) -> Any:
        """Reads the options, and notes which of them the site says. Another site: nothing is overridden."""
        self._said = dict(options)
        self.overrides = {}
        self.keep_blocks = False
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes the command. Having this event keeps the plugin over the rebuilds of `serve`."""
        self._serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> None:
        """Watches what decides a result, and writes nothing any more where MkDocs watches."""
        self._server = server
        watched = (config.docs_dir, *config.watch)
        kept = self.runner.settings.cache_directory
        if kept and any(is_below(kept, directory) for directory in watched):
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
        settings = self.settings(config)
        runner_settings = settings.runner(Path(config.config_file_path or "").parent)
        # One instance of the plugin serves all rebuilds, and all configurations in one process.
        if self.runner.settings != runner_settings:
            self.runner = Runner(runner_settings, store=self._store)
        self.runner.begin_build()
        self._site = _Site(config)
        self.build = Build(
            self._site,
            settings,
            self.runner,
            log,
            settings_file=config.config_file_path,
            keep_blocks=self.keep_blocks,
        )
        extensions = config.markdown_extensions
        extensions[:] = [item for item in extensions if not _is_ours(item)]
        extensions.append(FenceExtension(self.build.fences))  # type: ignore[arg-type]

    def settings(self, config: MkDocsConfig) -> Settings:
        """What the site says, or, where it is silent, what it says for hosts without plugins."""
        said = config.mdx_configs.get(EXTENSION) or {}
        further = {}
        for name, value in said.items():
            if name in self.config and name not in self._said:
                try:
                    further[name] = Settings.read(name, value)
                except ValueError as error:
                    raise PluginError(f"{EXTENSION}: {name}: {error}.") from None
        return replace(self.config.settings(), **further, **self.overrides)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Chooses the labels: a plugin for translations has set the language of the theme by now."""
        self.build.choose_labels()

    # Late, so that the pages that other plugins generate are there.
    @event_priority(-100)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Scans all pages and starts their blocks, so that they run while the pages are rendered."""
        with _without_collection():
            self.read(files)
            if any(page.scanned.fences for page in self.build.pages):
                self._add_superfences(config)
                self._watch_included(config)
                for page in self.build.pages:
                    self._start(page, page.scanned.fences)
        if not self._serving:
            gc.freeze()  # it is needed to the end of the build, and need not be looked at while pages are rendered

    def read(self, files: Files) -> None:
        """Reads all pages that may have something of ours."""
        self._site.files = files
        included = InclusionLevel.is_in_serve if self._serving else InclusionLevel.is_included
        for file in files.documentation_pages(inclusion=included):
            text = file.content_string
            if may_have_fences(text) or KEY in text:
                self.build.read(file.src_uri, text, *meta.get_data(text))

    # Late, so that other plugins have written what they write into pages.
    @event_priority(-100)
    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Reads a page again that another plugin has changed: macros may have written blocks."""
        uri = page.file.src_uri
        said = page.meta.get(KEY) is not None and self.build.reader.take_front_matter(
            uri, page.meta, page.file.content_string
        )
        new = self.build.reader.read_again(uri, markdown)
        if new or said:
            source = self.build.reader.page(uri)
            self.build.fences.changed(source)
            self._start(source, source.scanned.fences if said else new)

    # Early, before other plugins alter the HTML in which the blocks are looked for.
    @event_priority(100)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Reports what is wrong with the page's fences."""
        self.build.publish(page.file.src_uri, html)

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """Links the style sheet where it is used, and ends the build if a block failed."""
        css = self.build.settings.css
        if css == "on" or (css == "auto" and self.build.report.blocks):
            path = style_sheet.PATH
            if path not in config.extra_css:
                config.extra_css.insert(0, path)  # first, so that the site's own css wins
            files.append(File.generated(config, path, content=style_sheet.text()))
        self._settle()

    @event_priority(100)
    def _hide_from_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Takes from the page what MkDocs' own search is not to find; others look at an attribute."""
        self._whole_content = None
        if page.content and isinstance(config.plugins.get("search"), SearchPlugin):
            found = without_excluded(page.content)
            if found != page.content:
                self._whole_content, page.content = (page.content, found), found

    @event_priority(-100)
    def _show_again(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Puts it back, now that the page is in the index."""
        if self._whole_content and page.content is self._whole_content[1]:
            page.content = self._whole_content[0]

    on_page_context = CombinedEvent(_hide_from_search, _show_again)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Writes pictures, says how many blocks there were, ends the build if one rendered late failed."""
        gc.unfreeze()
        self._settle()
        for name, content in self._site.kept.items():
            write_file(content, os.path.join(config.site_dir, *name.split("/")))
        if self.build.report.blocks:
            log.info("%s", self.build.closing_line())
            self.build.remember()

    def _watch_included(self, config: MkDocsConfig) -> None:
        """Lets a change of an included file rebuild the site, once MkDocs serves."""
        if self._server is None:
            return
        for path in {path for page in self.build.pages for path in page.scanned.included}:
            if path not in self._watched and not is_below(path, config.docs_dir):
                self._watched.add(path)
                self._server.watch(path)

    def _add_superfences(self, config: MkDocsConfig) -> None:
        names = config.markdown_extensions
        if has_superfences(names):
            return
        if config.theme.get("highlightjs") and not {HIGHLIGHT, "codehilite"}.intersection(names):
            # The theme highlights in the browser, by the language, which Pygments would take away.
            names.append(HIGHLIGHT)
            config.mdx_configs[HIGHLIGHT] = {"use_pygments": False}
        names.append(SUPERFENCES)
        log.info("All fences now go through %s, which marked blocks need.", SUPERFENCES)

    def _start(self, page: SourcePage, fences: Iterable[FoundFence]) -> None:
        """Starts the blocks of a page, or ends the build if the machine cannot run them."""
        try:
            self.build.start(page, fences)
        except MachineError as error:
            if self.keep_blocks:
                raise error.reason from None
            raise PluginError(str(error)) from None

    def _settle(self) -> None:
        """Reports the failures there are by now, once."""
        manner = self.build.settings.on_failure or ("warn" if self._serving else "fail")
        failures = self.build.settle(manner)
        for failure in failures:
            log.error("%s", failure)
        if failures:
            raise PluginError(self.build.closing_line())


class _Site:
    """A site that MkDocs renders, as the host of a build.

    Attributes:
        files: Its files; other plugins generate some.
        kept: The files that are made of output, by their paths in the site.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self.files = Files([])
        self.kept: dict[str, bytes] = {}

    @property
    def docs_dir(self) -> str:
        return self._config.docs_dir

    @property
    def language(self) -> str:
        """That of the theme: Material has `language`, the themes of MkDocs have `locale`."""
        theme = self._config.theme
        return str(theme.get("language") or theme.get("locale") or "en")

    def scanner(self, fences: Fences) -> Scanner:
        """What finds these fences on its pages."""
        return scanner_of(self._config.markdown_extensions, self._config.mdx_configs, fences)

    def rendered(self, md: Markdown) -> str | None:
        """The page that is rendered."""
        file = _file_of(md)
        return None if file is None else file.src_uri

    def generated(self, uri: str) -> bytes | None:
        """The content of a file that a plugin has made."""
        file = self.files.get_file_from_path(uri)
        return file.content_bytes if file and file.generated_by else None

    def find(self, uri: str) -> SourcePage | None:
        """None."""
        return None

    def keep(self, md: Markdown, suffix: str, content: bytes) -> str:
        """Keeps a file until the site is written, and returns its address as this page sees it."""
        name = f"{ASSETS}/{file_name(suffix, content)}"
        self.kept[name] = content
        file = _file_of(md)
        return name if file is None else str(get_relative_url(name, file.url))

    def markdown(self, fences: Fences) -> Markdown:
        """An instance for what programs print."""
        config = self._config
        names = [
            item for item in config.markdown_extensions if item != "toc" and not _is_ours(item)
        ]
        return Markdown(
            extensions=[*names, FenceExtension(fences)], extension_configs=dict(config.mdx_configs)
        )


@contextmanager
def _without_collection() -> Iterator[None]:
    """For work that makes much and drops nothing: to look through it for garbage, again and again, is in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _file_of(md: Markdown) -> File | None:
    """The file of the page that is rendered: MkDocs' own tree processor knows it, in excerpts too."""
    known = "relpath" in md.treeprocessors
    file: File | None = getattr(md.treeprocessors["relpath"], "file", None) if known else None
    return file


def _is_ours(extension: object) -> bool:
    """Whether it does what this plugin does: a build before this one, or the extension for other hosts."""
    return isinstance(extension, FenceExtension) or extension == EXTENSION
