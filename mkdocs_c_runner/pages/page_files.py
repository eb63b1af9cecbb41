"""The files beside pages that blocks name: the input of a program, and the files that it finds."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..bounds import FILES_OF_BLOCK, FILES_OF_SITE, PAGE_FILE
from ..engine.job import SourceFile

if TYPE_CHECKING:
    from .source_page import SourcePage

# Reads a file by its path below the documentation directory; ValueError says why that may not or cannot be done.
ReadFile = Callable[[str], bytes]


class PageFiles:
    """The files that the pages of a build name. Each content is kept once.

    Args:
        read_file: Reads a file.
    """

    def __init__(self, read_file: ReadFile) -> None:
        self._read_file = read_file
        self._contents: dict[bytes, bytes] = {}
        self._bytes = 0

    def read(self, page: SourcePage, option: str, path: str) -> bytes:
        """Return the content of a file that an option of a page names.

        Raises:
            ValueError: If it cannot be had, with the reason.
        """
        if page.uri is None:
            raise ValueError(
                f'{option}="{path}": the path of this page is unknown, so files beside it cannot be found'
            )
        try:
            content = self._read_file(beside(page, path))
        except ValueError as error:
            raise ValueError(f'{option}="{path}": {error}') from None
        if len(content) > PAGE_FILE:  # another plugin has made it
            raise ValueError(f'{option}="{path}": the file is larger than {PAGE_FILE >> 20} MiB')
        return self._shared(content, f'{option}="{path}"')

    def data(self, page: SourcePage, paths: Sequence[str], before: int) -> tuple[SourceFile, ...]:
        """Read the files that a program finds.

        Args:
            page: The page.
            paths: Their paths.
            before: The bytes that the block has from other files.
        """
        data = []
        for path in paths:
            data.append(SourceFile(os.path.basename(path), self.read(page, "data", path)))
            before += len(data[-1].content)
            if before > FILES_OF_BLOCK:
                most = f"{FILES_OF_BLOCK >> 20} MiB"
                raise ValueError(f'data="{path}": with this file the block has more than {most}')
        return tuple(data)

    def _shared(self, content: bytes, option: str) -> bytes:
        """Return the content of a file, the same object for all files that are equal."""
        digest = hashlib.sha256(content).digest()
        known = self._contents.get(digest)
        if known is not None:
            return known
        if self._bytes + len(content) > FILES_OF_SITE:
            most = f"{FILES_OF_SITE >> 20} MiB"
            raise ValueError(
                f"{option}: with this file the site has more than {most} of such files"
            )
        self._bytes += len(content)
        self._contents[digest] = content
        return content


def beside(page: SourcePage, path: str) -> str:
    """Return a path relative to a page as one below the documentation directory."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.uri or ""), path))
