"""Reads one page for the command line, without rendering it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from mkdocs.structure.files import get_files

from ..build.build import Build
from ..build.folder import Folder
from ..engine.runner import Runner
from ..engine.runner_settings import RunnerSettings
from ..fence import front_matter
from ..fence.settings import Settings
from ..foreign import line
from ..mkdocs_host import MkDocsSite
from ..pages.markdown_options import MarkdownOptions
from ..place import Place
from ..plugin import log
from ..program.snippet import Snippet
from .configuration import found
from .load import LoadedSite, SiteError, load, quiet

# The extensions that Markdown in a repository usually needs, where no mkdocs.yml lists any.
_USUAL = MarkdownOptions(
    ("admonition", "attr_list", "pymdownx.details", "pymdownx.superfences"), {}
)


# The endings of pages.
MARKDOWN = (".md", ".markdown")

Unrun = tuple[int, Place, str]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was read and not rendered.

    Attributes:
        blocks: Its blocks that are to be run, each in every way in which it is compiled.
        problems: The mistakes in its fences: places, and a sentence each.
        unrun: Its blocks that cannot be run: the line of each, and the place of a mistake with a sentence.
        runner: Runs the blocks.
    """

    blocks: list[Sequence[Snippet]]
    problems: list[tuple[Place, str]]
    unrun: list[Unrun]
    runner: Runner

    def blocks_at(self, number: int | None) -> list[Sequence[Snippet]]:
        """Return the block that begins at a line of the page or above, if there is one; for None, all blocks.

        Raises:
            ClickException: If that block cannot be run, with its place and the reason.
        """
        if number is None:
            return self.blocks
        own = [variants for variants in self.blocks if variants[0].place.path == variants[0].page]
        found = [variants for variants in own if (variants[0].place.line or 1) <= number][-1:]
        first = (found[0][0].place.line or 1) if found else 0
        for begins, place, reason in reversed(self.unrun):
            if first < begins <= number:
                raise click.ClickException(line(f"{place}: {reason}"))
        return found


def page_and_line(file: str) -> tuple[str, int | None]:
    """Return the page and the line that an argument names: `PAGE.md:LINE`, or `PAGE.md` alone."""
    path, colon, number = file.rpartition(":")
    if colon and number.isdecimal() and not os.path.exists(file):
        return path, int(number)
    return file, None


def read_page(page: str, config_file: str | None) -> ReadPage:
    """Read one page as its site does, or, outside of a site, as any page.

    Args:
        page: The path of the page.
        config_file: The path of the configuration, or None to look for it. If there is none, or the page is not
            below its documentation directory, the settings are the defaults.

    Raises:
        SiteError: If the configuration or the page cannot be used.
    """
    with quiet():
        site = load(config_file) if config_file or found() else None
        uri = _uri_in(site, page) if site else None
        if site is None or uri is None:
            build, uri = _build_alone(page), os.path.basename(page)
        else:
            build = _build_of(site)
    read = build.page(uri)
    blocks: list[Sequence[Snippet]] = []
    unrun: list[Unrun] = []
    problems = [(item.place, text) for item in read.mistakes for text in item.reasons]
    problems += [(miss.place, str(miss)) for miss in read.scanned.near_misses]
    for fence in read.scanned.fences:
        snippets, wrong, place = build.fences.prepare(read, fence)
        blocks += [snippets] if snippets else []
        problems += [(place, text) for text in wrong]
        begins = read.place(fence).line
        unrun += [(begins, place, wrong[0])] if wrong and not snippets and begins else []
    return ReadPage(blocks, problems, unrun, build.runner)


def _uri_in(site: LoadedSite, page: str) -> str | None:
    """Return the path of a page below the documentation directory of a site, or None if it is elsewhere."""
    docs, path = Path(site.config.docs_dir).resolve(), Path(page).resolve()
    return path.relative_to(docs).as_posix() if path.is_relative_to(docs) else None


def _build_of(site: LoadedSite) -> Build:
    """Begin a build of a site that runs every block anew, and read its pages."""
    settings = replace(site.settings, execute="always")
    host = MkDocsSite(site.config, get_files(site.config))
    runner = Runner(settings.runner(site.root))
    build = Build(host, settings, runner, log, settings_file=site.config.config_file_path)
    for page_text in host.page_texts():
        build.read(*page_text)
    return build


def _build_alone(page: str) -> Build:
    """Begin a build of a page that belongs to no site, and read it."""
    directory, uri = os.path.split(os.path.abspath(page))
    try:
        text = Path(page).read_text("utf-8-sig")
    except OSError as error:
        raise SiteError(f"{page} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise SiteError(f"{page} cannot be read: it is no UTF-8.") from None
    runner = Runner(RunnerSettings(execute="always"))
    build = Build(Folder(directory, uri, markdown=_USUAL), Settings(), runner, log)
    front, body = front_matter.split(text)
    build.read(uri, text, body, front)
    return build
