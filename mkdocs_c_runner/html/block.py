"""The HTML of a block: the source, and one figure with everything else beneath it.

`render` is the last of the three steps of a block: run, check, render. It is a pure function of its arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..check.ran import Checked
from ..labels import Labels
from ..markup import EMPTY, Markup, joined, trusted
from .explorer import explorer_link
from .figure import Figure, all_in_tabs, has_several_parts
from .pieces import NOTHING, group, paragraph, with_id, with_ids
from .publishing import BY_ITSELF, Publishing
from .shown import Shown
from .source import Highlight, Source, explained, folds, whole_source


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

    def with_id(self, identity: str | None) -> Rendered:
        """Return it with an id, so that links lead to it; as it is for None."""
        return self if identity is None else self._replace(above=with_id(self.above, identity))

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
    rendered = block(shown, lambda: explained(highlight(), shown), name)
    return with_names(rendered, name)


def with_names(rendered: Rendered, name: str) -> Rendered:
    """Return a block whose texts have ids, which begin with its name."""
    above, number = with_ids(rendered.above, name, 1)
    beneath, _ = with_ids(rendered.beneath, name, number)
    return Rendered(above, beneath)


def block(variants: Sequence[Shown], source: Highlight, name: str) -> Rendered:
    """Return a block with its parts in the order that its author asks for; see `render`."""
    first = variants[0]
    if first.options.display.layout == "tabs" and len(variants) == 1 and has_several_parts(first):
        return Rendered(all_in_tabs(first, source, name))
    *before, last = _between_sources(first.options.display.show)
    above: list[Markup] = []
    beneath: list[Markup] = []
    whole = EMPTY
    # The first figure and the sources around it go above; from the next figure on everything goes beneath.
    for number, parts in enumerate(before):
        code = source()
        figure = Figure(variants, parts, f"{name}-{number}", is_alone=number == 0)
        (beneath if above else above).extend(figure.html(whole))
        (beneath or above).append(code.visible)
        whole = folds(code, first, search=first.options.display.search)
    figure = Figure(variants, last, name, is_last=True, is_alone=not before)
    (beneath if above else above).extend(figure.html(whole))
    if not above:
        return Rendered(NOTHING)
    return Rendered(joined(above, "\n"), joined(beneath, "\n"))


def inside(group: Markup) -> Markup:
    """Return what stands inside a group, without its element; nothing if the block has no group."""
    begin, end = group.find(">"), group.rfind("</div>")
    return trusted(group[begin + 1 : end].strip("\n")) if begin < end else EMPTY


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
