"""What a build needs from the program that renders the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from markdown import Markdown

from ..html.publishing import data_url
from ..pages.docs_files import read_below
from ..pages.markdown_options import MarkdownOptions
from ..pages.superfences import SUPERFENCES


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


# The extensions where none are known.
_USUAL = MarkdownOptions((SUPERFENCES, "tables"), {})


@dataclass(frozen=True)
class Folder:
    """A directory of pages as a host that renders one of them.

    Attributes:
        docs_dir: The directory.
        uri: The page, by its path below that directory, or None if it is not known.
        language: The tag of the language of the labels.
        markdown: The Markdown extensions of its site.
        reads_all_pages: False; the other pages are read when the page uses their blocks.
    """

    docs_dir: str
    uri: str | None
    language: str = "en"
    markdown: MarkdownOptions = _USUAL
    reads_all_pages: bool = False

    def page_uri(self, md: Markdown) -> str | None:  # noqa: ARG002 - there is only one
        """Return the page that is rendered."""
        return self.uri

    def read_file(self, uri: str) -> bytes:
        """Read a file of the directory.

        Raises:
            ValueError: If it may not or cannot be read, with the reason.
        """
        return read_below(self.docs_dir, uri)

    def publish(self, md: Markdown, suffix: str, content: bytes) -> str:  # noqa: ARG002
        """Return an address that holds the whole file: such a host has no place for files."""
        return data_url(suffix, content)
