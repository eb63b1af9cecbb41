"""The MkDocs plugin: events, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from .build.browser import toolchain_files
from .build.build import Build
from .build.fence_extension import EXTENSION, FenceExtension, is_ours
from .build.missing import MachineError
from .check.failure import Mistake
from .check.ran import Checked
from .config import CRunnerConfig
from .engine.runner import Runner
from .engine.runner_settings import RunnerSettings
from .engine.store.json_files import JsonStore
from .fence.front_matter_text import KEY
from .fence.settings import Settings
from .foreign import Log, line, lines
from .html import playground
from .html.search import without_excluded
from .last_published import PublishedSites
from .mkdocs_host import ASSETS, MkDocsSite, has_own_search, is_server_offered, refuse_repetition
from .pages.docs_files import is_below
from .pages.superfences import SUPERFENCES
from .server.opening import open_preview

if TYPE_CHECKING:  # MkDocs imports these itself where it needs them, some of them for `serve` alone
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from .server.preview import Preview

_Value = TypeVar("_Value")

log = get_plugin_logger("c-runner")
_log = Log(log)

_ENABLED = f"Enabled {SUPERFENCES} for all fences, because this site has C blocks to run."


class Session:
    """Hooks for a program that builds a site through MkDocs. The base class does nothing.

    Args:
        settings: Settings that count instead of the site's, by the names of the fields of `Settings`.
    """

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        self.settings = settings or {}

    def publish(self, block: Checked) -> None:
        """Take a block of a page of the site."""

    def note(self, mistake: Mistake) -> None:
        """Take a mistake of an author."""

    def fail(self, error: MachineError) -> NoReturn:
        """End a build in which a block has to run that the machine cannot run."""
        raise PluginError(lines(error)) from None


class CRunnerPlugin(BasePlugin[CRunnerConfig]):  # type: ignore[no-untyped-call]
    """Runs the marked C blocks of a site and puts their output beneath them.

    Attributes:
        session: The wishes of the program that renders the site. They hold until it sets others: a plugin may load
            and build a site several times in between.
        runner: Runs the blocks, over all rebuilds of `serve`.
    """

    def __init__(self) -> None:
        self.session = Session()
        self.runner = Runner(RunnerSettings())
        self._store = JsonStore()
        self._published = PublishedSites(ASSETS, self._store)
        self._options: Mapping[str, object] = {}
        self._begun: list[tuple[MkDocsSite, Build]] = []
        self._ended: tuple[MkDocsSite, Build] | None = None
        self._whole_content: tuple[str, str] | None = None
        self._serving = False
        self._access: playground.Access | None = None
        self._preview: Preview | None = None
        self._server: LiveReloadServer | None = None
        self._watched: set[str] = set()

    @property
    def _site(self) -> MkDocsSite:
        return self._started[0]

    @property
    def _build(self) -> Build:
        return self._started[1]

    @property
    def _started(self) -> tuple[MkDocsSite, Build]:
        current = self._begun[-1] if self._begun else self._ended
        if current is None:
            raise RuntimeError("no build has begun: on_config comes before all other events")
        return current

    def load_config(self, options: Any, config_file_path: str | None = None) -> Any:
        """Read the options, and note which of them the site sets."""
        self._options = dict(options)
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note the command. Having this event keeps the plugin over the rebuilds of `serve`."""
        self._serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> None:
        """Watch the files that decide results, and stop writing where MkDocs watches."""
        self._server = server
        if self._preview and (site := server.get_app()):
            server.set_app(self._preview.wrapped(site, config.dev_addr.host))
        watched = (config.docs_dir, *config.watch)
        cache = self.runner.settings.cache_directory
        if cache and any(is_below(cache, directory) for directory in watched):
            self._store.put_off()
        if (recorded := self.runner.settings.results_directory) and recorded.is_dir():
            server.watch(str(recorded))
        self._watch_included(config)

    def on_shutdown(self) -> None:
        """Write the files that could not be written while MkDocs watched."""
        self._store.catch_up()

    # Early, so that plugins which copy the list of extensions (mkdocstrings) copy ours too.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Begin a build, and add its fences to the site's Markdown."""
        refuse_repetition(config.plugins.values(), type(self))
        settings = self.settings(config)
        runner_settings = settings.runner(Path(config.config_file_path or "").parent)
        # One instance of the plugin serves all rebuilds, and all configurations in one process.
        if self.runner.settings != runner_settings:
            self.runner = Runner(runner_settings, store=self._store)
        self.runner.begin_build()
        last = self._published.of(config.site_dir, runner_settings, serving=self._serving)
        site = MkDocsSite(config, last=last)
        self._access = playground.Access(settings.endpoint) if settings.endpoint else None
        if self._serving and is_server_offered():
            self._preview = self._preview or open_preview(settings, _log)
            self._access = self._preview.access if self._preview else self._access
        if self._access and not playground.is_built():
            _log.warning(line(playground.NOT_BUILT))
            self._access = None
        build = Build(
            site,
            settings,
            self.runner,
            log,
            manner="warn" if self._serving else "fail",
            settings_file=config.config_file_path,
            sink=None if type(self.session) is Session else self.session.publish,
            mistake_sink=self.session.note,
            access=self._access,
            is_published=site.is_published,
        )
        self._begun.append((site, build))
        extensions = config.markdown_extensions
        extensions[:] = [item for item in extensions if not is_ours(item)]
        extensions.append(FenceExtension(build.fences.superfences))  # type: ignore[arg-type]

    def settings(self, config: MkDocsConfig) -> Settings:
        """Return the site's settings: the plugin's, and where it sets none those for hosts without plugins."""
        options = config.mdx_configs.get(EXTENSION) or {}
        further = options.keys() & self.config.keys() - self._options.keys()
        try:
            settings = self.config.settings(**{name: options[name] for name in sorted(further)})
        except ValueError as error:
            raise PluginError(lines(f"{EXTENSION}: {error}")) from None
        return settings.with_values(self.session.settings)

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep published files while MkDocs empties the site, which it does next."""
        self._site.last.set_aside()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Choose the labels: a plugin for translations has set the language of the theme by now."""
        self._site.last.put_back()
        self._build.choose_labels()

    # Late, so that the pages that other plugins generate are there.
    @event_priority(-100)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Scan all pages and start their blocks, so that they run while the pages are rendered."""
        build = self._build
        self._site.files = files
        for page_text in self._site.page_texts(serving=self._serving):
            build.read(*page_text)
        if any(page.kept or page.scanned.fences for page in build.pages):
            if self._site.add_superfences():
                _log.info(line(_ENABLED))
            self._watch_included(config)
            self._running(build.start_all)

    # Late, so that other plugins have written what they write into pages.
    @event_priority(-100)
    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Read a page again that another plugin has changed: macros may have written blocks."""
        front = page.meta if page.meta.get(KEY) is not None else None
        text = page.file.content_string if front else ""
        new = self._build.read_again(page.file.src_uri, markdown, front, text)
        self._running(lambda: self._build.start(*new))

    # Early, before other plugins alter the HTML in which the blocks are looked for.
    @event_priority(100)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Count the page's blocks, and report the mistakes in its fences."""
        return self._running(lambda: self._build.publish(page.file.src_uri, html))

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """Link the style sheet where it is used, and end the build if a block failed."""
        if self._build.wants_style_sheet:
            self._site.add_style_sheet(files)
        if access := self._build.access:
            self._site.add_playground(toolchain_files() if access.browser else {})
        self._settle()
        self._site.begin_to_write()

    @event_priority(100)
    def _hide_from_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Take away what MkDocs' own search must not find; other searches look at an attribute."""
        self._whole_content = None
        if page.content and has_own_search(config):
            searched = without_excluded(page.content)
            if searched != page.content:
                self._whole_content, page.content = (page.content, searched), searched

    @event_priority(-100)
    def _show_again(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Put it back, now that the page is in the index."""
        if self._whole_content and page.content is self._whole_content[1]:
            page.content = self._whole_content[0]

    on_page_context = CombinedEvent(_hide_from_search, _show_again)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Link the page script on all pages: themes load pages into pages, and no script with them."""
        access, labels = self._build.access, self._build.fences.labels
        return self._site.with_playground(output, page, access, labels) if access else output

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write pictures, log how many blocks there were, end the build if one that was rendered late failed."""
        self._settle()
        self._site.write_published()
        if self._preview:
            self._preview.show(self._build, config.docs_dir)
        if self._build.report.blocks:
            _log.info(self._build.closing_line())
            self._build.remember()
        # A plugin for translations builds the other languages within the last event of the first.
        self._ended = self._begun.pop()

    def on_build_error(self, *, error: Exception) -> None:
        """Forget the builds that have begun: an error ends all of them."""
        for site, _ in self._begun:
            site.last.put_back()
        self._begun.clear()

    def _watch_included(self, config: MkDocsConfig) -> None:
        """Let a change of an included file rebuild the site, once MkDocs serves."""
        if self._server is None:
            return
        for path in self._build.pages.included:
            if path not in self._watched and not is_below(path, config.docs_dir):
                self._watched.add(path)
                self._server.watch(path)

    def _running(self, step: Callable[[], _Value]) -> _Value:
        """Take a step of the build in which blocks are started, or end it if the machine cannot run them."""
        try:
            return step()
        except MachineError as error:
            self.session.fail(error)

    def _settle(self) -> None:
        """Report the failures so far, once."""
        failures = self._build.settle()
        for failure in failures:
            _log.error(failure.in_log())
        if failures:
            raise PluginError(self._build.closing_line())
