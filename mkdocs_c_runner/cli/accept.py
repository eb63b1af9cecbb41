"""`accept`: the real output of a block, written into its page in place of the one that is expected there."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import click

from ..check.accepting import accepted
from ..check.difference import difference
from ..check.ran import Ran
from ..engine.result import Verdict
from ..foreign import echo, joined, line
from ..program.snippet import Snippet
from ..server.saving import replaced
from .command import Command
from .layout import quoted_diff
from .manners import FAILURES, errors_to_exit_codes, site_option
from .page import ReadPage, read_page

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner accept docs/bank.md:14
  mkdocs-c-runner accept docs/bank.md:14 --yes
"""

_TAKES = "Type mkdocs-c-runner accept PAGE.md:LINE."


@click.command(cls=Command, epilog=_EXAMPLES)
@site_option
@click.argument("place", metavar="PAGE.md:LINE")
@click.option("--yes", is_flag=True, help="Write the page without a question.")
def accept(*, config_file: str | None, place: str, yes: bool) -> None:
    """Write the real output of a block into its page: of a session, or what an output fence or expect_output promises.

    The block is the one that begins at this line or above. It is run, the difference is printed, and
    nothing else of the page is touched.
    """
    page, _, number = place.rpartition(":")
    if not number.isdecimal() or not os.path.isfile(page):
        raise click.UsageError(joined((line(f"{place} is no line of a page."), line(_TAKES))))
    with errors_to_exit_codes():
        sys.exit(_accept(page, int(number), config_file, yes=yes))


def _accept(page: str, number: int, config_file: str | None, *, yes: bool) -> int:
    """Run a block, show what changes in its page, and write it. Returns the exit code."""
    read = read_page(page, config_file)
    snippet = _block_at(read, page, number)
    ran = Ran.of(
        snippet, read.runner.submit(snippet.job, limit_expected=True, cache=False).result()
    )
    if (
        ran.result.verdict in (Verdict.COMPILE_ERROR, Verdict.INTERNAL_ERROR)
        and ran.result.run is None
    ):
        raise click.ClickException(
            line(
                f"{snippet.place}: The block did not run. mkdocs-c-runner run {page}:{number} tells why."
            )
        )
    path = Path(page)
    content = path.read_bytes()
    try:
        text = content.decode()
        now = accepted(text, ran, read.runner.patterns, replaced)
    except ValueError as error:
        raise click.ClickException(line(f"{snippet.place}: {error}.")) from None
    if now == text:
        echo(line(f"{snippet.place}: the page says what was printed."))
        return 0
    before, after = ([row.rstrip("\r") for row in one.split("\n")] for one in (text, now))
    quoted_diff(difference(before, after, (page, f"{page} with the real output")))
    if not yes and not _is_wanted():
        return FAILURES
    _write(path, now.encode(), content)
    echo(line(f"{page} was written."))
    return 0


def _is_wanted() -> bool:
    """Ask whether the page is to be written."""
    try:
        return click.confirm("Write this into the page?")
    except click.Abort:
        if sys.stdin.isatty():
            raise
        echo(line(""))  # the question has no end of its line
        echo(
            line("Nobody is there to answer. --yes writes the page without the question."), err=True
        )
        return False


def _block_at(read: ReadPage, page: str, number: int) -> Snippet:
    """Return the block of a page that begins at a line or above."""
    found = [variants[0] for variants in read.blocks_at(number)]
    if not found:
        raise click.UsageError(
            line(f"No block of {page} that is run begins at line {number} or above.")
        )
    return found[0]


def _write(path: Path, content: bytes, old: bytes) -> None:
    """Write a page in place, so that it keeps its owner, its mode and its links; or leave it as it was.

    Raises:
        OSError: If it cannot be written.
    """
    if path.read_bytes() != old:
        raise click.ClickException(line(f"{path} has changed meanwhile. Type the command again."))
    try:
        path.write_bytes(content)
    except OSError:
        with contextlib.suppress(OSError):  # the disk is full: there is room for what the page had
            path.write_bytes(old)
        raise
