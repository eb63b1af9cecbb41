"""The services of a host for a block: it publishes files and renders Markdown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..markup import Markup, text
from ..program.assemble import Part

_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".js": "text/javascript"}
_ANYTHING = "application/octet-stream"


def plain_lines(code: str) -> Sequence[Markup]:
    """Return the lines of some code as they are."""
    return [text(line) for line in code.split("\n")]


class Publishing(NamedTuple):
    """The means of a page's host.

    Attributes:
        publish: Publishes a file with this suffix and content, and returns its address as the page sees it.
        markdown: Renders Markdown, or None if this host cannot.
        lines: Returns the highlighted lines of some code, or those of the text where nothing highlights.
        room: Notes that the block shows so many characters of code of a kind, and returns how many the page shows then.
        address: Returns where readers find the block that has this code, as the page sees it, or None.
    """

    publish: Callable[[str, bytes], str]
    markdown: Callable[[str], str] | None = None
    lines: Callable[[str], Sequence[Markup]] = plain_lines
    room: Callable[[str, int], int] = lambda _, length: length
    address: Callable[[Part], str | None] = lambda _: None


def data_url(suffix: str, content: bytes) -> str:
    """Return an address that holds the whole file, for hosts that publish none."""
    return (
        f"data:{_TYPES.get(suffix, _ANYTHING)};base64,{base64.b64encode(content).decode('ascii')}"
    )


def file_name(suffix: str, content: bytes) -> str:
    """Return a name that tells files apart by their content."""
    return f"{hashlib.sha256(content).hexdigest()[:20]}{suffix}"


BY_ITSELF = Publishing(data_url)
