"""`extract`: the programs of a page as files, with a makefile for each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..foreign import echo, line, lines
from ..program.exported import Exported, exported, name_of
from ..program.snippet import Snippet
from .command import Command
from .layout import at_place
from .manners import errors_to_exit_codes, site_option
from .page import MARKDOWN, page_and_line, read_page

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner extract docs/list.md         all programs, below list/
  mkdocs-c-runner extract docs/list.md:40      the program of one block
  mkdocs-c-runner extract docs/list.md -o tmp  all programs, below tmp/
"""

_TAKES = "Type mkdocs-c-runner extract PAGE.md, or mkdocs-c-runner extract PAGE.md:LINE."

# A program by its directory, with its files.
_Programs = dict[Path, list[Exported]]


@click.command(cls=Command, epilog=_EXAMPLES)
@site_option
@click.argument("page", type=click.Path(allow_dash=False))
@click.option(
    "-o",
    "--output",
    metavar="DIRECTORY",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go. Default: a directory with the name of the page, or of the block at LINE.",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def extract(*, config_file: str | None, page: str, output: Path | None, force: bool) -> None:
    """Write the programs of a page as files, with a makefile: make compiles, make run prints what the page shows.

    Input comes from a file, so that it is not seen as what is typed on the page. Sessions have no program of their own.

    Of a page, PAGE.md, each block that is run gets a directory; of PAGE.md:LINE the one that begins there or above.
    Outside of the page no sandbox confines them.
    """
    path, number = page_and_line(page)
    if not path.endswith(MARKDOWN):
        raise click.UsageError(lines(f"{path} is no page (.md, .markdown).\n{_TAKES}"))
    if not os.path.isfile(path):
        raise click.UsageError(line(f"There is no file {path}."))
    with errors_to_exit_codes():
        read = read_page(path, config_file)
    for place, text in read.problems if number is None else ():
        at_place(f"{place}: warning: {text}", err=True)
    found = [one for one, *_ in read.blocks_at(number)]
    blocks = [one for one in found if one.is_program]
    if not blocks:
        raise click.UsageError(line(_no_program(path, number, found)))
    programs = _programs(blocks, output, path, is_one=number is not None)
    _write(programs, force=force)
    for directory, files in programs.items():
        echo(line(f"{directory}: {' '.join(file.name for file in files)}"))
    echo(line(f"Type make -C {next(iter(programs))} run."))


def _no_program(path: str, number: int | None, found: Sequence[Snippet]) -> str:
    """Return why there is nothing to write."""
    where = "" if number is None else f" that begins at line {number} or above"
    if not found:
        return f"No block of {path}{where} is run."
    told = f"{found[0].place}: A session has no program of its own."
    if programs := found[0].options.names.uses:
        told += f" Extract the blocks that it uses: {', '.join(programs)}."
    return told


def _programs(
    blocks: Sequence[Snippet], output: Path | None, page: str, *, is_one: bool
) -> _Programs:
    """Return the files of each block, by the directory into which they go."""
    if is_one:
        directory = output or Path(next(_names(blocks)))
        return {directory: exported(blocks[0])}
    below = output or Path(Path(page).stem)
    return {
        below / name: exported(block) for name, block in zip(_names(blocks), blocks, strict=True)
    }


def _names(blocks: Sequence[Snippet]) -> Iterator[str]:
    """Yield a name for each block: its own, or with the number of its line if it has none, or others have it, too."""
    own = [name_of(block) for block in blocks]
    counts = Counter(own)
    taken = set(own)
    for number, (name, block) in enumerate(zip(own, blocks, strict=True), 1):
        names = block.options.names
        if (names.name or names.file) and counts[name] == 1:
            yield name
            continue
        is_on_page = block.place.known and block.place.path == block.page
        numbered = f"{name}-{block.place.line if is_on_page else f'block-{number}'}"
        while numbered in taken:
            numbered += "_"
        taken.add(numbered)
        yield numbered


def _write(programs: _Programs, *, force: bool) -> None:
    """Write the files, all or none; a link that stands in the place of one is replaced, not followed."""
    targets = {
        directory / file.name: file.content
        for directory, files in programs.items()
        for file in files
    }
    there = [path for path in targets if os.path.lexists(path)]
    if there and not force:
        more = f", and {len(there) - 1} more" if len(there) > 1 else ""
        raise click.UsageError(
            lines(
                f"{there[0]} is there already{more}.\n"
                "Type -o DIRECTORY for another place, or --force to replace what is there."
            )
        )
    for path, content in targets.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            with open(path, "xb") as file:
                file.write(content)
        except OSError as problem:
            raise click.UsageError(line(f"{path} cannot be written: {problem.strerror}.")) from None
