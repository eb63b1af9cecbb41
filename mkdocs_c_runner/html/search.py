"""Elements that the search of a site does not find: they have an attribute that Material's search knows.

Material takes an element to end where the first one of the same name within it ends. So only elements have the
attribute that never stand within one of the same name: `p`, `pre`, `details`, `table`, `svg` and `label`. The search of
MkDocs knows no such attribute, so it is given pages without these elements.
"""

from __future__ import annotations

import re

_EXCLUDED = re.compile(r"<(?P<tag>\w+)\b[^<>]*\sdata-search-exclude\b[^<>]*>")


def without_excluded(page: str) -> str:
    """Return the HTML of a page without the elements that the search is not to find."""
    pieces = []
    position = 0
    while start := _EXCLUDED.search(page, position):
        pieces.append(page[position : start.start()])
        position = _end(page, start["tag"], start.end())
    return "".join([*pieces, page[position:]])


def _end(page: str, tag: str, start: int) -> int:
    """Return the end of the element that began right before this position."""
    depth = 1
    for match in re.compile(rf"<(?P<closes>/?){tag}\b[^<>]*>").finditer(page, start):
        depth += -1 if match["closes"] else 1
        if not depth:
            return match.end()
    return len(page)
