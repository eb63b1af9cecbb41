"""The HTML of a block: the source, and one figure with everything else beneath it.

`render` is the last of the three steps of a block: run, check, render. It is a pure function of its arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..check.ran import Checked
from ..engine.result import Verdict
from ..labels import Labels
from ..markup import EMPTY, Markup, joined
from ..program.snippet import OF_A_RUN
from .explorer import explorer_link
from .matrix import agreeing, agreement, with_counts
from .parts import PARTS
from .pieces import NOTHING, Section, concatenated, group, labeled, link, paragraph
from .publishing import BY_ITSELF, Publishing
from .shown import Shown
from .source import Highlight, Source, explained, whole_source
from .status import status
from .tabs import Panel, tabs
from .toolchain import compiler_lines


class Rendered(NamedTuple):
    """The HTML of a block.

    Attributes:
        above: The source, and what stands before it.
        beneath: The groups beneath the source; empty if there is none.
    """

    above: Markup
    beneath: Markup = EMPTY

    @property
    def html(self) -> Markup:
        """All of it."""
        return joined(filter(None, self), "\n")

    def with_group(self, html: Markup) -> Rendered:
        """Return it with one more group beneath."""
        return self._replace(beneath=joined(filter(None, (self.beneath, html)), "\n"))


def render(
    variants: Sequence[Checked],
    highlight: Highlight,
    name: str,
    labels: Labels,
    publishing: Publishing = BY_ITSELF,
) -> Rendered:
    """Return the HTML of a block.

    Args:
        variants: The block, in each way in which it was compiled.
        highlight: Makes the highlighted source.
        name: A name for its tabs, which no other block of the document has.
        labels: The words around the parts.
        publishing: The means of the page's host.
    """
    shown = [
        Shown(one, labels, publishing, explorer_link(one.snippet, one.outcome.compiler))
        for one in variants
    ]
    return block(shown, lambda: explained(highlight(), shown), name)


def block(variants: Sequence[Shown], source: Highlight, name: str) -> Rendered:
    """Return a block with its parts in the order that its author asks for; see `render`."""
    first = variants[0]
    if first.options.display.layout == "tabs" and len(variants) == 1 and _has_several_parts(first):
        return Rendered(_all_in_tabs(first, source, name))
    *before, last = _between_sources(first.options.display.show)
    above: list[Markup] = []
    beneath: list[Markup] = []
    whole = EMPTY
    # The first figure and the sources around it go above; from the next figure on everything goes beneath.
    for number, parts in enumerate(before):
        code = source()
        figure = _Figure(variants, parts, f"{name}-{number}", is_alone=number == 0)
        (beneath if above else above).extend(figure.html(whole))
        (beneath or above).append(code.visible)
        whole = whole_source(code, first.labels, search=first.options.display.search)
    figure = _Figure(variants, last, name, is_last=True, is_alone=not before)
    (beneath if above else above).extend(figure.html(whole))
    if not above:
        return Rendered(NOTHING)
    return Rendered(joined(above, "\n"), joined(beneath, "\n"))


def unrun(source: Source, labels: Labels, sentences: Iterable[str] = ()) -> Rendered:
    """Return a block that is not run.

    Args:
        source: Its source.
        labels: The words around it.
        sentences: Why it is not run, if its author wants it to be run.
    """
    notes = [paragraph(sentence, "c-runner-problem") for sentence in sentences]
    content = [piece for piece in (whole_source(source, labels), *notes) if piece]
    if not content:
        return Rendered(source.visible)
    return Rendered(source.visible, group(content, labels["not_run" if notes else "whole_source"]))


def problems(sentences: Iterable[str], labels: Labels) -> Markup:
    """Return the group that stands beneath a block whose header has mistakes."""
    return group(
        [paragraph(sentence, "c-runner-problem") for sentence in sentences], labels["not_run"]
    )


def _between_sources(parts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the parts before, between and after the places of the source."""
    some: list[str] = []
    for part in parts:
        if part == "source":
            yield some
            some = []
        else:
            some.append(part)
    yield some


