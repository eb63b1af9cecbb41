"""The validator and the formatter that SuperFences calls for a fence in language `c`.

SuperFences swallows every exception of either and then shows the fence as inline code, so none leaves
this file. The HTML is final when the formatter returns: other plugins read it at once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from markdown import Markdown

from ..check.check import check_variants
from ..check.ran import Ran
from ..engine.result import Outcome
from ..fence.options import ParsedHeader, is_run, mark, parse
from ..fence.table import HIGHLIGHTER_OPTIONS
from ..html.block import Rendered, problems, render, unrun
from ..html.pieces import NOTHING
from ..html.publishing import BY_ITSELF, Publishing
from ..html.source import Highlight, Source
from ..pages.pages import Pages, SourcePage
from ..pages.scan import OUTPUT_LANGUAGE, FoundFence, header_key
from ..place import Place
from ..program.hidden_lines import Listing
from ..program.snippet import Snippet
from .highlight import Highlighter, Recall, forgetful
from .material import note_seam
from .report import Placed, Report

LANGUAGES = ("c", "C")

Found = TypeVar("Found")

# The snippets of a fence, one for each way to compile it, and its mistakes, a sentence each.
Prepared = tuple[Sequence[Snippet], list[str]]


class Fences:
    """The marked fences of one build.

    Args:
        pages: The pages of the build.
        labels: The words around the output.
        report: Takes problems and outcomes.
        page_of: The page that a Markdown instance renders.
        answer: Compiles and runs a snippet, or None to show sources alone.
        publishing: What can be done for the page that a Markdown instance renders.
        recall: Remembers highlighted sources.

    Attributes:
        labels: The words around the output; they may change until the first fence is rendered.
    """

    def __init__(
        self,
        *,
        pages: Pages,
        labels: Mapping[str, str],
        report: Report,
        page_of: Callable[[Markdown], SourcePage],
        answer: Callable[[Snippet], Outcome] | None,
        publishing: Callable[[Markdown], Publishing] = lambda _: BY_ITSELF,
        recall: Recall = forgetful,
    ) -> None:
        self._pages = pages
        self.labels = labels
        self._report = report
        self._page_of = page_of
        self._answer = answer
        self._publishing = publishing
        self._recall = recall
        self._prepared: dict[tuple[str, FoundFence], Prepared] = {}
        self._rendered: WeakKeyDictionary[Markdown, Counter[object]] = WeakKeyDictionary()

    def validate(
        self,
        language: str,  # noqa: ARG002 - the signature is SuperFences'
        inputs: dict[str, Any],
        options: dict[str, Any],
        attrs: dict[str, Any],  # noqa: ARG002
        md: Markdown,
    ) -> bool:
        """Takes marked fences and leaves all others to the site."""
        processor: Any = md.preprocessors["fenced_code_block"]
        if not mark(inputs, processor.classes):
            return False
        options["inputs"] = dict(inputs)
        return True

    def validate_output(
        self,
        language: str,  # noqa: ARG002 - the signature is SuperFences'
        inputs: dict[str, Any],
        options: dict[str, Any],
        attrs: dict[str, Any],  # noqa: ARG002
        md: Markdown,
    ) -> bool:
        """Takes `output` fences on pages where one says what a block prints."""
        known = all(name in HIGHLIGHTER_OPTIONS or name.startswith("data-") for name in inputs)
        options["inputs"] = dict(inputs)
        return known and any(output.belongs for output in self._page_of(md).scanned.outputs)

    def format(
        self,
        src: str,
        language: str,
        options: dict[str, Any],
        md: Markdown,
        classes: list[str] | None = None,
        id_value: str = "",
        attrs: dict[str, Any] | None = None,
        **_: object,
    ) -> str:
        """The HTML of a marked fence."""
        page = self._page_of(md)
        highlight = Highlighter(
            md,
            language.lower(),
            options["inputs"],
            list(classes or []),
            id_value,
            attrs or {},
            page.uri,
            self._recall,
        )
        try:
            rendered = self._fence(src, highlight, page)
        except Exception as error:  # noqa: BLE001 - SuperFences would show inline code and say nothing
            self._report.broken(Place(page.path, known=False), error)
            source = Source(highlight(src))
            rendered = unrun(source, self.labels, [self.labels["internal_error"]])
        note_seam(md, rendered)
        return str(rendered.html)  # other plugins add text to it, which Markup would escape

    def format_output(
        self,
        src: str,
        language: str,
        options: dict[str, Any],
        md: Markdown,
        classes: list[str] | None = None,
        id_value: str = "",
        attrs: dict[str, Any] | None = None,
        **_: object,
    ) -> str:
        """Nothing for an `output` fence that the real output stands for; any other as it would be."""
        outputs = [item for item in self._page_of(md).scanned.outputs if item.source == src]
        output = self._next(md, (OUTPUT_LANGUAGE, src), outputs)
        if output is not None and output.belongs:
            return str(NOTHING)
        highlight = Highlighter(
            md, language, options["inputs"], list(classes or []), id_value, attrs or {}
        )
        return str(highlight(src))

    def prepare(self, page: SourcePage, found: FoundFence) -> Prepared:
        """Return the snippets of a fence that the scan found, and its mistakes; see `Prepared`."""
        key = (page.uri, found)
        prepared = self._prepared.get(key)
        if prepared is None:
            prepared = self._prepare(page, found.raw, page.header(found), found)
            if prepared[0]:  # else what it uses may yet be written by another plugin
                self._prepared[key] = prepared
        return prepared

    def changed(self, page: SourcePage) -> None:
        """Prepares anew what stands on a page that another plugin has changed, or uses code of it."""
        for key, (snippets, _) in list(self._prepared.items()):
            if key[0] == page.uri or any(part.page == page.path for part in snippets[0].parts):
                del self._prepared[key]
                user = self._pages.get(key[0])
                now = {snippet.job for snippet in self.prepare(user, key[1])[0]} if user else set()
                outdated = [snippet for snippet in snippets if snippet.job not in now]
                if outdated:
                    self._report.outdated(outdated[0], page.path)

    def _fence(self, src: str, highlight: Highlighter, page: SourcePage) -> Rendered:
        key = (header_key(highlight.inputs, highlight.classes), src)
        found = self._next(highlight.md, key, page.scanned.by_text.get(key, ()))

        def source() -> Source:
            listing = Listing.of(src)
            if not listing.hides:
                return Source(highlight(src))
            return Source(highlight(listing.visible), highlight.plainly(listing.whole))

        if self._answer is None or not page.enabled:
            return unrun(source(), self.labels)
        marked = is_run(highlight.inputs, highlight.classes)
        if found:
            snippets, mistakes = self.prepare(page, found)
        else:
            header = parse(highlight.inputs, page.defaults, run=marked)
            snippets, mistakes = self._prepare(page, src, header, None)
        for text in mistakes:
            self._report.problem(page.place(found), text)
        if snippets:
            number = self._rendered[highlight.md][key]
            name = _name(page.uri, key, number)
            rendered = self._ran(snippets, source, found, name, self._publishing(highlight.md))
            if not mistakes:
                return rendered
            return rendered.with_group(problems(mistakes, self.labels))
        reasons = [self.labels["not_run"], *mistakes] if marked and mistakes else mistakes
        return unrun(source(), self.labels, reasons)

    def _prepare(
        self, page: SourcePage, source: str, header: ParsedHeader, found: FoundFence | None
    ) -> Prepared:
        """Return the snippets of a fence, and its mistakes."""
        options = header.options
        if header.is_marked and not options.run:  # unmarked again
            return (), []
        problems = list(header.problems)
        if found and not self._pages.has_its_name(page, found, options):
            name = options.name or options.file
            problems.append(f'"{name}": an earlier block of this page has this name.')
        if not options.run or header.wrong_values:
            return (), problems
        try:
            snippets = self._pages.snippets(page, source, options, found)
        except ValueError as error:
            return (), [*problems, f"{error}."]
        problem = snippets[0].problem()
        return ((), [*problems, problem]) if problem else (snippets, problems)

    def _ran(
        self,
        snippets: Sequence[Snippet],
        highlight: Highlight,
        found: FoundFence | None,
        name: str,
        publishing: Publishing,
    ) -> Rendered:
        """Take a block through its three steps: run, check, render."""
        if self._answer is None:
            raise RuntimeError("blocks are shown and not run")
        ran = [Ran.of(snippet, self._answer(snippet)) for snippet in snippets]
        checked = check_variants(ran)
        rendered = render(checked, highlight, name, self.labels, publishing)
        self._report.add(Placed(checked, rendered, found.text if found else None))
        return rendered

    def _next(self, md: Markdown, key: object, same: Sequence[Found]) -> Found | None:
        """Return the fence as the scan saw it; equal ones are told apart by their order on the page."""
        seen = self._rendered.setdefault(md, Counter())
        number = seen[key]
        seen[key] += 1
        return same[min(number, len(same) - 1)] if same else None


def _name(uri: str, fence: object, number: int) -> str:
    """Return a name for the tabs of a fence: the same whenever its page is rendered, another for any other fence.

    A document may show several pages, as the index of a blog does.
    """
    return f"c-runner-{hashlib.sha256(repr((uri, fence, number)).encode()).hexdigest()[:10]}"
