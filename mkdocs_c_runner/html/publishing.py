"""What the host of a page can do for what is shown on it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import NamedTuple

_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


class Publishing(NamedTuple):
    """What can be done for a page.

    Attributes:
        keep: Keeps a file, given what its name ends in, and returns its address as this page sees it.
        markdown: Makes HTML of Markdown, or None if this host cannot.
    """

    keep: Callable[[str, bytes], str]
    markdown: Callable[[str], str] | None = None


def data_url(suffix: str, content: bytes) -> str:
    """An address that holds the whole file, for hosts that keep none."""
    return f"data:{_TYPES[suffix]};base64,{base64.b64encode(content).decode('ascii')}"


def file_name(suffix: str, content: bytes) -> str:
    """A name that tells files apart by what is in them."""
    return f"{hashlib.sha256(content).hexdigest()[:20]}{suffix}"


BY_ITSELF = Publishing(data_url)
