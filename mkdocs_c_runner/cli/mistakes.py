"""The mistakes of authors, as the commands that see a whole site list them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Literal

from ..build.github import annotation
from ..foreign import echo
from .layout import at_place
from .manners import counted
from .site import RenderedSite


def print_mistakes(site: RenderedSite, *, err: bool = False) -> bool:
    """Print the mistakes on the pages of a site, and return whether they are failures.

    Args:
        site: The site.
        err: Whether they go to standard error.
    """
    level: Literal["error", "warning"] = "error" if site.mistakes_fail else "warning"
    for mistake in site.mistakes:
        for failure in mistake.failures(level):
            at_place(failure.in_log(), err=err)
            command = annotation(failure, level, os.environ)
            if command:
                echo(command)
    return has_failed(site)


def has_failed(site: RenderedSite) -> bool:
    """Return whether the mistakes on the pages of a site are failures."""
    return site.mistakes_fail and bool(site.mistakes)


def mistakes_json(site: RenderedSite) -> list[dict[str, Any]]:
    """Return the mistakes as they stand in JSON among the blocks."""
    return [
        {
            "path": mistake.place.path,
            "line": mistake.place.line or 1,
            "column": mistake.place.column,
            "name": None,
            "variant": None,
            "verdict": None,
            "origin": "none",
            "reason": " ".join(mistake.reasons),
        }
        for mistake in site.mistakes
    ]


def not_run(site: RenderedSite) -> str:
    """Return the end of a closing line: the blocks that were not run, and other mistakes, if there are any."""
    return "".join(f", {count}" for count in counts_of_mistakes(site))


def counts_of_mistakes(site: RenderedSite) -> Iterator[str]:
    """Yield how many blocks were not run, and how many other mistakes there are, where there are any."""
    if site.unrun:
        yield f"{site.unrun} not run"
    others = sum(len(mistake.reasons) for mistake in site.mistakes if not mistake.unrun)
    if others:
        yield counted(others, "mistake")
