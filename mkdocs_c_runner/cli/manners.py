"""The common manners of all commands: exit codes, options, the shape of JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from ..check.failure import one_line
from ..check.ran import Checked
from ..engine.errors import ClusterUnavailable, EngineError
from ..foreign import echo, json_text, line
from ..labels import words
from .configuration import NAMES
from .layout import error
from .load import SiteError

FAILURES, USAGE, THE_MACHINE = 1, 2, 3

Command = TypeVar("Command", bound=Callable[..., Any])


def site_option(command: Command) -> Command:
    """Let a command take the configuration of a site."""
    return click.option(
        "-f",
        "--config-file",
        metavar="FILE",
        help=f"The site's configuration. Default: {', '.join(NAMES[:-1])} or {NAMES[-1]} here.",
    )(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@contextmanager
def errors_to_exit_codes() -> Iterator[None]:
    """End the process with the exit code of an error that users can do something about."""
    try:
        yield
    except EngineError as problem:
        error(str(problem))
        if not isinstance(problem, ClusterUnavailable):
            echo(line("Type mkdocs-c-runner doctor to see what this machine can do."), err=True)
        sys.exit(THE_MACHINE)
    except SiteError as problem:
        error(str(problem))
        sys.exit(USAGE)


def counted(count: int, thing: str) -> str:
    """Return a number of things in words."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def verdict_of(block: Checked) -> str:
    """Return the verdict of a block in a word."""
    return block.outcome.result.verdict.value


def variant_of(block: Checked) -> str:
    """Return the name of the variant of a block in parentheses, if the block has several."""
    return f" ({block.variant})" if block.variant else ""


def block_json(block: Checked, reason: str) -> dict[str, Any]:
    """Return a block as it stands in JSON.

    Args:
        block: The block.
        reason: Why it is listed, or empty.
    """
    place = block.snippet.place
    none = block.outcome.origin == "none"
    return {
        "path": place.path,
        "line": place.line or 1,
        "column": place.column,
        "name": block.snippet.block.name,
        "variant": block.variant or None,
        "verdict": None if none else verdict_of(block),
        "origin": block.outcome.origin,
        "reason": reason,
    }


def in_browser(block: Checked) -> str:
    """Return what a build knows of a block in the browsers of readers, in words; nothing if they do not run it."""
    elsewhere = block.elsewhere
    if elsewhere is None:
        return ""
    if elsewhere.reason:
        return f"no button in the browser: {one_line(elsewhere.reason)}"
    english = words("en")
    notes = (english[name].format(how=how) for name, how in elsewhere.notes)
    return f"in the browser: {' '.join(notes) or 'the same'}"


def print_json(blocks: list[dict[str, Any]]) -> None:
    """Print blocks as JSON."""
    echo(json_text({"version": 1, "blocks": blocks}))
