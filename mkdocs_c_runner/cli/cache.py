"""`cache`: the results that are kept between builds, counted and removed."""

from __future__ import annotations

import time
from pathlib import Path

import click

from ..build.site_cache import SiteCache
from ..fence.values import size
from ..foreign import echo, line, lines
from ..place import path_from
from .command import Group
from .load import load
from .manners import counted, errors_to_exit_codes, site_option

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner cache info
  mkdocs-c-runner cache prune --older-than 30
  mkdocs-c-runner cache prune --max-size 64M
"""


@click.group(cls=Group, epilog=_EXAMPLES)
def cache() -> None:
    """Look after the results that are kept between builds."""


_directory_option = click.option(
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="The cache, if it is not that of a site.",
)


@cache.command()
@site_option
@_directory_option
def info(*, config_file: str | None, directory: Path | None) -> None:
    """Say how many results there are, and how much room they take."""
    kept = _cache_of(config_file, directory)
    results, room = kept.size()
    echo(line(f"{kept.directory}: {counted(results, 'result')}, {room:,} bytes"))


@cache.command()
@site_option
@_directory_option
@click.option("--older-than", metavar="DAYS", type=float, help="Remove what was not used since.")
@click.option("--max-size", metavar="SIZE", help="Remove the oldest until so much is left, as 64M.")
def prune(
    *,
    config_file: str | None,
    directory: Path | None,
    older_than: float | None,
    max_size: str | None,
) -> None:
    """Remove old results."""
    if older_than is None and max_size is None:
        raise click.UsageError(
            lines("Nothing says what is old.\nType --older-than 30 or --max-size 64M.")
        )
    try:
        most = size(max_size) if max_size else None
    except ValueError as error:
        raise click.UsageError(line(f"--max-size: {error}")) from None
    since = None if older_than is None else time.time() - older_than * 86_400
    removed = _cache_of(config_file, directory).prune(since, most)
    echo(line(f"{counted(removed, 'result')} removed"))


@cache.command()
@site_option
@_directory_option
def clear(*, config_file: str | None, directory: Path | None) -> None:
    """Remove all results."""
    removed = _cache_of(config_file, directory).clear()
    echo(line(f"{counted(removed, 'result')} removed"))


def _cache_of(config_file: str | None, directory: Path | None) -> SiteCache:
    """Return the cache in a directory, or that of a site."""
    if directory is None:
        with errors_to_exit_codes():
            site = load(config_file)
            directory = Path(path_from(site.root / site.settings.cache_dir))
    return SiteCache(directory)
