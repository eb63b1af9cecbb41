"""The style sheet of the blocks: all that a page needs besides its HTML."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

# Where it stands in a site that links it by itself.
PATH = "assets/c-runner/c-runner.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Blanks that separate nothing, as those before a `:` would, and zeros before a point.
_BLANKS = re.compile(r"\s*([{};,>+!])\s*|(?<=:)\s+|\b0(?=\.\d)")


@cache
def text() -> str:
    """The style sheet as readers get it, without what only its authors read."""
    source = resources.files("mkdocs_c_runner").joinpath("assets/c-runner.css").read_text("utf-8")
    bare = _BLANKS.sub(lambda found: found[1] or "", _COMMENT.sub("", source).strip())
    return re.sub(r"\s+", " ", bare).replace(";}", "}") + "\n"
