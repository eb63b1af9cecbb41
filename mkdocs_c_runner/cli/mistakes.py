"""The mistakes of authors, as the commands that see a whole site list them."""

from __future__ import annotations

import os
from typing import Any, Literal

from ..build.github import annotation
from ..foreign import echo
from .layout import at_place
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
    """Return the end of a closing line: how many blocks were not run, if any."""
    return f", {site.unrun} not run" if site.unrun else ""
