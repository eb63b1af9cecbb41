"""The services of a host for a block: it publishes files and renders Markdown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import NamedTuple

_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".js": "text/javascript"}
_ANYTHING = "application/octet-stream"


class Publishing(NamedTuple):
    """The means of a page's host.

    Attributes:
        publish: Publishes a file with this suffix and content, and returns its address as the page sees it.
        markdown: Renders Markdown, or None if this host cannot.
    """

    publish: Callable[[str, bytes], str]
    markdown: Callable[[str], str] | None = None


def data_url(suffix: str, content: bytes) -> str:
    """Return an address that holds the whole file, for hosts that publish none."""
    return (
        f"data:{_TYPES.get(suffix, _ANYTHING)};base64,{base64.b64encode(content).decode('ascii')}"
    )


def file_name(suffix: str, content: bytes) -> str:
    """Return a name that tells files apart by their content."""
    return f"{hashlib.sha256(content).hexdigest()[:20]}{suffix}"


BY_ITSELF = Publishing(data_url)
