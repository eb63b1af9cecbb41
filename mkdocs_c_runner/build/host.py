"""What a build needs from the program that renders the pages."""

from __future__ import annotations

from typing import Protocol

from markdown import Markdown

from ..pages.markdown_options import MarkdownOptions


class Host(Protocol):
    """The host of a build."""

    @property
    def docs_dir(self) -> str:
        """The directory of the pages."""

    @property
    def language(self) -> str:
        """The tag of the language of the labels."""

    @property
    def markdown(self) -> MarkdownOptions:
        """The Markdown extensions of the site, as far as the host knows them."""

    @property
    def reads_all_pages(self) -> bool:
        """Whether it hands over all pages before the first is rendered; else a build reads those that others use."""

    def page_uri(self, md: Markdown) -> str | None:
        """Return the page that an instance renders, by its path below `docs_dir`, or None if it is not known."""

    def read_file(self, uri: str) -> bytes:
        """Read a file by its path below `docs_dir`; some hosts have files that are not on the disk.

        Raises:
            ValueError: If it may not or cannot be read, with the reason.
        """

    def publish(self, md: Markdown, suffix: str, content: bytes) -> str:
        """Publish a file, and return its address as seen from the page that an instance renders."""

    def address(self, md: Markdown, uri: str) -> str | None:
        """Return the address of a page as seen from the one that an instance renders, or None if it is not known."""
