"""`update`, `check` and `status`: the results of a site's blocks, recorded, compared and explained."""

from __future__ import annotations

import sys
from typing import Any

import click

from ..check.ran import Checked
from ..engine.errors import EngineError
from ..engine.store.last_build import History, Seen
from ..engine.store.records import Records
from ..foreign import echo, line
from ..place import path_from
from . import compare
from .compare import Difference
from .manners import (
    FAILURES,
    block_json,
    counted,
    errors_to_exit_codes,
    json_option,
    print_json,
    site_option,
    variant_of,
    verdict_of,
)
from .site import RenderedSite, render


@click.command()
@site_option
@click.option("--rerun", is_flag=True, help="Run all blocks anew, recorded or not.")
def update(*, config_file: str, rerun: bool) -> None:
    """Record the results of a site's blocks in c-results/, to be committed.

    Runs what is not recorded yet. A block that is not as its fence expects is listed and not recorded.
    """
    with errors_to_exit_codes():
        site = render(config_file, "always" if rerun else "auto")
        changed = compare.update(site, Records(site.results))
    for page in changed:
        echo(line(path_from(f"{site.results / page}.json")))
    failed = [block for block in site.blocks if not block.is_as_expected]
    for failure in (block.failure for block in failed):
        if failure:
            echo(failure.in_log(), err=True)
    if failed:
        echo(line(f"Not as expected and not recorded: {counted(len(failed), 'block')}"), err=True)
    recorded = counted(len(site.blocks) - len(failed), "block")
    echo(line(f"{recorded} recorded, {counted(len(changed), 'file')} changed"))
    sys.exit(FAILURES if failed else 0)


@click.command()
@site_option
@json_option
@click.option(
    "--strict", is_flag=True, help="Let diagnostics and addresses of another compiler fail."
)
@click.option("--twice", is_flag=True, help="Find blocks that differ from run to run.")
def check(*, config_file: str, as_json: bool, strict: bool, twice: bool) -> None:
    """Run every block anew and compare it with its record.

    Prints a diff for each block that differs. What a fence calls `volatile` may differ.
    """
    with errors_to_exit_codes():
        site = render(config_file, "always", cache=False)
        if twice:
            again = render(config_file, "always", cache=False)
            differences = list(compare.twice(site, again))
        else:
            records = Records(site.results)
            if not as_json:
                for before, now in compare.toolchains(site, records):
                    echo(line(f"The records were made by {before}; this is {now}."))
            differences = list(compare.check(site, records, strict=strict))
    failed = [item for item in differences if not item.is_note]
    if as_json:
        print_json([_difference_json(item) for item in differences])
    else:
        for item in differences:
            _print_difference(item)
        blocks = counted(len(site.blocks), "block")
        wish = "deterministic" if twice else "as recorded"
        echo(line(f"{blocks}, {len(failed)} not {wish}" if failed else f"{blocks}, all {wish}"))
    sys.exit(FAILURES if failed else 0)


@click.command()
@site_option
@json_option
def status(*, config_file: str, as_json: bool) -> None:
    """List a site's blocks: where each result comes from, and why it would run. Runs nothing."""
    with errors_to_exit_codes():
        site = render(config_file, "look")
        history = History(site.cache) if site.cache else None
        rows = [
            (block, _why(site, history, page, number, block))
            for page, blocks in site.pages().items()
            for number, block in enumerate(blocks)
        ]
    if as_json:
        print_json([block_json(block, reason) for block, reason in rows])
        return
    for block, reason in rows:
        origin = block.outcome.origin
        state = f"would run: {reason}" if origin == "none" else f"{origin}, {verdict_of(block)}"
        echo(line(f"{block.snippet.place}: {state}{variant_of(block)}: {_first_line(block)}"))
    waiting = sum(block.outcome.origin == "none" for block, _ in rows)
    echo(line(f"{counted(len(rows), 'block')}, {waiting} would run"))


def _why(
    site: RenderedSite, history: History | None, page: str, number: int, block: Checked
) -> str:
    """Explain why a block would run, or return nothing if it would not."""
    if block.outcome.origin != "none" or history is None:
        return ""
    job = block.snippet.job
    try:
        now = Seen.of(job, site.runner.conditions(job), site.runner.key(job))
    except EngineError as error:
        return error.reason.removesuffix(".")
    if not block.snippet.options.cache:
        return 'cache="off"'
    return history.why(page, number, now)


def _first_line(block: Checked) -> str:
    """Return the first line of a block that tells it from others."""
    lines = [line.strip() for line in block.snippet.source.splitlines()]
    return next((line for line in lines if line and not line.startswith("#include")), "")[:60]


def _difference_json(item: Difference) -> dict[str, Any]:
    extra = {"diff": list(item.diff), "note": item.is_note}
    if item.block:
        return {**block_json(item.block, item.reason), **extra}
    gone = {"path": item.page, "line": None, "column": None, "name": None, "variant": None}
    return {**gone, "verdict": None, "origin": "none", "reason": item.reason, **extra}


def _print_difference(item: Difference) -> None:
    place = str(item.block.snippet.place) if item.block else item.page
    variant = variant_of(item.block) if item.block else ""
    echo(line(f"{place}: {'note' if item.is_note else 'error'}: {item.reason}{variant}"))
    for text in item.diff:
        echo(line(f"    | {text}"))
