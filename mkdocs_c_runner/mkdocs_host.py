"""A site that MkDocs renders, as the host of a build."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import click
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, meta

from .engine.store.json_files import JsonStore
from .fence.front_matter_text import KEY
from .foreign import line
from .html import playground, playground_head, style_sheet
from .html.playground import Access
from .html.publishing import file_name
from .labels import Labels
from .last_published import Copy, LastPublished
from .pages.docs_files import read_below
from .pages.markdown_options import MarkdownOptions
from .pages.scan import may_have_fences
from .pages.superfences import HIGHLIGHT, SUPERFENCES

# The directory of published files in the site.
ASSETS = "assets/c-runner"

# The files from which on it is worth a thread to write them: sites with programs for browsers have one for each block.
_MANY = 20


class PageText(NamedTuple):
    """The text of a page.

    Attributes:
        uri: Its path below the directory of the pages.
        text: All of it.
        body: The text without its front matter.
        front: The front matter.
    """

    uri: str
    text: str
    body: str
    front: Mapping[str, Any]


class MkDocsSite:
    """A site that MkDocs renders.

    Args:
        config: Its configuration.
        files: Its files, where they are known already.
        last: The files that the last build has published, or None to write all of them.

    Attributes:
        last: The files that the last build has published.
        files: Its files, once they are known; other plugins generate some.
        published: The contents of the files that were made of output, by their paths in the site.
        reads_all_pages: True; `page_texts` are read before the first page is rendered.
    """

    reads_all_pages = True

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files | None = None,
        last: LastPublished | None = None,
    ) -> None:
        self._config = config
        self.last = last or LastPublished(config.site_dir, ASSETS, None, JsonStore())
        self.files = Files([]) if files is None else files
        self.published: dict[str, bytes] = {}
        self._told: tuple[Access | None, Labels | None, str] = None, None, ""
        self._written: set[str] = set()
        self._writer: threading.Thread | None = None
        self._failed: OSError | None = None

    @property
    def docs_dir(self) -> str:
        """The directory of the pages."""
        return self._config.docs_dir

    @property
    def language(self) -> str:
        """The language of the theme: Material has `language`, the themes of MkDocs have `locale`."""
        theme = self._config.theme
        return str(theme.get("language") or theme.get("locale") or "en")

    @property
    def markdown(self) -> MarkdownOptions:
        """The Markdown extensions of the site."""
        return MarkdownOptions(self._config.markdown_extensions, self._config.mdx_configs)

    def page_uri(self, md: Markdown) -> str | None:
        """Return the page that an instance renders, if that is known."""
        file = _file_of(md)
        return None if file is None else file.src_uri

    def read_file(self, uri: str) -> bytes:
        """Read a file that another plugin has generated, or one of the directory of the pages.

        Raises:
            ValueError: If it may not or cannot be read, with the reason.
        """
        file = self.files.get_file_from_path(uri)
        if file is not None and file.generated_by:
            return file.content_bytes
        return read_below(self.docs_dir, uri)

    def publish(self, md: Markdown, suffix: str, content: bytes) -> str:
        """Keep a file until the site is written, and return its address as seen from the page of an instance."""
        name = f"{ASSETS}/{file_name(suffix, content)}"
        self.published[name] = content
        file = _file_of(md)
        return name if file is None else str(get_relative_url(name, file.url))

    def address(self, md: Markdown, uri: str) -> str | None:
        """Return the address of a page as seen from the page of an instance."""
        file, page = _file_of(md), self.files.get_file_from_path(uri)
        return _relative(page.url, file.url) if file and page else None

    def is_published(self, name: str) -> bool:
        """Whether the last build has published a file of this name, made of output, which this one keeps then."""
        return self.last.has(name)

    def begin_to_write(self) -> None:
        """Begin to write the files that were made of output, while MkDocs writes the pages."""
        missing = [name for name in self.published if not self.last.has(_below_assets(name))]
        self.last.keep_only()
        if len(missing) >= _MANY:
            self._writer = threading.Thread(target=self._write, args=(dict(self.published),))
            self._writer.start()

    def write_published(self) -> None:
        """Write the files that were made of output into the site.

        Raises:
            OSError: If one cannot be written.
        """
        if self._writer:
            self._writer.join()
        self._write(self.published)
        if self._failed:
            raise self._failed
        self.last.write_down()

    def _write(self, published: Mapping[str, bytes]) -> None:
        """Write files into the site, but for those that are written. MkDocs' own function takes twice as long."""
        if not published:
            return
        try:
            os.makedirs(os.path.join(self._config.site_dir, *ASSETS.split("/")), exist_ok=True)
            for name, content in published.items():
                if name not in self._written and not self.last.has(_below_assets(name)):
                    path = os.path.join(self._config.site_dir, *name.split("/"))
                    with open(path, "wb") as file:
                        file.write(content)
                    self.last.remember(_below_assets(name))
                    self._written.add(name)
        except OSError as error:  # a thread has nobody to raise it to
            self._failed = error

    def add_playground(self, further: Mapping[str, Path]) -> None:
        """Add the files that pages with a playground load.

        Args:
            further: Those that lie somewhere else, by their paths below the directory of published files.
        """
        scripts = {name: Path(str(playground.FILES / name)) for name in playground.SCRIPTS}
        for name, path in {**scripts, **further}.items():
            uri = f"{ASSETS}/{name}"
            copy = cast("Copy", Copy.generated(self._config, uri, abs_src_path=str(path)))
            copy.look_for(name, path, self.last)
            self.files.append(copy)
        name = playground.STYLE
        file = File.generated(self._config, f"{ASSETS}/{name}", content=playground.style())
        file.abs_src_path = str(playground.FILES / name)  # plugins take media files to have one
        self.files.append(file)
        if further:
            worker = str(playground.FILES / playground.OFFLINE)
            file = File.generated(self._config, playground.OFFLINE_PATH, abs_src_path=worker)
            self.files.append(file)

    def add_style_sheet(self, files: Files) -> None:
        """Add the style sheet of the output, and link it on all pages.

        Args:
            files: The files of the site.
        """
        config, path = self._config, style_sheet.PATH
        if path not in config.extra_css:
            config.extra_css.insert(0, path)  # first, so that the site's own css wins
        file = File.generated(config, path, content=style_sheet.text())
        # Plugins take media files to have one.
        file.abs_src_path = str(style_sheet.DIRECTORY / "theme.css")
        files.append(file)

    def with_playground(self, html: str, page: Page, access: Access, labels: Labels) -> str:
        """Return a whole page with what the playground needs in its head."""
        directory = str(get_relative_url(ASSETS, page.url))
        if self._told[:2] != (access, labels):
            self._told = access, labels, playground_head.told(access, labels)
        return playground_head.with_head(html, playground_head.head(self._told[2], directory))

    def add_superfences(self) -> bool:
        """Let SuperFences render the fences of a site that lacks it, and return whether it was lacking."""
        config = self._config
        names = config.markdown_extensions
        if self.markdown.has_superfences:
            return False
        if config.theme.get("highlightjs") and not {HIGHLIGHT, "codehilite"}.intersection(names):
            # The theme highlights in the browser, by the language, which Pygments would take away.
            names.append(HIGHLIGHT)
            config.mdx_configs[HIGHLIGHT] = {"use_pygments": False}
        names.append(SUPERFENCES)
        return True

    def page_texts(self, *, serving: bool = False) -> Iterator[PageText]:
        """Read the pages that may have anything of ours.

        Args:
            serving: Whether pages are among them that only `mkdocs serve` shows.
        """
        included = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
        for file in self.files.documentation_pages(inclusion=included):
            text = file.content_string
            if may_have_fences(text) or KEY in text:
                yield PageText(file.src_uri, text, *meta.get_data(text))


