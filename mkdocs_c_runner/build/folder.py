"""A directory of pages as the host of a build, where the program that renders them tells little of its site."""

from __future__ import annotations

from dataclasses import dataclass

from markdown import Markdown

from ..html.publishing import data_url
from ..pages.docs_files import read_below
from ..pages.markdown_options import MarkdownOptions
from ..pages.superfences import SUPERFENCES

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

    def address(self, md: Markdown, uri: str) -> str | None:  # noqa: ARG002
        """Return None: only the site knows where its pages stand."""
        return None
