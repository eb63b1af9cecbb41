"""Reads the pages of a site before they are rendered: their fences, and what they say of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markdown import Markdown

from ..fence import front_matter
from ..fence.header import ParsedHeader
from ..fence.near_miss import CODE_INDENT, shown_as_code
from ..fence.options import Options
from ..fence.rules import Rules
from ..pages.pages import UNKNOWN, Pages, SourcePage
from ..pages.scan import FoundFence, Header, ScannedPage, Scanner, may_have_fences
from ..place import Place, path_from
from .report import Report
from .superfences import Formatters, register

# What finds fences, and what highlights the code in them.
SUPERFENCES, HIGHLIGHT = "pymdownx.superfences", "pymdownx.highlight"


class PageReader:
    """The pages of one build.

    Args:
        docs_dir: The directory of the pages.
        scanner: Makes what finds the fences; called when the first page has any.
        options: The options of the site.
        rules: What the site allows its pages.
        pages: Takes the pages in.
        report: Takes what is wrong in front matter.
    """

    def __init__(
        self,
        docs_dir: str,
        scanner: Callable[[], Scanner],
        options: Options,
        rules: Rules,
        pages: Pages,
        report: Report,
    ) -> None:
        self._docs_dir = docs_dir
        self._make_scanner = scanner
        self._options = options
        self._rules = rules
        self._pages = pages
        self._report = report
        self._scanner: Scanner | None = None
        self._bodies: dict[str, str] = {}
        self._said: dict[str, object] = {}
        self._headers: dict[Header, ParsedHeader] = {}

    def read(self, uri: str, text: str, body: str, said: Mapping[str, object]) -> None:
        """Reads a page.

        Args:
            uri: Its path below the directory of the pages.
            text: All of it.
            body: It without its front matter.
            said: The front matter.
        """
        page = SourcePage(uri, self.path(uri))
        if may_have_fences(body):
            page.scanned = self._scan(body, 1 + text.count("\n") - body.count("\n"))
        self._take_front_matter(page, said, text)
        self._bodies[uri] = body

    def take_front_matter(self, uri: str, said: Mapping[str, object], text: str) -> bool:
        """Takes what a page says after all, and whether that is something new: plugins give defaults to directories."""
        if said.get(front_matter.KEY) == self._said.get(uri):
            return False
        self._take_front_matter(self.page(uri), said, text)
        return True

    def _take_front_matter(self, page: SourcePage, said: Mapping[str, object], text: str) -> None:
        front = front_matter.read(said, text, page.path, self._options, self._rules)
        for line, problem in front.problems:
            self._report.problem(Place(page.path, line), problem)
        page.options, page.rules, page.enabled = front.options, self._rules, front.enabled
        page.headers = self._headers if page.options is self._options else {}
        self._said[page.uri] = said.get(front_matter.KEY)
        self._pages.add(page)

    def read_again(self, uri: str, body: str) -> list[FoundFence]:
        """Reads a page that somebody has changed since, and returns the fences that are new in it."""
        if body.strip() == self._bodies.get(uri, "").strip():
            return []
        # Most pages are rendered as they are.
        from ..pages import macros  # noqa: PLC0415
        from ..pages.relocate import with_places  # noqa: PLC0415

        page = self.page(uri)
        lost = macros.culprit(page, body)
        if lost:
            self._report.problem(page.place(lost), macros.PAGE_IS_LOST)
        if not may_have_fences(body):
            return []
        with_marks = {
            page.place(item) for item in page.scanned.fences if macros.has_marks(item.raw)
        }
        page.scanned, new = with_places(self._scan(body), page.scanned)
        self._pages.add(page)
        self._report.rewritten |= with_marks.intersection(map(page.place, new))
        return new

    def publish(self, uri: str, html: str) -> None:
        """Reports what is wrong with a page that has become this HTML."""
        path = self.path(uri)
        self._report.publish(path, html)
        for miss in self.page(uri).scanned.near_misses:
            if miss.column <= CODE_INDENT or not shown_as_code(miss.text, html):
                self._report.problem(Place(path, miss.line, miss.column), str(miss))

    def page(self, uri: str) -> SourcePage:
        """The page with this path, read or not."""
        known = self._pages.get(uri)
        return known or SourcePage(uri, self.path(uri), options=self._options, rules=self._rules)

    def path(self, uri: str) -> str:
        """The path of a page as places name it."""
        if uri == UNKNOWN:
            return uri
        return path_from(os.path.join(self._docs_dir, uri))

    def _scan(self, body: str, first_line: int = 1) -> ScannedPage:
        if self._scanner is None:
            self._scanner = self._make_scanner()
        return self._scanner.scan(body, first_line)


def scanner_of(
    extensions: Iterable[Any], settings: Mapping[str, Any], fences: Formatters
) -> Scanner:
    """What finds these fences in a site with these Markdown extensions and their settings."""
    names = list(extensions)
    if not has_superfences(names):
        names.append(SUPERFENCES)
    md = Markdown(extensions=names, extension_configs=dict(settings))
    register(md, fences)
    return Scanner(md, fences.format)


def has_superfences(extensions: Iterable[Any]) -> bool:
    """Whether SuperFences is among these extensions."""
    return any(name in (SUPERFENCES, "pymdownx.extra") for name in extensions)
