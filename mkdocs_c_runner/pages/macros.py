"""The damage that macros do to C: plugins that fill in `{{ … }}` take the braces of initializers for theirs.

Such a plugin runs before this one can. All that is left is to say what happened and what to type.
"""

from __future__ import annotations

import re

from .found import FoundFence
from .source_page import SourcePage

_MARKS = re.compile(r"\{\{|\{%|\{#")

# The text that mkdocs-macros puts in the place of a page that it cannot read.
_ERROR_PAGE = re.compile(r"\s*# _Macro \w+ Error_")

_CURE = "Put {% raw %} above the block and {% endraw %} below it."

PAGE_IS_LOST = (
    "A plugin for macros read braces in this code as its own syntax and replaced the page with an error. "
    f"{_CURE}"
)
CODE_IS_CHANGED = f"A plugin for macros has changed its code. {_CURE}"


def culprit(page: SourcePage, body: str) -> FoundFence | None:
    """Return the fence whose braces have cost the page its text, or None if the page still has its text.

    Args:
        page: The page as its author wrote it.
        body: The text that is rendered.
    """
    if not _ERROR_PAGE.match(body):
        return None
    return next((fence for fence in page.scanned.fences if has_marks(fence.raw)), None)


def has_marks(source: str) -> bool:
    """Return whether this code holds something that macros act on."""
    return bool(_MARKS.search(source))
