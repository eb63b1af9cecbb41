"""What a block changes: its lines with those that it adds and removes marked, or beside the former ones.

Marks are signs in the margin and words for those who do not see them, besides colors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..bounds import PROGRAMS_OF_PAGE
from ..labels import Labels
from ..markup import EMPTY, Markup, element, joined, line, trusted
from ..media.foreign import excluded_from_search
from ..program.changes import Row, changes_of_block, changes_of_program
from ..program.snippet import Snippet
from .page_code import code_of_page
from .pieces import Section
from .shown import Shown
from .whole_program import whole_program

_FILLER = trusted('<span class="c-runner-filler">\n</span>')


# The elements of lines, by their marks.
_ELEMENTS = {"": "span", "added": "ins", "removed": "del"}


class _Line(NamedTuple):
    """A line as it is shown.

    Attributes:
        html: Its highlighted code.
        mark: `added`, `removed` or nothing.
    """

    html: Markup
    mark: str = ""


def changes(shown: Shown) -> list[Section]:
    """Return what a block changes, for each file in which it changes something."""
    snippet, labels = shown.checked.snippet, shown.labels
    reference = snippet.options.names.since or snippet.options.names.extends
    label = labels["changes_since"].format(name=reference.rpartition("#")[2])
    files = _changes_of(snippet)
    rows = [row for rows in files.values() for row in rows]
    length = sum(len(line or "") for row in rows for line in row[:2])
    if shown.publishing.room("changes", length) > PROGRAMS_OF_PAGE:
        files = {snippet.options.names.file_name: _own(snippet)}
    sections = []
    for file, rows in files.items():
        html = _beside(rows, shown) if _are_beside(shown) else _stacked(rows, shown)
        if not shown.look.search:
            html = excluded_from_search(html)
        sections.append(Section(f"{label}: {file}" if len(files) > 1 else label, html))
    if sections and "source" not in snippet.options.display.show:
        last = sections[-1]
        sections[-1] = last._replace(html=joined((last.html, whole_program(shown))))
    return sections


def _are_beside(shown: Shown) -> bool:
    return shown.options.display.layout == "beside"


def _changes_of(snippet: Snippet) -> dict[str, list[Row]]:
    """Return the rows of each file, by its name."""
    if snippet.extended is None:
        return {}
    if snippet.since is not None:
        return dict(changes_of_program(snippet.grown, snippet.since))
    file = snippet.options.names.file_name
    rows = changes_of_block(snippet.block, snippet.extended.files.get(file, ()))
    return {file: rows} if rows else {}


def _own(snippet: Snippet) -> list[Row]:
    """Return the lines of a block that readers see, none of them marked."""
    return [Row(line, line, is_changed=False) for line in snippet.block.listing.visible.split("\n")]


def _stacked(rows: Sequence[Row], shown: Shown) -> Markup:
    """Return all lines, one below the other: those that were removed stand before those in their place."""
    old, new = _highlighted(rows, shown.publishing.lines)
    lines: list[_Line | None] = []
    for is_changed, group in groupby(rows, key=attrgetter("is_changed")):
        some = list(group)
        removed = [next(old) for row in some if row.before is not None]
        added = [next(new) for row in some if row.now is not None]
        lines += [_Line(html, "removed") for html in removed if is_changed]
        lines += [_Line(html, "added" if is_changed else "") for html in added]
    texts = [text for row in rows for text in row[:2] if text is not None]
    return _code(lines, shown.labels, texts, _text(row.now for row in rows).strip("\n"))


def _beside(rows: Sequence[Row], shown: Shown) -> Markup:
    """Return the former lines and those in their place in two columns."""
    labels = shown.labels
    old, new = _highlighted(rows, shown.publishing.lines)
    columns = (
        ("before", "removed", old, [row.before for row in rows]),
        ("now", "added", new, [row.now for row in rows]),
    )
    html = []
    for label, mark, highlighted, texts in columns:
        lines = [
            None if text is None else _Line(next(highlighted), mark if row.is_changed else "")
            for row, text in zip(rows, texts, strict=True)
        ]
        some = [text for text in texts if text is not None]
        code = _code(lines, labels, some, _text(texts).strip("\n"))
        html.append(line("div", "\n", line("p", labels[label], class_="c-runner-label"), code))
    return line("div", "\n", *html, class_="c-runner-beside")


def _highlighted(
    rows: Sequence[Row], lines: Callable[[str], Sequence[Markup]]
) -> tuple[Iterator[Markup], Iterator[Markup]]:
    """Return the lines before and those now, highlighted as one text each."""
    before, now = _text(row.before for row in rows), _text(row.now for row in rows)
    return iter(lines(before)), iter(lines(now))


def _text(lines: Iterable[str | None]) -> str:
    return "\n".join([text for text in lines if text is not None])


def _code(
    lines: Sequence[_Line | None], labels: Labels, texts: Sequence[str], copied: str
) -> Markup:
    """Return lines as code of the page; None is an empty line that stands beside one of the other column.

    Args:
        lines: The lines.
        labels: The words for those who do not see marks.
        texts: All of them as text.
        copied: What a copy button takes.
    """
    html = []
    before = ""
    for one in lines:
        if one is None:
            html.append(_FILLER)
            continue
        word = EMPTY
        if one.mark and one.mark != before:
            word = element("span", f"{labels[one.mark]}: ", class_="c-runner-words")
        html.append(element(_ELEMENTS[one.mark], word, one.html, "\n"))
        before = one.mark
    return code_of_page(joined(html), "c-runner-changes", texts, copied)
