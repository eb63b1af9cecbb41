"""Renders a site through MkDocs for the command line, which so sees what a build sees.

Blocks from macros, generated pages and docstrings are among them, because the whole site is built, into a
directory that is thrown away.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from .engine.runner import Execute, Runner
from .page.report import Block
from .plugin import CRunnerPlugin


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
    blocks: list[Block]
    runner: Runner

    def pages(self) -> dict[str, list[Block]]:
        """The blocks of each page, by the page's path below the documentation directory."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            path = Path(block.snippet.place.path)
            page = path.relative_to(self.docs) if path.is_relative_to(self.docs) else path
            found.setdefault(page.as_posix(), []).append(block)
        return found


def render(config_file: str, execute: Execute, *, cache: bool = True) -> RenderedSite:
    """Builds a site and returns its blocks with their outcomes.

    Args:
        config_file: The path of mkdocs.yml.
        execute: What is run; see `RunnerSettings`.
        cache: Whether kept results may answer.

    Raises:
        SiteError: If the site cannot be built, or does not use the plugin.
    """
    with tempfile.TemporaryDirectory(prefix="c-runner-") as directory, _quiet():
        try:
            config = load_config(config_file, site_dir=directory)
        except (MkDocsException, OSError) as error:
            raise SiteError(str(error)) from None
        plugin = next(
            (item for item in config.plugins.values() if isinstance(item, CRunnerPlugin)), None
        )
        if plugin is None:
            raise SiteError(f"{config_file} does not list the plugin c-runner.")
        plugin.keep_blocks = True
        plugin.config.execute = execute
        plugin.config.on_failure = "ignore"
        plugin.config.cache = plugin.config.cache and cache
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except MkDocsException as error:
            raise SiteError(str(error)) from None
        finally:
            plugin.keep_blocks = False
        docs = Path(config.docs_dir)
    settings = plugin.runner.settings
    return RenderedSite(
        docs=Path(os.path.relpath(docs)),
        results=settings.results_directory or docs,
        cache=settings.cache_directory,
        blocks=plugin.report.published,
        runner=plugin.runner,
    )


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
