"""The style sheet of the blocks: all that a page needs besides its HTML."""

from __future__ import annotations

from importlib import resources

# Where it stands in a site that links it by itself.
PATH = "assets/c-runner/c-runner.css"


def text() -> str:
    """The style sheet."""
    return resources.files(__package__).joinpath("assets/c-runner.css").read_text("utf-8")
