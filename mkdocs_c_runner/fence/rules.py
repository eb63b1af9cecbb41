"""The rules of a site, within which the values of its pages and fences are read."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..engine.job import MEBIBYTE
from ..engine.toolchain.flags import is_allowed


class Rules(NamedTuple):
    """The ceilings and permissions of a site. A page cannot change them.

    Attributes:
        allowed_flags: Regular expressions for flags that pages may use beyond the built-in list.
        allow_html: Whether output may be shown as Markdown or HTML.
        max_timeout: The highest `timeout`, in seconds.
        max_memory: The highest `memory`, in bytes.
        max_truncate: The highest `truncate`, in characters.
    """

    allowed_flags: tuple[str, ...] = ()
    allow_html: bool = False
    max_timeout: float = 30.0
    max_memory: int = 2048 * MEBIBYTE
    max_truncate: int = 100_000

    def allow_flag(self, flag: str) -> bool:
        """Return whether a page may pass this flag to a compiler or linker."""
        return is_allowed(flag) or any(re.fullmatch(wide, flag) for wide in self.allowed_flags)
