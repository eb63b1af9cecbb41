"""The blocks of a build that readers may edit and run."""

from __future__ import annotations

from typing import NamedTuple

from ..html import playground
from ..html.block import Rendered
from ..labels import Labels
from ..pages.found import FoundFence
from ..pages.superfences import Call
from ..program.snippet import Snippet


class Block(NamedTuple):
    """A block that readers may edit.

    Attributes:
        snippet: The block, in the first way in which it is compiled.
        found: The fence as the scan saw it, or None.
        uri: The path of its page below docs_dir, or empty.
        name: The name of its group on the page.
    """

    snippet: Snippet
    found: FoundFence | None
    uri: str
    name: str


class Offered:
    """All of them, by their pages and names.

    Args:
        access: The server that runs what readers edit, or None if they edit nothing.
        has_heads: Whether the host writes into the head of each page.
    """

    def __init__(self, access: playground.Access | None, *, has_heads: bool) -> None:
        self._access = access
        self._has_heads = has_heads
        self._blocks: dict[tuple[str, str], Block] = {}

    def get(self, uri: str, name: str) -> Block | None:
        """Return the block with this name on a page."""
        return self._blocks.get((uri, name))

    def offer(self, block: Block, call: Call, rendered: Rendered, labels: Labels) -> Rendered:
        """Return a block with what a page script needs to run it, if readers may edit it."""
        access = self._access
        if access is None or not playground.is_offered(block.snippet, access):
            return rendered
        self._blocks[block.uri, block.name] = block
        header = playground.header_of(call.language, call.inputs, call.classes)
        data = playground.request(block.snippet, block.uri, block.name, header)
        # A page cannot know of the server from its head where the host writes none.
        told = None if self._has_heads else playground.told(access, labels)
        return playground.with_request(rendered, data, told)
