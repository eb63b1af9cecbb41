"""Makes the snippets of fences, each once a build: when the page is read, or else when it is rendered."""

from __future__ import annotations

from collections.abc import Sequence

from ..fence.header import IN_COMMENTS, ParsedHeader
from ..fence.near_miss import repeated
from ..pages.found import FoundFence
from ..pages.line_mistakes import mistakes_of_line
from ..pages.pages import Pages
from ..pages.source_page import SourcePage
from ..place import LineError, Place
from ..program.snippet import Snippet
from .report import Report

_IN_COMMENT = (
    f'This block stands in an HTML comment, so it is not run; run="{IN_COMMENTS}" runs it.'
)

# The snippets of a fence, one for each way to compile it; its mistakes, a sentence each; and their place.
Prepared = tuple[Sequence[Snippet], list[str], Place]


class Preparing:
    """The snippets of the fences of one build.

    Args:
        pages: The pages of the build.
        report: Takes problems.
    """

    def __init__(self, pages: Pages, report: Report) -> None:
        self._pages = pages
        self._report = report
        self._prepared: dict[tuple[str | None, FoundFence], Prepared] = {}

    def prepare(self, page: SourcePage, found: FoundFence) -> Prepared:
        """Return the snippets of a fence that the scan found, and its mistakes; see `Prepared`."""
        key = (page.uri, found)
        prepared = self._prepared.get(key)
        if prepared is None:
            prepared = self._prepare(page, found.raw, page.header(found), found)
            if prepared[0]:  # else another plugin may still write the code that it uses
                self._prepared[key] = prepared
        return prepared

    def changed(self, page: SourcePage) -> None:
        """Prepare the fences again that are on a page that another plugin has changed, or use its code."""
        for key, (snippets, *_) in list(self._prepared.items()):
            if key[0] == page.uri or snippets[0].has_code_of(page.path):
                del self._prepared[key]
                user = self._pages.get(key[0])
                now = {snippet.job for snippet in self.prepare(user, key[1])[0]} if user else set()
                outdated = [snippet for snippet in snippets if snippet.job not in now]
                if outdated:
                    self._report.outdated(outdated[0], page.path)

    def forget(self, page: SourcePage) -> None:
        """Forget the snippets of a page that was published, but for those that a change of another page concerns."""
        for found in () if page.scan else page.scanned.fences:
            snippets, *_ = self._prepared.get((page.uri, found), ((),))
            if not any(snippet.has_code_of_others for snippet in snippets):
                self._prepared.pop((page.uri, found), None)

    def prepare_unseen(self, page: SourcePage, source: str, header: ParsedHeader) -> Prepared:
        """Return the snippets of a fence that the scan did not see, and its mistakes."""
        return self._prepare(page, source, header, None)

    def _prepare(
        self, page: SourcePage, source: str, header: ParsedHeader, found: FoundFence | None
    ) -> Prepared:
        """Return the snippets of a fence, and its mistakes."""
        options, place = header.options, page.place(found)
        if header.is_marked and not options.run:  # unmarked again
            return (), [], place
        if found and found.is_comment and not header.in_comments:
            if options.run:
                self._report.remark(place, _IN_COMMENT)
            return (), [], place
        problems = [*header.problems, *mistakes_of_line(source, header, found)]
        if found and not self._pages.has_its_name(page, found, options):
            name = options.names.name or options.names.file
            problems.append(
                f'"{name}": an earlier block of this page has this name; give one of the two another name.'
            )
        if not options.run or header.wrong_values or (found and repeated(found.text)):
            return (), problems, place
        try:
            snippets = self._pages.snippets(page, source, options, found)
        except ValueError as error:
            if isinstance(error, LineError) and not problems:
                place = error.place_in(place, found.origins if found else ())
            return (), [*problems, f"{error}."], place
        problem = snippets[0].problem()
        return ((), [*problems, problem], place) if problem else (snippets, problems, place)
