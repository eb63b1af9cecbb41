"""`update` and `check`: the results of a site's blocks, recorded and compared."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from ..check.failure import merged
from ..engine.runner_settings import Shard
from ..engine.store.records import Records
from ..foreign import echo, line, styled
from ..place import path_from
from . import compare
from .command import Command
from .compare import Difference
from .layout import at_place, paragraph, quoted_diff
from .manners import (
    FAILURES,
    block_json,
    counted,
    errors_to_exit_codes,
    json_option,
    print_json,
    site_option,
    variant_of,
)
from .mistakes import has_failed, mistakes_json, not_run, print_mistakes
from .places_to_run import shard_option, workers_option
from .site import RenderedSite, render
from .twice import wait_for_the_next_second

_EXAMPLES_OF_UPDATE = """\b
Examples:
  mkdocs-c-runner update
  mkdocs-c-runner update --rerun
  mkdocs-c-runner update --workers tcp://scheduler:8786
  git add c-results
"""
_EXAMPLES_OF_CHECK = """\b
Examples:
  mkdocs-c-runner check
  mkdocs-c-runner check --twice
  mkdocs-c-runner check --shard 2/5
  mkdocs-c-runner check -f site/mkdocs.yml --json
"""


@click.command(cls=Command, epilog=_EXAMPLES_OF_UPDATE)
@site_option
@workers_option
@click.option("--rerun", is_flag=True, help="Run all blocks anew, recorded or not.")
def update(*, config_file: str | None, workers: str, rerun: bool) -> None:
    """Record the results of a site's blocks in c-results/, to be committed.

    Runs what is not recorded yet. A block that is not as its fence expects is listed and not recorded.
    """
    with errors_to_exit_codes():
        site = render(config_file, "always" if rerun else "auto", workers=workers)
        changed = compare.update(site, Records(site.results))
    for page in changed:
        echo(line(path_from(f"{site.results / page}.json")))
    mistaken = print_mistakes(site, err=True)
    failed = [block for block in site.blocks if not block.is_as_expected]
    for failure in merged(block.failure for block in failed if block.failure):
        at_place(failure.in_log(), err=True)
    if failed:
        echo(line(f"Not as expected and not recorded: {counted(len(failed), 'block')}"), err=True)
    recorded = counted(len(site.blocks) - len(failed), "block")
    echo(line(f"{recorded} recorded, {counted(len(changed), 'file')} changed{not_run(site)}"))
    sys.exit(FAILURES if failed or mistaken else 0)


@click.command(cls=Command, epilog=_EXAMPLES_OF_CHECK)
@site_option
@workers_option
@shard_option
@json_option
@click.option(
    "--strict", is_flag=True, help="Let diagnostics and addresses of another compiler fail."
)
@click.option("--twice", is_flag=True, help="Find blocks that differ from second to second.")
def check(
    *,
    config_file: str | None,
    workers: str,
    shard: Shard | None,
    as_json: bool,
    strict: bool,
    twice: bool,
) -> None:
    """Run every block anew and compare it with its record.

    Prints a diff for each block that differs. Output that a fence calls `volatile` may differ.
    """
    with errors_to_exit_codes():
        run_anew = partial(render, config_file, "always", cache=False, workers=workers, shard=shard)
        site = run_anew()
        if twice:
            wait_for_the_next_second()
            again = run_anew()
            differences = list(compare.twice(site, again))
        else:
            records = Records(site.results)
            if not as_json:
                for before, now in compare.toolchains(site, records):
                    paragraph(f"The records were made by {before}; this is {now}.")
            differences = list(compare.check(site, records, strict=strict))
    failed = [item for item in differences if not item.is_note]
    if as_json:
        more = [{**item, "diff": [], "note": False} for item in mistakes_json(site)]
        print_json([*map(_difference_json, differences), *more])
    else:
        print_mistakes(site)
        for item in (item for item in differences if item.failure is None):
            _print_difference(item, site)
        for failure in merged(item.failure for item in differences if item.failure):
            at_place(failure.in_log())
        _close(site, failed, config_file, twice=twice)
    sys.exit(FAILURES if failed or has_failed(site) else 0)


def _close(
    site: RenderedSite, failed: list[Difference], config_file: str | None, *, twice: bool
) -> None:
    """Print how many blocks are as they should be, and what to type if that is meant."""
    blocks = counted(site.total, "block")
    if site.shard:
        blocks = f"shard {site.shard}: {len(site.blocks) + site.unrun:,} of {blocks}"
    wish = "deterministic" if twice else "as recorded"
    if not failed:
        good = f"{len(site.blocks)} {wish}" if site.unrun else f"all {wish}"
        color = "red" if has_failed(site) else "green"
        echo(styled(line(f"{blocks}, {good}{not_run(site)}"), fg=color))
        return
    echo(styled(line(f"{blocks}, {len(failed)} not {wish}{not_run(site)}"), fg="red"))
    if all(item.failure for item in failed):
        return
    if twice:
        paragraph('For output that may differ, write volatile="PATTERN" into the fence.')
        return
    update_it = f"mkdocs-c-runner update{f' -f {config_file}' if config_file else ''}"
    if any(item.diff for item in failed):
        paragraph(
            f"If a new result is wrong, correct its block. If all are right, type {update_it}."
        )
    else:
        paragraph(f"To bring the records up to date, type {update_it}.")


def _difference_json(item: Difference) -> dict[str, Any]:
    extra = {"diff": list(item.diff), "note": item.is_note}
    if item.block:
        return {**block_json(item.block, item.reason), **extra}
    gone = {"path": item.page, "line": None, "column": None, "name": None, "variant": None}
    return {**gone, "verdict": None, "origin": "none", "reason": item.reason, **extra}


def _print_difference(item: Difference, site: RenderedSite) -> None:
    place = str(item.block.snippet.place) if item.block else (site.docs / item.page).as_posix()
    variant = variant_of(item.block) if item.block else ""
    at_place(f"{place}: {'note' if item.is_note else 'error'}: {item.reason}{variant}")
    quoted_diff(item.diff)
