"""Renders a site through MkDocs for the command line, which so sees what a build sees.

Blocks from macros, generated pages and docstrings are among them, because the whole site is built, into a
directory that is thrown away.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, get_files
from mkdocs.utils.yaml import yaml_load

from ..check.ran import Checked
from ..engine.runner import Runner
from ..engine.runner_settings import Execute
from ..place import Place, path_from
from ..plugin import EXTENSION, CRunnerPlugin
from ..program.snippet import Snippet
from .zensical import as_mkdocs, is_zensical

SNIPPETS = "pymdownx.snippets"


class SiteError(Exception):
    """The site could not be rendered."""


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A site and the marked blocks on it.

    Attributes:
        docs: The directory of the pages, relative to the working directory.
        results: The directory of the recorded results.
        cache: The directory of the cache, or None.
        blocks: Its blocks, in the order of pages.
        runner: What answered them.
    """

    docs: Path
    results: Path
    cache: Path | None
    blocks: list[Checked]
    runner: Runner

    def pages(self) -> dict[str, list[Checked]]:
        """The blocks of each page, by the page's path below the documentation directory."""
        found: dict[str, list[Checked]] = {}
        for block in self.blocks:
            path = Path(block.snippet.page)
            page = path.relative_to(self.docs) if path.is_relative_to(self.docs) else path
            found.setdefault(page.as_posix(), []).append(block)
        return found


def render(config_file: str, execute: Execute, *, cache: bool = True) -> RenderedSite:
    """Builds a site and returns its blocks with their outcomes.

    Args:
        config_file: The path of mkdocs.yml, or of zensical.toml.
        execute: What is run; see `RunnerSettings`.
        cache: Whether kept results may answer.

    Raises:
        SiteError: If the site cannot be built, or does not use the plugin.
        EngineError: If a block has to run and the machine cannot run it.
    """
    with tempfile.TemporaryDirectory(prefix="c-runner-") as directory, _quiet():
        config, plugin = _load(config_file, site_dir=directory)
        plugin.keep_blocks = True
        # Whoever asks for the blocks wants to see them.
        plugin.overrides = {"enabled": True, "execute": execute, "on_failure": "ignore"}
        if not cache:
            plugin.overrides["cache"] = False
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except MkDocsException as error:
            raise SiteError(str(error)) from None
        docs = Path(config.docs_dir)
    settings = plugin.runner.settings
    return RenderedSite(
        docs=Path(path_from(docs)),
        results=settings.results_directory or docs,
        cache=settings.cache_directory,
        blocks=plugin.build.report.published,
        runner=plugin.runner,
    )


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was read and not rendered.

    Attributes:
        blocks: Its blocks that are to be run, each in every way in which it is compiled.
        problems: What is wrong with its fences: places, and a sentence each.
        runner: What answers the blocks.
    """

    blocks: list[Sequence[Snippet]]
    problems: list[tuple[Place, str]]
    runner: Runner


def read_page(page: str, config_file: str) -> ReadPage:
    """Reads one page as its site does, or, outside of a site, as any page.

    Args:
        page: The path of the page.
        config_file: The path of mkdocs.yml; if there is none, or the page is not below its documentation
            directory, the plugin has its default settings.

    Raises:
        SiteError: If the site's configuration cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="c-runner-") as directory, _quiet():
        config = None
        name, above = os.path.basename(page), os.path.dirname(os.path.abspath(page))
        if os.path.exists(config_file):
            config, plugin = _load(config_file)
            files = get_files(config)
        if config is None or not Path(page).resolve().is_relative_to(_docs(config)):
            alone = Path(directory, "mkdocs.yml")
            alone.write_text(json.dumps({**_ALONE, "docs_dir": above}))
            config, plugin = _load(str(alone))
            plugin.config.cache = False
            files = Files([File(name, above, directory, use_directory_urls=True)])
        plugin.config.execute = "always"
        plugin.on_config(config)
        plugin.read(files)
    read = plugin.build.reader.page(Path(page).resolve().relative_to(_docs(config)).as_posix())
    blocks: list[Sequence[Snippet]] = []
    problems = [
        (Place(read.path, miss.line, miss.column), str(miss)) for miss in read.scanned.near_misses
    ]
    for fence in read.scanned.fences:
        snippets, wrong = plugin.build.fences.prepare(read, fence)
        blocks += [snippets] if snippets else []
        problems += [(read.place(fence), text) for text in wrong]
    return ReadPage(blocks, problems, plugin.runner)


