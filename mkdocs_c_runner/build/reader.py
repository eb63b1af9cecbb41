"""Reads the pages of a site before they are rendered: their fences, and their front matter."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..check.failure import Mistake
from ..fence import front_matter
from ..fence.header import ParsedHeader
from ..fence.near_miss import CODE_INDENT, code_blocks
from ..fence.options import Options
from ..fence.rules import Rules
from ..pages import macros
from ..pages.directives import included_places
from ..pages.found import FoundFence, Header, NearMiss, ScannedPage
from ..pages.relocate import with_places
from ..pages.scan import Scanner, may_have_fences
from ..pages.source_page import NOWHERE, SourcePage
from ..place import Place, path_from
from .host import Host
from .report import Report


class PageReader:
    """Makes the pages of one build.

    Args:
        host: Renders the pages.
        options: The options of the site, which hold where a page and a fence say nothing.
        rules: What the site allows its pages.
        report: Takes mistakes of authors.
        scanner: Finds fences, if there is such a scanner already; else one is made for the first page that needs it.
    """

    def __init__(
        self,
        host: Host,
        options: Options,
        rules: Rules,
        report: Report,
        scanner: Scanner | None = None,
    ) -> None:
        self._host = host
        self._options = options
        self._rules = rules
        self._report = report
        self._scanner = scanner
        self._bodies: dict[str | None, str] = {}
        self._front_matter: dict[str | None, object] = {}
        self._headers: dict[Header, ParsedHeader] = {}

    def read(
        self, uri: str | None, text: str, body: str, front: Mapping[str, object]
    ) -> SourcePage:
        """Read a page.

        Args:
            uri: Its path below the directory of the pages, or None if it is not known.
            text: All of it.
            body: The text without its front matter.
            front: The front matter.
        """
        page = self.unread(uri)
        if may_have_fences(body):
            first_line = 1 + text.count("\n") - body.count("\n")
            page.scan = partial(self._scan, body, page.path, first_line)
        self._take_front_matter(page, front, text)
        self._bodies[uri] = body
        return page

    def load(self, uri: str) -> SourcePage | None:
        """Read a page from its file, if there is one that may have fences of ours."""
        try:
            text = self._host.read_file(uri).decode("utf-8-sig")
        except ValueError:
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not may_have_fences(text):
            return None
        front, body = front_matter.split(text)
        return self.read(uri, text, body, front)

    def forget(self, page: SourcePage) -> None:
        """Give back the memory of the text of a page that was rendered."""
        self._bodies.pop(page.uri, None)

    def take_front_matter(self, page: SourcePage, front: Mapping[str, object], text: str) -> bool:
        """Apply front matter that another plugin has set since; return whether it changed."""
        if front_matter.entries_of(front) == self._front_matter.get(page.uri):
            return False
        self._take_front_matter(page, front, text)
        return True

    def _take_front_matter(self, page: SourcePage, front: Mapping[str, object], text: str) -> None:
        read = front_matter.read(front, text, page.path, self._options, self._rules)
        for line, problem in read.problems:
            self._note(page, Mistake(Place(page.path, line), (problem,)))
        page.options, page.rules, page.enabled = read.options, self._rules, read.enabled
        page.headers = self._headers if page.options is self._options else {}
        self._front_matter[page.uri] = front_matter.entries_of(front)

    def read_again(self, page: SourcePage, body: str) -> list[FoundFence] | None:
        """Read a page again if another plugin has changed its text since.

        Returns:
            The fences that are new in it, or None if nothing has changed.
        """
        if body.strip() == self._bodies.get(page.uri, "").strip():
            return None
        page.kept = 0
        lost = macros.culprit(page, body)
        if lost:
            self._note(page, Mistake(page.place(lost), (macros.PAGE_IS_LOST,), unrun=1))
        if not may_have_fences(body):
            return []
        with_marks = {
            page.place(item) for item in page.scanned.fences if macros.has_marks(item.raw)
        }
        changed = self._scan(body, page.path)
        page.scanned, new = with_places(changed, page.scanned, page.path)
        misses = self._with_places(page.scanned.near_misses, page)
        page.scanned = replace(page.scanned, near_misses=misses)
        self._report.rewritten |= with_marks.intersection(map(page.place, new))
        return new

    def check_misses(self, page: SourcePage, html: str) -> None:
        """Report lines of a page, now HTML, that were meant to open a fence but did not."""
        if page.kept or not page.scanned.near_misses:
            return
        examples = code_blocks(html)
        for miss in page.scanned.near_misses:
            if miss.column <= CODE_INDENT or miss.in_code or miss.text not in examples:
                self._note(page, Mistake(miss.place, (str(miss),), unrun=miss.blocks))

    def _with_places(self, misses: Sequence[NearMiss], page: SourcePage) -> tuple[NearMiss, ...]:
        """Return near misses with their places in the files that another plugin has brought in, if these are known."""
        lost = [miss.text for miss in misses if not miss.place.known]
        if not lost or page.uri is None:
            return tuple(misses)
        written = self._bodies.get(page.uri)
        if written is None:  # it seemed to have no fences
            try:
                written = self._host.read_file(page.uri).decode("utf-8-sig")
            except ValueError:
                return tuple(misses)
        places = included_places(lost, written, page.uri, self._host.read_file, self._path)
        return tuple(
            miss if miss.place.known else miss._replace(place=places.get(miss.text, miss.place))
            for miss in misses
        )

    def _path(self, uri: str) -> str:
        return path_from(os.path.join(self._host.docs_dir, uri))

    def _note(self, page: SourcePage, mistake: Mistake) -> None:
        page.mistakes.append(mistake)
        self._report.mistake(mistake)

    def unread(self, uri: str | None) -> SourcePage:
        """Return a page without anything that is ours: the scan did not see it, or it was not scanned yet."""
        path = NOWHERE if uri is None else self._path(uri)
        return SourcePage(uri, path, options=self._options, rules=self._rules)

    def _scan(self, body: str, path: str, first_line: int = 1) -> ScannedPage:
        if self._scanner is None:
            self._scanner = Scanner(self._host.markdown.instance())
        return self._scanner.scan(body, path, first_line)
