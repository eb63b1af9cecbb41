"""The blocks of a build that readers may edit and run."""

from __future__ import annotations

from typing import NamedTuple

from ..pages.found import FoundFence
from ..program.snippet import Snippet


class Offered(NamedTuple):
    """A block that readers may edit.

    Attributes:
        snippet: The block, in the first way in which it is compiled.
        found: The fence as the scan saw it, or None.
    """

    snippet: Snippet
    found: FoundFence | None