def cache_directory(config_file: str) -> Path:
    """Where a site keeps results.

    Raises:
        SiteError: If the site's configuration cannot be used.
    """
    config, plugin = _load(config_file)
    return Path(config_file).parent / plugin.settings(config).cache_dir


# What Markdown in a repository uses, where no mkdocs.yml says it.
_ALONE = {
    "site_name": "none",
    "plugins": ["c-runner"],
    "markdown_extensions": ["admonition", "attr_list", "pymdownx.details", "pymdownx.superfences"],
}


# What renders a site here that another host renders else.
_OF_OTHER_HOSTS: dict[str, Any] = {"plugins": ["c-runner"], "theme": "mkdocs"}


def _docs(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).resolve()


def _load(config_file: str, **settings: Any) -> tuple[MkDocsConfig, CRunnerPlugin]:
    try:
        if is_zensical(config_file):
            file: Any = _as_file(config_file, as_mkdocs(config_file))
            said = _OF_OTHER_HOSTS
        else:
            file, said = config_file, _of_other_hosts(config_file)
        config = load_config(file, **said, **settings)
    except (MkDocsException, OSError, ValueError) as error:
        raise SiteError(str(error)) from None
    plugins = [item for item in config.plugins.values() if isinstance(item, CRunnerPlugin)]
    if not plugins:
        raise SiteError(f"{config_file} does not list the plugin c-runner.")
    _find_snippets_from_anywhere(config)
    return config, plugins[0]


def _find_snippets_from_anywhere(config: MkDocsConfig) -> None:
    """Lets snippets be found beside mkdocs.yml too, where most sites are built.

    MkDocs looks for them in the working directory alone.
    """
    if SNIPPETS not in config.markdown_extensions:
        return
    root = Path(config.config_file_path or "").absolute().parent
    settings = config.mdx_configs.setdefault(SNIPPETS, {})
    said = settings.get("base_path", ["."])
    paths = list(said) if isinstance(said, list | tuple) else [said]
    further = [str(root / path) for path in paths if isinstance(path, str)]
    settings["base_path"] = [*paths, *further]


def _of_other_hosts(config_file: str) -> dict[str, Any]:
    """What a site needs to be rendered here that lists the Markdown extension and not the plugin.

    Its host is another one, with plugins and themes that MkDocs has not.
    """
    with open(config_file, encoding="utf-8") as file:
        said = yaml_load(file)
    is_listed = {
        option: name in [*_names(said.get(option))]
        for option, name in (("plugins", "c-runner"), ("markdown_extensions", EXTENSION))
    }
    if is_listed["plugins"] or not is_listed["markdown_extensions"]:
        return {}
    return _OF_OTHER_HOSTS


def _as_file(path: str, settings: Mapping[str, Any]) -> BytesIO:
    """Settings as a file of YAML that stands there."""
    file = BytesIO(json.dumps(settings).encode())
    file.name = os.path.abspath(path)
    return file


def _names(listed: object) -> Iterator[str]:
    """The names in a list of names, some of which have options."""
    for item in listed if isinstance(listed, list | dict) else ():
        yield from item if isinstance(item, dict) else (str(item),)


@contextmanager
def _quiet() -> Iterator[None]:
    """Lets MkDocs say only what goes wrong."""
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
