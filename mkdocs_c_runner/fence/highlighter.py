"""The options of a fence that SuperFences hands to the site's highlighter, and that we only check."""

from __future__ import annotations

import re
from html import unescape

# The pattern of a value, and the same in words.
HIGHLIGHTER_OPTIONS = {
    "title": (r".+", "text"),
    "title_mode": (r".+", "text"),
    "linenums": (r"\d+([ \t]+\d+){0,2}", 'a number such as "1"'),
    "hl_lines": (r"\d+(-\d+)?([ \t]+\d+(-\d+)?)*", 'line numbers such as "2 4-6"'),
}


def check(name: str, text: str) -> None:
    """Check a value as the highlighter will.

    Raises:
        ValueError: If the highlighter would refuse the value, with what it takes.
    """
    pattern, allowed = HIGHLIGHTER_OPTIONS[name]
    if not re.fullmatch(pattern, text):
        raise ValueError(f"must be {allowed}")


def words_of(title: str, mode: object) -> str:
    """Return the words that readers see of a title.

    Args:
        title: The title.
        mode: The value of `title_mode`; only `html` makes the title HTML.
    """
    return unescape(re.sub(r"<[^>]*>", "", title)).strip() if mode == "html" else title
