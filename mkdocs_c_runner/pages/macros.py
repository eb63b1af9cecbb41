"""What macros do to C: plugins that fill in `{{ … }}` take the braces of initialisers for theirs.

Such a plugin runs before anything of ours can. What is left to do is to say what happened and what to type.
"""

from __future__ import annotations

import re

from .pages import SourcePage
from .scan import FoundFence

_MARKS = re.compile(r"\{\{|\{%|\{#")

# What mkdocs-macros puts in the place of a page that it cannot read.
_ERROR_PAGE = re.compile(r"\s*# _Macro \w+ Error_")

_CURE = "{% raw %} above the block and {% endraw %} below it keep"

PAGE_IS_LOST = (
    "A plugin for macros took braces in this code for its own and has put an error message in the place of the page: "
    f"{_CURE} them."
)
CODE_IS_CHANGED = f"A plugin for macros has changed its code: {_CURE} it."


def culprit(page: SourcePage, body: str) -> FoundFence | None:
    """The fence whose braces have cost the page its text, or None if it has it still.

    Args:
        page: The page as its author wrote it.
        body: What is rendered.
    """
    if not _ERROR_PAGE.match(body):
        return None
    return next((fence for fence in page.scanned.fences if has_marks(fence.raw)), None)


def has_marks(source: str) -> bool:
    """Whether there is something in this code that macros act on."""
    return bool(_MARKS.search(source))