def _below_assets(name: str) -> str:
    """Return the path of a published file below the directory of all of them."""
    return name.removeprefix(f"{ASSETS}/")


@lru_cache(maxsize=4096)
def _relative(url: str, other: str) -> str:
    """Return the address of a page as seen from another one: a program of many steps names its pages for each."""
    return str(get_relative_url(url, other))


def _file_of(md: Markdown) -> File | None:
    """Return the file of the page that is rendered: MkDocs' own tree processor knows it, in excerpts too."""
    known = "relpath" in md.treeprocessors
    file: File | None = getattr(md.treeprocessors["relpath"], "file", None) if known else None
    return file


def has_own_search(config: MkDocsConfig) -> bool:
    """Whether a site has the search of MkDocs itself, and not that of a theme."""
    search = config.plugins.get("search")
    if search is None:
        return False
    from mkdocs.contrib.search import SearchPlugin  # noqa: PLC0415 - seldom needed, and brings much along

    return isinstance(search, SearchPlugin)


def refuse_repetition(plugins: Iterable[object], ours: type) -> None:
    """Refuse a site that lists our plugin more than once: each would see a part of the events.

    Raises:
        PluginError: If it does.
    """
    times = sum(isinstance(plugin, ours) for plugin in plugins)
    if times > 1:
        reason = f"The configuration lists the plugin c-runner {times} times."
        raise PluginError(line(f"{reason} Keep one, and put all of its settings there."))


def is_server_offered() -> bool:
    """Whether `mkdocs serve` hands its server to plugins: with `--no-livereload` it never does.

    MkDocs has one parameter for both options, ProperDocs one for each.
    """
    context = click.get_current_context(silent=True)
    given = {} if context is None else context.params
    if "no_livereload" in given:
        return not given["no_livereload"]
    return bool(given.get("livereload", True))
