"""The options of a fence that SuperFences hands to the site's highlighter, and that we only check."""

from __future__ import annotations

import re
from html import unescape

from ..bounds import HIGHLIGHTED_LINES, OPTION

# The pattern of a value, and the same in words.
HIGHLIGHTER_OPTIONS = {
    "title": (r".+", "text"),
    "title_mode": (r".+", "text"),
    "linenums": (r"\d{1,9}([ \t]+\d{1,9}){0,2}", 'a number such as "1"'),
    "hl_lines": (r"\d{1,9}(-\d{1,9})?([ \t]+\d{1,9}(-\d{1,9})?)*", 'line numbers such as "2 4-6"'),
}


def beyond(lines: str, last: int) -> list[int]:
    """Return the numbers in a value of `hl_lines` that are no numbers of lines, of which there are so many."""
    numbers = map(int, re.findall(r"\d+", lines))
    return [number for number in numbers if not 1 <= number <= last]


def check(name: str, text: str) -> None:
    """Check a value as the highlighter will.

    Raises:
        ValueError: If the highlighter would refuse the value, with what it takes.
    """
    pattern, allowed = HIGHLIGHTER_OPTIONS[name]
    if len(text) > OPTION or not re.fullmatch(pattern, text):
        raise ValueError(f"must be {allowed}")
    if name == "hl_lines" and sum(map(_length, text.split())) > HIGHLIGHTED_LINES:
        raise ValueError(f"must name at most {HIGHLIGHTED_LINES:,} lines")


def is_usable(name: str, text: str) -> bool:
    """Return whether this is an option of the highlighter with a value that it takes."""
    if name not in HIGHLIGHTER_OPTIONS:
        return False
    try:
        check(name, text)
    except ValueError:
        return False
    return True


def words_of(title: str, mode: object) -> str:
    """Return the words that readers see of a title.

    Args:
        title: The title.
        mode: The value of `title_mode`; only `html` makes the title HTML.
    """
    return unescape(re.sub(r"<[^<>]*>", "", title)).strip() if mode == "html" else title


def _length(lines: str) -> int:
    """Return how many lines `7` or `4-6` names."""
    first, _, last = lines.partition("-")
    return max(1, int(last or first) - int(first) + 1)
