"""Shared HTML elements for everything beneath a source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from ..engine.result import Stage, Stream
from ..labels import Labels, number
from ..markup import EMPTY, Markup, element, joined, line, trusted
from ..terminal.screen import Run, html_of, to_html, to_runs
from .folding import LONGEST_LINE, Lines, fold, fold_line, is_wide

# The language of compilers, whatever that of the page is.
ENGLISH = "en"

# The class of an element that gets no copy button of its own from Material.
NOT_COPIED = "no-copy"

# The beginning of a text of ours.
_OURS = re.compile(r'<pre(?= (?:data-search-exclude )?(?:class="c-runner-|data-code\b))')

# A source without an id, as the highlighter makes it.
_SOURCE = re.compile(r"\s*(<(?:div|pre)\b)(?![^<>]*\sid=)(?= class=\"(?:[\w-]+ )*highlight\b)")

# Python-Markdown leaves an empty paragraph where there is nothing at all.
NOTHING = trusted("<!-- c-runner -->")


# The very long lines of one text that are folded.
_FOLDED_LINES = 20


class Look(NamedTuple):
    """The look of text.

    Attributes:
        labels: The words around it.
        fold: How many lines need no folding; 0 if none is folded.
        search: Whether the search of the site finds it.
    """

    labels: Labels
    fold: int = 0
    search: bool = True


class Section(NamedTuple):
    """A section of a part, such as one of two streams.

    Attributes:
        label: The label above it, or empty.
        html: Its content.
    """

    label: str
    html: Markup


def labeled(section: Section, *, search: bool, beside: Iterable[Markup] = ()) -> Markup:
    """Return a section beneath its label, with paragraphs beside that."""
    label = EMPTY
    if section.label:
        label = line("p", section.label, data_search_exclude=not search, class_="c-runner-label")
    return joined((header_row([label, *beside]), section.html))


def header_row(paragraphs: Iterable[Markup]) -> Markup:
    """Return paragraphs in one row; a single one needs none."""
    filled = [paragraph for paragraph in paragraphs if paragraph]
    if len(filled) < 2:
        return joined(filled)
    return line("div", "\n", *filled, class_="c-runner-head")


def group(
    content: Iterable[Markup],
    label: str,
    verdict: str | None = None,
    *,
    alone: bool = False,
    **attributes: str | None,
) -> Markup:
    """Return one labeled group: what stands beneath a source, or alone.

    Args:
        content: Its pieces.
        label: Its name for readers who do not see it.
        verdict: The verdict of the block, if it ran.
        alone: Whether no source stands above it.
        attributes: Further attributes of its element, as `element` takes them.
    """
    return element(
        "div",
        "\n",
        *content,
        class_=f"result c-runner{' c-runner-alone' if alone else ''}",
        data_verdict=verdict,
        role="group",
        aria_label=label,
        **attributes,
    )


def inline(text: str) -> Markup:
    """Return words of ours, which may quote an author."""
    return to_html([(text.encode(), False)])


def link(address: str, text: str) -> Markup:
    """Return a quiet link to another site."""
    anchor = element("a", text, href=address, rel="noopener noreferrer")
    return line("p", anchor, class_="c-runner-elsewhere", data_search_exclude=True)


def paragraph(text: str, class_: str = "c-runner-status", *, search: bool = True) -> Markup:
    """Return a sentence of ours, which may quote an author."""
    return line("p", inline(text), data_search_exclude=not search, class_=class_)


def advice(text: str) -> Markup:
    """Return what an author may type, which is no content of the page; nothing if there is none."""
    if not text:
        return EMPTY
    return line("p", inline(text), data_search_exclude=True, class_="c-runner-advice", lang=ENGLISH)


class Drawing(NamedTuple):
    """A way to draw text.

    Attributes:
        html: Returns its HTML.
        is_wide: Whether a line of it can be too wide for the page.
        lang: The language of the text, or None if that is not known.
        folds_lines: Whether very long lines of it are folded.
        heads: The lines that stay with what follows where it is folded; see `fold`.
    """

    html: Callable[[list[Run]], Markup] = html_of
    is_wide: Callable[[list[Run]], bool] = is_wide
    lang: str | None = None
    folds_lines: bool = False
    heads: Sequence[Lines] = ()


PRINTED = Drawing(folds_lines=True)


def preformatted(
    text: list[Run],
    classes: str,
    look: Look,
    drawing: Drawing = PRINTED,
    copied: str | None = None,
) -> Markup:
    """Return foreign text, folded if it is long.

    Args:
        text: The text.
        classes: The classes of each piece.
        look: The look of text.
        drawing: The way to draw it.
        copied: What its copy button takes, or None for all of the text.
    """
    folded = fold(text, look.fold, drawing.heads)
    whole = "".join([part for part, _ in text])
    if folded is None and 0 < len(whole) <= LONGEST_LINE:  # nor is a line of it folded
        return piece(text, classes, look, drawing, copied)
    whole = whole if copied is None else copied
    if folded is None:
        return joined(_visible(text, classes, look, drawing, whole))
    hidden = unfold(piece(folded.hidden, classes, look, drawing), folded.lines, look)
    tail = _visible(folded.tail, f"{classes} {NOT_COPIED}", look, drawing)
    return joined((*_visible(folded.head, classes, look, drawing, whole, more=True), hidden, *tail))


def _visible(
    text: list[Run],
    classes: str,
    look: Look,
    drawing: Drawing,
    copied: str | None = None,
    *,
    more: bool = False,
) -> Iterator[Markup]:
    """Yield the pieces of text that is not folded but for its very long lines.

    Args:
        text: The text.
        classes: The classes of each piece.
        look: The look of text.
        drawing: The way to draw it, which says whether it may have lines of any length.
        copied: The whole text, if its first piece is among these.
        more: Whether other pieces follow.
    """
    for _ in range(_FOLDED_LINES if look.fold and drawing.folds_lines else 0):
        cut = fold_line(text)
        if cut is None:
            break
        yield piece(cut.head, classes, look, drawing, copied=copied)
        copied, classes = None, f"{classes.removesuffix(NOT_COPIED).rstrip()} {NOT_COPIED}"
        hidden = piece(cut.hidden, classes, look, drawing)
        yield unfold(hidden, cut.characters, look, "hidden_characters")
        text, more = cut.tail, True
    if text:
        yield piece(text, classes, look, drawing, copied=copied if more else None)


def piece(
    runs: list[Run], classes: str, look: Look, drawing: Drawing, copied: str | None = None
) -> Markup:
    """Return foreign text that is not folded; the first piece of a folded one is `copied` as the whole of it."""
    html, wide = drawing.html(runs), drawing.is_wide(runs)
    return pre(html, classes, wide=wide, search=look.search, lang=drawing.lang, data_copy=copied)


def pre(
    html: Markup, classes: str, *, wide: bool, search: bool, **attributes: str | None
) -> Markup:
    """Return text as it is. Text that can be too wide for the page scrolls, and the keyboard reaches it.

    Args:
        html: The text.
        classes: Its classes.
        wide: Whether it can be too wide.
        search: Whether the search of the site finds it.
        attributes: Further attributes. `data_copy` of the first piece of a folded text is the whole text: its copy
            button takes all pieces.
    """
    scrolls = " c-runner-wide" if wide else ""
    code = element("code", html, class_="nohighlight", tabindex="0" if wide else None)
    exclude = not search
    return line(
        "pre", code, data_search_exclude=exclude, class_=f"{classes}{scrolls}", **attributes
    )


def unfold(html: Markup, hidden: int, look: Look, label: str = "hidden_lines") -> Markup:
    """Return so many hidden lines, or what the label names, for readers to unfold."""
    count = look.labels[label].format(count=number(hidden, look.labels))
    return line(
        "details",
        "\n",
        element("summary", count),
        "\n",
        html,
        data_search_exclude=not look.search,
        class_=f"c-runner-more {NOT_COPIED}",
    )


def text_of(stage: Stage, streams: tuple[Stream, ...]) -> list[Run]:
    """Return the output of these streams, as a terminal shows it."""
    return to_runs(stage.pieces(*streams))


def concatenated(sections: Iterable[Section], *, search: bool) -> Markup:
    """Return sections, one below the other, each beneath its label."""
    return joined([labeled(section, search=search) for section in sections])


def with_ids(html: Markup, name: str, first: int) -> tuple[Markup, int]:
    """Give each text of ours an id: Material's copy buttons find it by that.

    Args:
        html: A block.
        name: A name that no other block of the document has.
        first: The number of its first text.

    Returns:
        The block, and the number of the next text.
    """
    if 'class="c-runner-' not in html:  # most sources
        return html, first
    numbers = count(first)
    named = _OURS.sub(lambda start: f'{start[0]} id="{name}-text-{next(numbers)}"', html)
    return trusted(named), next(numbers)


def with_id(html: Markup, identity: str) -> Markup:
    """Return HTML to which links lead: its source gets an id, or where there is none an empty element before it.

    An id around several texts would not do: Material's copy buttons take it for that of each of them.
    """
    source = _SOURCE.match(html)
    if source is None:
        return element("div", id=identity) + html
    return trusted(f'{html[: source.end(1)]} id="{identity}"{html[source.end(1) :]}')
