"""The fences of a build: SuperFences hands them over one by one, and gets HTML.

The HTML is final when the formatter returns: other plugins read it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown import Markdown

from ..check.check import check_variants
from ..check.failure import Mistake
from ..check.missing_names import with_missing_names
from ..check.ran import Checked, Ran
from ..engine.patterns import NoPatterns, Patterns
from ..engine.result import Outcome
from ..engine.toolchain.languages import MARKED_WORDS, language_of_fence
from ..fence.header import is_marked, is_run, parse
from ..html import playground
from ..html.block import Rendered, problems, render, unrun, with_names
from ..html.publishing import BY_ITSELF, Publishing
from ..html.source import Highlight, Source
from ..pages.found import FoundFence, header_key
from ..pages.pages import Pages
from ..pages.source_page import NOWHERE, SourcePage
from ..pages.superfences import Call, SuperFence
from ..place import Place
from ..program.session import SessionSnippet
from ..program.snippet import Snippet
from .browser import BrowserPrograms
from .highlight import Highlighter
from .highlight_cache import NO_CACHE, HighlightCache
from .kept_blocks import KeptBlock, KeptBlocks
from .kept_whole import WholePages
from .material import note_seam
from .numbering import Numbering, one_of
from .offered import Block, Offered
from .output_fences import OutputFences
from .placed import Placed, Recalled
from .preparing import Prepared, Preparing
from .recalling import Recalling
from .report import Report
from .room import Room

if TYPE_CHECKING:  # a site whose readers run nothing does without it
    from ..check.elsewhere import Elsewhere


class _Fence(NamedTuple):
    """A fence whose block is run.

    Attributes:
        call: The fence as SuperFences hands it over.
        page: Its page.
        found: The fence as the scan saw it, or None.
        snippets: The block, in each way in which it is compiled.
        name: A name for its tabs and texts, which no other block of the document has.
        highlight: Highlights its source.
    """

    call: Call
    page: SourcePage
    found: FoundFence | None
    snippets: Sequence[Snippet]
    name: str
    highlight: Highlighter


class Fences:
    """The marked fences of one build.

    Args:
        pages: The pages of the build.
        labels: The words around the output.
        report: Takes problems and outcomes.
        page_of: Returns the page that a Markdown instance renders.
        answer: Compiles and runs a snippet, or None to show sources alone.
        publishing: Returns what the host can do for the page that a Markdown instance renders.
        highlighted: Keeps highlighted sources.
        kept: Keeps usual blocks, or None to keep none.
        whole: The pages that are kept as a whole, or None if there is none.
        patterns: Finds what may differ in output.
        access: The server that runs what readers edit, or None if they edit nothing.
        has_heads: Whether the host tells the pages of it; else each block does.
        browser: Makes the programs that readers run in their browsers, or None if they run none.
        begins: Called with the instance that renders a fence, before that is rendered.

    Attributes:
        labels: The words around the output; they may change until the first fence is rendered.
        offered: The blocks that readers may edit.
        preparing: Makes the snippets of fences.
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
        highlighted: HighlightCache = NO_CACHE,
        kept: KeptBlocks | None = None,
        whole: WholePages | None = None,
        patterns: Patterns | None = None,
        access: playground.Access | None = None,
        has_heads: bool = True,
        browser: BrowserPrograms | None = None,
        begins: Callable[[Markdown], None] = lambda _: None,
    ) -> None:
        self._pages = pages
        self.labels = labels
        self._report = report
        self._page_of = page_of
        self._answer = answer
        self._publishing = publishing
        self._highlighted = highlighted
        self._kept = kept
        self._patterns = patterns or NoPatterns()
        self._browser = browser
        self._begins = begins
        self.offered = Offered(access, has_heads=has_heads)
        self.preparing = Preparing(pages, report)
        self._numbering = Numbering()
        self._recalling: Recalling | None = None
        if kept and whole:
            known = kept, whole, self._numbering, self.offered
            self._recalling = Recalling(*known, lambda: self.labels, publishing)
        self._outputs = OutputFences(page_of, report)
        self._room = Room()

    @property
    def superfences(self) -> list[SuperFence]:
        """The custom fences to register with SuperFences: the marked ones, and those with expected output."""
        marked = [
            SuperFence(word, partial(self._is_marked, word), self._format, self._rescue)
            for word in MARKED_WORDS
        ]
        return [*marked, self._outputs.superfence]

    def _is_marked(
        self, word: str, inputs: Mapping[str, Any], classes: list[str], _md: Markdown
    ) -> bool:
        """Take marked fences and leave all others to the site."""
        return is_marked(inputs, classes, language_of_fence(word))

    def _format(self, call: Call) -> str:
        """Return the HTML of a marked fence."""
        self._begins(call.md)
        page = self._page_of(call.md)
        call = call._replace(language=language_of_fence(call.language).words[0])
        rendered = self._fence(call, Highlighter(call, page.uri, self._highlighted), page)
        note_seam(call.md, rendered)
        return str(rendered.html)  # other plugins add text to it, which Markup would escape

    def _rescue(self, call: Call, error: Exception) -> str:
        """Report a fault of this plugin, and return the source with a note."""
        self._report.broken(Place(self._page_of(call.md).path, None), error)
        call = call._replace(language=language_of_fence(call.language).words[0])
        source = Source(Highlighter(call)(call.source))
        rendered = unrun(source, self.labels, [self.labels["internal_error"]])
        return str(rendered.html)

    def prepare(self, page: SourcePage, found: FoundFence) -> Prepared:
        """Return the snippets of a fence that the scan found, and its mistakes; see `Prepared`."""
        return self.preparing.prepare(page, found)

    def _fence(self, call: Call, highlight: Highlighter, page: SourcePage) -> Rendered:
        src = call.source
        language = language_of_fence(call.language)
        key = (header_key(call.inputs, call.classes, language), src)
        number = self._numbering.next(call.md, key)

        source = partial(highlight.source, src)
        if self._answer is None or not page.enabled:
            return unrun(source(), self.labels)
        if self._recalling and page.kept:
            if placed := self._recalling.block(page, call, highlight, key, number):
                self._report.add(placed)
                return placed.html
            page.kept = 0  # it has to be read after all
        found = one_of(page.scanned.by_text.get(key, ()), number)
        marked = is_run(call.inputs, call.classes)
        if found:
            snippets, mistakes, place = self.prepare(page, found)
        else:
            header = parse(call.inputs, page.options, page.rules, run=marked, language=language)
            snippets, mistakes, place = self.preparing.prepare_unseen(page, src, header)
        checked: Sequence[Checked] = ()
        recalled: Recalled | None = None
        if snippets:
            if found and found.expected_output:
                self._outputs.replace(call.md, found.expected_output.source)
            name = self._numbering.name(call.md, page.uri or NOWHERE, src)
            run = self._run if mistakes else self._recall_or_run
            checked, rendered, key_of_result = run(
                _Fence(call, page, found, snippets, name, highlight)
            )
            recalled = Recalled.of(snippets[0], key_of_result) if key_of_result else None
            if mistakes:
                rendered = rendered.with_group(problems(mistakes, self.labels))
        else:
            reasons = [self.labels["not_run"], *mistakes] if marked and mistakes else mistakes
            rendered = unrun(source(), self.labels, reasons)
        unrun_blocks = int(marked and not snippets)
        mistake = Mistake(place, tuple(mistakes), unrun_blocks) if mistakes else None
        if found:
            rendered = rendered.with_id(self._pages.anchors.of(page, found))
        if checked or recalled or mistake:
            opening = found.text if found else None
            self._report.add(Placed(checked, rendered, opening, page.path, mistake, recalled))
        return rendered

    def _recall_or_run(self, fence: _Fence) -> tuple[Sequence[Checked], Rendered, str | None]:
        """Return a block as an earlier build has rendered it, and the key of its result, or run it; see `_run`."""
        kept = None
        if self._kept:
            kept = self._kept.block(fence.page.uri, fence.snippets, fence.name, fence.highlight)
        if kept and (before := kept.recall()):
            rendered, elsewhere = before
            if elsewhere:
                rendered = self._offer(fence, elsewhere, rendered)
            return (), rendered, kept.result.key
        return self._run(fence, kept)

    def _run(
        self, fence: _Fence, kept: KeptBlock | None = None
    ) -> tuple[Sequence[Checked], Rendered, None]:
        """Return a block with its outcomes, and its HTML with what lets readers edit it; see `steps`."""
        call, name, highlight = fence.call, fence.name, fence.highlight
        publishing = self._publishing(call.md)._replace(
            lines=highlight.lines, room=self._room.of(call.md, name)
        )
        source = partial(highlight.source, call.source)
        checked, rendered = self.steps(fence.snippets, source, name, publishing)
        if kept:
            kept.keep(checked, rendered)
        rendered = self._offer(fence, checked[0].elsewhere, rendered)
        if any(one.mismatch for one in checked):
            names = self._pages.definitions(fence.page)
            checked = [with_missing_names(one, names) for one in checked]
        return checked, rendered, None

    def _offer(self, fence: _Fence, elsewhere: Elsewhere | None, rendered: Rendered) -> Rendered:
        """Return a block with what lets readers edit it, if they may."""
        block = Block(fence.snippets[0], elsewhere, fence.found, fence.page.uri or "", fence.name)
        publish = self._publishing(fence.call.md).publish
        return self.offered.offer(block, fence.call, rendered, self.labels, publish)

    def steps(
        self,
        snippets: Sequence[Snippet],
        highlight: Highlight,
        name: str,
        publishing: Publishing = BY_ITSELF,
    ) -> tuple[Sequence[Checked], Rendered]:
        """Take a block through its three steps: run, check, render. Nothing is reported.

        Args:
            snippets: The block, in each way in which it is compiled.
            highlight: Makes the highlighted source.
            name: A name for its tabs, which no other block of the document has.
            publishing: The means of the page's host.

        Returns:
            The block with its outcomes, and its HTML.
        """
        if self._answer is None:
            raise RuntimeError("blocks are shown and not run")
        ran = [Ran.of(snippet, self._answer(snippet)) for snippet in snippets]
        checked = check_variants(ran, self._patterns)
        if self._browser and snippets[0].options.display.runs_in_browser:
            elsewhere = self._browser.of(snippets[0], checked[0].outcome)
            checked = [replace(checked[0], elsewhere=elsewhere), *checked[1:]]
        if isinstance(snippets[0], SessionSnippet):
            from ..html.session import render_session  # noqa: PLC0415 - few sites have any

            return checked, with_names(render_session(checked[0], self.labels, publishing), name)
        return checked, render(checked, highlight, name, self.labels, publishing)
