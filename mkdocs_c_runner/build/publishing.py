"""What a host can do for the page that a Markdown instance renders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markdown import Markdown

from ..html.publishing import Publishing
from ..pages.pages import Pages
from ..program.assemble import Part
from .host import Host


def publishing(
    host: Host, pages: Pages, markdown: Callable[[str], str], md: Markdown
) -> Publishing:
    """Return the means of a host for a page.

    Args:
        host: The host.
        pages: The pages of the build.
        markdown: Renders Markdown.
        md: The instance that renders the page.
    """
    return Publishing(
        partial(host.publish, md), markdown, address=lambda part: _address(host, pages, md, part)
    )


def _address(host: Host, pages: Pages, md: Markdown, part: Part) -> str | None:
    """Return where readers find a block, or None if it is on no page, or on one whose address is not known."""
    found = pages.anchors.leading_to(part)
    if found is None:
        return None
    page, anchor = found
    if page.uri is None or page.uri == host.page_uri(md):
        return f"#{anchor}"
    address = host.address(md, page.uri)
    return None if address is None else f"{address}#{anchor}"
