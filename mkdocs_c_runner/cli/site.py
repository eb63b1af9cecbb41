"""Renders a site through MkDocs for the command line, which so sees what a build sees.

Blocks from macros, generated pages and docstrings are among them, because the whole site is built, into a directory
that is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from ..build.missing import MachineError
from ..check.failure import Mistake
from ..check.ran import Checked
from ..engine.runner import Runner
from ..engine.runner_settings import Execute, Shard
from ..place import path_from
from ..plugin import Session
from ..program.snippet import Snippet
from .load import SiteError, load, quiet
from .thrown_away import thrown_away


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A site and the marked blocks on it.

    Attributes:
        docs: The directory of the pages, relative to the working directory.
        results: The directory of the recorded results.
        cache: The directory of the cache, or None.
        all_blocks: Its blocks, in the order of pages.
        mistakes: The mistakes of its authors; where it is rendered for a shard, the first shard has them.
        mistakes_fail: Whether these are failures.
        runner: The runner that answered them.
        shard: The part of the blocks that was run, or None for all.
        total: The number of blocks, those that a mistake keeps from running and those of all shards among them.
    """

    docs: Path
    results: Path
    cache: Path | None
    all_blocks: list[Checked]
    mistakes: list[Mistake]
    mistakes_fail: bool
    runner: Runner
    shard: Shard | None
    total: int

    @property
    def blocks(self) -> list[Checked]:
        """Its blocks, or those of the shard."""
        return [block for block in self.all_blocks if self.has(block.snippet.job.digest)]

    def has(self, digest: str) -> bool:
        """Return whether the job with this digest is in the shard, if the site is rendered for one."""
        return self.shard is None or self.shard.has(digest)

    @property
    def unrun(self) -> int:
        """The number of blocks that a mistake keeps from running."""
        return sum(mistake.unrun for mistake in self.mistakes)

    def pages(self) -> dict[str, list[Checked]]:
        """Return the blocks of each page, of all shards, by the page's path below the documentation directory."""
        pages: dict[str, list[Checked]] = {}
        for block in self.all_blocks:
            path = Path(block.snippet.page)
            page = path.relative_to(self.docs) if path.is_relative_to(self.docs) else path
            pages.setdefault(page.as_posix(), []).append(block)
        return pages


class _Collecting(Session):
    """Collects the blocks of a site, over all of its builds: some plugins build a site once for each language.

    Attributes:
        blocks: The blocks, in the order in which they are published, each once.
        mistakes: The mistakes, each once.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._blocks: dict[Snippet, Checked] = {}
        self._mistakes: dict[Mistake, None] = {}

    @property
    def blocks(self) -> list[Checked]:
        return list(self._blocks.values())

    @property
    def mistakes(self) -> list[Mistake]:
        return list(self._mistakes)

    def publish(self, block: Checked) -> None:
        """Collect a block."""
        self._blocks.setdefault(block.snippet, block)

    def note(self, mistake: Mistake) -> None:
        """Collect a mistake."""
        self._mistakes.setdefault(mistake)

    def fail(self, error: MachineError) -> NoReturn:
        """Raise the reason alone: it is the same for all blocks, and has an exit code of its own."""
        raise error.reason from None


def render(
    config_file: str | None,
    execute: Execute,
    *,
    cache: bool = True,
    workers: str = "",
    shard: Shard | None = None,
) -> RenderedSite:
    """Build a site and return its blocks with their outcomes.

    Args:
        config_file: The path of the configuration, or None to look for it.
        execute: Which blocks run; see `RunnerSettings`.
        cache: Whether kept results may answer.
        workers: The scheduler of a cluster whose workers run the blocks, if the configuration names none or another.
        shard: The part of the blocks that is run, or None for all.

    Raises:
        SiteError: If the site cannot be built, or does not use the plugin.
        EngineError: If a block has to run and the machine cannot run it.
    """
    # The caller wants to see all blocks, also where some fail.
    settings: dict[str, object] = {"enabled": True, "execute": execute, "shard": shard}
    settings |= {"on_failure": "ignore", "on_mistake": "ignore"}
    settings |= {} if cache else {"cache": False}
    settings |= {"workers": workers} if workers else {}
    session = _Collecting(settings)
    with thrown_away() as directory, quiet():
        loaded = load(config_file, site_dir=directory)
        config, plugin = loaded
        if workers and loaded.settings.sandbox == "wasm":
            raise SiteError("A cluster runs native programs, and this site has sandbox: wasm.")
        mistakes_fail = loaded.settings.on_mistake != "warn" and loaded.settings.enabled
        plugin.session = session
        try:
            _build(config)
        finally:
            plugin.session = Session()
        docs = Path(config.docs_dir)
    runner = plugin.runner
    return RenderedSite(
        docs=Path(path_from(docs)),
        results=runner.settings.results_directory or docs,
        cache=runner.settings.cache_directory,
        all_blocks=session.blocks,
        mistakes=session.mistakes if shard is None or shard.number == 1 else [],
        mistakes_fail=mistakes_fail,
        runner=runner,
        shard=shard,
        total=len(session.blocks) + sum(mistake.unrun for mistake in session.mistakes),
    )


def _build(config: MkDocsConfig) -> None:
    """Build a site.

    Raises:
        SiteError: If it cannot be built.
    """
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except MkDocsException as error:
        raise SiteError(str(error)) from None
    except OSError as error:
        path = path_from(error.filename or config.docs_dir)
        raise SiteError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise SiteError(f"A file of the site is no UTF-8: {error.reason}.") from None
