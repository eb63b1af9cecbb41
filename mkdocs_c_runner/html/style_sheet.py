"""The style sheet of the blocks: the only file that a page needs besides its HTML."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

DIRECTORY = resources.files("mkdocs_c_runner").joinpath("assets/style")

# The files there that it is made from, in their order: later rules win over earlier ones.
PARTS = (
    *(
        "theme",
        "figure",
        "text",
        "tabs",
        "code",
        "colors",
        "results",
        "memory",
        "inline",
        "program",
    ),
    *("themes", "print"),
)

# Its address in a site whose pages link it.
PATH = "assets/c-runner/c-runner.css"

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Spaces that separate nothing (a space before a `:` does), and zeros before a point.
_BLANKS = re.compile(r" ?([{};,>+!]) ?|(?<=:) |\b0(?=\.\d)")


@cache
def text() -> str:
    """Return the style sheet as readers get it."""
    return minified(written())


def written() -> str:
    """Return the style sheet as it is written, with comments."""
    return "\n".join(DIRECTORY.joinpath(f"{name}.css").read_text("utf-8") for name in PARTS)


def minified(css: str) -> str:
    """Return a style sheet without comments and needless spaces."""
    on_one_line = " ".join(_COMMENT.sub("", css).split())
    return _BLANKS.sub(lambda match: match[1] or "", on_one_line).replace(";}", "}") + "\n"
