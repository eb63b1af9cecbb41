"""What a search of the site does not find: elements with an attribute that Material's search knows.

It takes an element to end where the first of the same kind within it ends, so only such elements have the attribute
of which none is within another of its kind. MkDocs' own search knows no such attribute; it is given pages without
these elements.
"""

from __future__ import annotations

import re

ATTRIBUTE = "data-search-exclude"

_CAN_HAVE_IT = re.compile(rf"<(?:p|pre|details|table|svg|label)\b(?![^>]*\b{ATTRIBUTE}\b)")
_HAS_IT = re.compile(rf"<(?P<tag>\w+)\b[^>]*\s{ATTRIBUTE}\b[^>]*>")


def unfound(html: str) -> str:
    """Some HTML of ours, such that it is not found."""
    return _CAN_HAVE_IT.sub(rf"\g<0> {ATTRIBUTE}", html)


def without_unfound(html: str) -> str:
    """A page without what is not to be found."""
    kept = []
    position = 0
    while found := _HAS_IT.search(html, position):
        kept.append(html[position : found.start()])
        position = _end(html, found["tag"], found.end())
    return "".join([*kept, html[position:]])


def _end(html: str, tag: str, start: int) -> int:
    """Where the element ends that began right before this position."""
    depth = 1
    for found in re.compile(rf"<(?P<closes>/?){tag}\b[^>]*>").finditer(html, start):
        depth += -1 if found["closes"] else 1
        if not depth:
            return found.end()
    return len(html)
