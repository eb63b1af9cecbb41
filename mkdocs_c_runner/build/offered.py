"""The blocks of a build that readers may edit and run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..html import playground, playground_head, playground_session
from ..html.block import Rendered
from ..labels import Labels
from ..pages.found import FoundFence
from ..pages.superfences import Call
from ..program.session import SessionSnippet
from ..program.snippet import Snippet

if TYPE_CHECKING:  # a site whose readers run nothing does without it
    from ..check.elsewhere import Elsewhere

# What the script has to know where programs run in browsers: the toolchain, as seen from its own directory.
BROWSER = {"toolchain": "toolchain/manifest.json"}

# And the service worker, in the root of the site.
OFFLINE = {"offline": f"../../{playground.OFFLINE_PATH}"}


class Block(NamedTuple):
    """A block that readers may edit.

    Attributes:
        snippet: The block, as it stands on the page, in the first way in which it is compiled.
        elsewhere: The block as it runs in the browsers of readers, or None if they do not run it.
        found: The fence as the scan saw it, or None.
        uri: The path of its page below docs_dir, or empty.
        name: The name of its group on the page.
    """

    snippet: Snippet
    elsewhere: Elsewhere | None
    found: FoundFence | None
    uri: str
    name: str


class Offered:
    """All of them, by their pages and names.

    Args:
        access: The server that runs what readers edit, or None if there is none.
        has_heads: Whether the host writes into the head of each page.
    """

    def __init__(self, access: playground.Access | None, *, has_heads: bool) -> None:
        self._access = access
        self._has_heads = has_heads
        self._blocks: dict[tuple[str, str], Block] = {}
        self._in_browsers = False

    @property
    def access(self) -> playground.Access | None:
        """What runs what readers edit on the pages so far, or None if they edit nothing."""
        if not self._in_browsers:
            return self._access
        access = self._access or playground.Access("")
        # A preview is there while it is served. Its address is that of another site on another day.
        has_root = self._has_heads and not access.preview
        return access._replace(browser={**BROWSER, **OFFLINE} if has_root else BROWSER)

    def get(self, uri: str, name: str) -> Block | None:
        """Return the block with this name on a page."""
        return self._blocks.get((uri, name))

    def offer(
        self,
        block: Block,
        call: Call,
        rendered: Rendered,
        labels: Labels,
        publish: Callable[[str, bytes], str],
    ) -> Rendered:
        """Return a block with what a page script needs to run it, if readers may edit it.

        Args:
            block: The block.
            call: Its fence.
            rendered: Its HTML.
            labels: The words of the site.
            publish: Publishes a file with this suffix and content.
        """
        is_preview = self._access is not None and self._access.preview
        # Of a block that extends another one, browsers have the whole program, which a preview could not save.
        is_whole = block.snippet.extended is not None and not is_preview
        elsewhere = block.elsewhere
        if block.snippet.extended is not None and is_preview:
            elsewhere = None
        if not block.snippet.is_editable:
            return rendered
        if isinstance(block.snippet, SessionSnippet):
            return self._offer_session(block, block.snippet, call, rendered, labels)
        in_browser = elsewhere is not None and not elsewhere.reason
        if not in_browser and not self._is_on_server(block.snippet):
            return rendered
        self._blocks[block.uri, block.name] = block
        header = playground.header_of(call.language, call.inputs, call.classes)
        data = playground.request(block.snippet, block.uri, block.name, header)
        if is_whole:
            data |= playground.whole(block.snippet)
        if elsewhere and in_browser:
            self._in_browsers = True
            address = publish if not self._has_heads else _named(publish)
            data |= playground.in_browser(block.snippet, elsewhere, labels, address)
        # A page cannot know of the server from its head where the host writes none.
        access = None if self._has_heads else self.access
        told = playground_head.told(access, labels) if access else None
        return playground.with_request(rendered, data, told)

    def offer_again(
        self,
        elsewhere: Elsewhere,
        request: Mapping[str, Any],
        rendered: Rendered,
        labels: Labels,
        publish: Callable[[str, bytes], str],
    ) -> Rendered:
        """Return a block that was not read with what a page script needs to run it in the browser of the reader.

        Args:
            elsewhere: The block as it runs there.
            request: The request that runs it, as `offer` makes it; its program may be another.
            rendered: Its HTML.
            labels: The words of the site.
            publish: Publishes a file with this suffix and content.
        """
        self._in_browsers = True
        wasm = playground.program(elsewhere, labels, _named(publish))
        return playground.with_request(rendered, {**request, "wasm": wasm})

    def _offer_session(
        self, block: Block, snippet: SessionSnippet, call: Call, rendered: Rendered, labels: Labels
    ) -> Rendered:
        """Return a session with what a page script needs to execute other commands, if readers may edit it."""
        access = self._access
        if access is None or not (
            playground_session.is_offered(snippet, access) and self._wants(snippet, access)
        ):
            return rendered
        self._blocks[block.uri, block.name] = block
        header = playground.header_of(call.language, call.inputs, call.classes)
        data = playground_session.request(
            snippet, block.uri, block.name, header, labels["session"], alone=not access.preview
        )
        told = None if self._has_heads else playground_head.told(self.access or access, labels)
        return playground.with_request(rendered, data, told)

    def _wants(self, snippet: Snippet, access: playground.Access) -> bool:
        """Whether a site wants a server to run what readers make of a block: a preview always does."""
        return access.preview or snippet.options.display.playground == access.endpoint

    def _is_on_server(self, snippet: Snippet) -> bool:
        """Whether a server runs what readers make of a block: not that of a site, where the site wants none of it."""
        access = self._access
        if access is None or not playground.is_offered(snippet, access):
            return False
        return self._wants(snippet, access)


def _named(publish: Callable[[str, bytes], str]) -> Callable[[str, bytes], str]:
    """Return a function that publishes files and returns their names: they lie in the directory of the script."""
    return lambda suffix, content: publish(suffix, content).rpartition("/")[2]