class _Figure(NamedTuple):
    """The figure with some parts of all variants.

    Attributes:
        variants: The variants.
        parts: The parts.
        name: A name for its tabs.
        is_last: Whether it is the block's last one, which tells how it ended.
        is_alone: Whether no source of the block stands above it.
    """

    variants: Sequence[Shown]
    parts: Sequence[str]
    name: str
    is_last: bool = False
    is_alone: bool = False

    def html(self, above: Markup) -> list[Markup]:
        """Return the figure with something above its parts; nothing if all of it is empty."""
        if not (self.parts or above or self.is_last or len(self.variants) > 1):
            return []
        first = self.variants[0]
        groups = agreeing(self.variants, lambda shown: self._content(shown, "", ()))
        if len(groups) == 1:
            content = self._of_all()
            verdict = str(first.result.verdict)
        else:
            panels = [self._panel(number, together) for number, together in enumerate(groups)]
            content = tabs(panels, self.name, search=first.options.display.search)
            verdict = None
        if not content and not above:
            return []
        label = _label(first, self.parts)
        return [group([above, content], label, verdict, alone=self.is_alone)]

    def _of_all(self) -> Markup:
        """Return the content where all variants show the same."""
        first = self.variants[0]
        content = self._content(first, self.name, self.variants)
        if len(self.variants) > 1 and (content or not set(first.options.display.show) - {"source"}):
            sentence = agreement(self.variants, first.labels)
            content = joined((content, paragraph(sentence, search=first.options.display.search)))
        elsewhere = _elsewhere(first) if content and self.is_last else EMPTY
        return joined((content, elsewhere))

    def _panel(self, number: int, together: Sequence[Shown]) -> Panel:
        """Return the tab of some variants that show the same."""
        first = together[0]
        content = self._content(first, f"{self.name}-{number}", together)
        elsewhere = _elsewhere(first) if self.is_last else EMPTY
        name = ", ".join(map(with_counts, together))
        return Panel(name, joined((content, elsewhere)), str(first.result.verdict))

    def _content(self, shown: Shown, name: str, together: Sequence[Shown]) -> Markup:
        parts = _with_diagnostics(shown, self.parts) if self.is_last else self.parts
        search = shown.options.display.search
        if shown.options.display.layout == "tabs":
            html = _tabs_of(shown, parts, name)
        else:
            sections = (
                section for part in parts if part in PARTS for section in PARTS[part](shown)
            )
            html = concatenated(sections, search=search)
        compiler = compiler_lines(together, search=search) if "compiler" in parts else EMPTY
        statuses = _statuses(shown, search=search) if self.is_last else EMPTY
        return joined((html, compiler, statuses))


def _has_several_parts(shown: Shown) -> bool:
    """Whether more than one part has content, the source among them."""
    parts = _with_diagnostics(shown, shown.options.display.show)
    filled = [part for part in parts if part == "source" or (part in PARTS and PARTS[part](shown))]
    return len(filled) > 1


def _all_in_tabs(shown: Shown, source: Highlight, name: str) -> Markup:
    """Return a block with all its parts in tabs, its source too."""
    parts = _with_diagnostics(shown, shown.options.display.show)
    content = [
        _tabs_of(shown, parts, name, source),
        compiler_lines([shown], search=True) if "compiler" in parts else EMPTY,
        _statuses(shown, search=True),
        _elsewhere(shown),
    ]
    return group(content, _label(shown, parts), str(shown.result.verdict), alone=True)


def _tabs_of(
    shown: Shown, parts: Sequence[str], name: str, source: Highlight | None = None
) -> Markup:
    """Return the parts that have content as tabs; a single one needs none."""
    search = shown.options.display.search
    panels: list[tuple[str, list[Section]]] = []
    for part in parts:
        sections = PARTS[part](shown) if part in PARTS else []
        if part == "source" and source:
            code = source()
            html = code.visible + "\n" + whole_source(code, shown.labels)
            sections = [Section("", html)]
        if sections:
            panels.append((shown.labels[part], sections))
    if len(panels) < 2:
        return concatenated((one for _, sections in panels for one in sections), search=search)
    return tabs(
        [Panel(label, _beneath_tab(label, sections, search=search)) for label, sections in panels],
        name,
        search=search or source is not None,
    )


def _beneath_tab(label: str, sections: Sequence[Section], *, search: bool) -> Markup:
    """Return the content of a tab. A label that stands on the tab is not repeated."""
    first, *others = sections
    beginning = first.html if first.label == label else labeled(first, search=search)
    return beginning + concatenated(others, search=search)


def _with_diagnostics(shown: Shown, parts: Sequence[str]) -> Sequence[str]:
    """Return the parts; a compiler error is shown in any case, where output would be."""
    failed = not shown.result.compile.succeeded
    return (
        [*parts, "diagnostics"]
        if failed and "diagnostics" not in shown.options.display.show
        else parts
    )


def _statuses(shown: Shown, *, search: bool) -> Markup:
    options, result = shown.options, shown.result
    mismatch = shown.checked.mismatch
    asked = OF_A_RUN & set(options.display.show)
    failed = not result.compile.succeeded and "diagnostics" in options.display.show
    broken = result.verdict is Verdict.INTERNAL_ERROR
    if not (mismatch or asked or failed or broken):
        return EMPTY
    expectation = mismatch.expectation if mismatch else ""
    sentences = status(options, result, shown.labels, expectation)
    return joined(paragraph(sentence, search=search) for sentence in sentences)


def _elsewhere(shown: Shown) -> Markup:
    """Return the link to a site where readers can try it, if there is one."""
    return link(shown.elsewhere, shown.labels["godbolt"]) if shown.elsewhere else EMPTY


def _label(shown: Shown, parts: Sequence[str]) -> str:
    """Return the name of a figure for readers who do not see it."""
    if not shown.result.compile.succeeded:
        return shown.labels["diagnostics"]
    if shown.result.run:
        return shown.labels["output"]
    known = (part for part in (*parts, *shown.options.display.show) if part in PARTS)
    return shown.labels[next(known, "output")]
