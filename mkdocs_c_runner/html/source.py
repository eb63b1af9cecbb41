"""The highlighted source of a block, with the explanations that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..engine.artifacts import VIEWS
from ..labels import Labels
from ..markup import EMPTY, Markup, element, joined, line
from ..media.foreign import excluded_from_search
from .shown import Shown

_VIEWS = frozenset(VIEWS)


class Source(NamedTuple):
    """The highlighted source of a block.

    Attributes:
        visible: The lines that readers see.
        whole: The same with its hidden lines; empty where there are none.
    """

    visible: Markup
    whole: Markup = EMPTY


# Highlights the source of a block. Each call may number it anew.
Highlight = Callable[[], Source]


def explained(source: Source, variants: Sequence[Shown]) -> Source:
    """Return a source with the colors of its views, and with the compiler's messages beneath their lines."""
    first = variants[0]
    html = source.visible
    if not _VIEWS.isdisjoint(first.options.display.show):
        from .views import with_colors_of_views  # noqa: PLC0415 - see `parts.py`

        html = with_colors_of_views(html, variants)
    if "memory" in first.options.display.show:
        from .memory.part import with_marks  # noqa: PLC0415 - see `parts.py`

        html = with_marks(html, first)
    if first.options.has_notes and first.result.compile.segments:
        from .notes import with_notes  # noqa: PLC0415 - see `parts.py`

        html = with_notes(html, first)
    return source._replace(visible=html)


def folds(source: Source, shown: Shown, *, search: bool = True) -> Markup:
    """Return what can be unfolded beneath a source: all its lines, and the program of which it is a part.

    Args:
        source: The source.
        shown: Its block.
        search: Whether the search of the site finds what else stands beneath the block.
    """
    whole = whole_source(source, shown.labels, search=search)
    if not shown.checked.snippet.parts:
        return whole
    from .whole_program import whole_program  # noqa: PLC0415 - for blocks that use others

    return joined((whole, whole_program(shown)))


def whole_source(source: Source, labels: Labels, *, search: bool = True) -> Markup:
    """Return the source with its hidden lines, to be unfolded; nothing if it has none.

    Args:
        source: The source.
        labels: The words around it.
        search: Whether the search of the site finds what else stands beneath the block.
    """
    if not source.whole:
        return EMPTY
    inside = source.whole if search else excluded_from_search(source.whole)
    summary = element("summary", labels["whole_source"])
    return line(
        "details",
        "\n",
        summary,
        "\n",
        inside,
        "\n",
        class_="c-runner-whole",
        data_search_exclude=True,
    )
