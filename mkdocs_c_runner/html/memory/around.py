"""What stands around a drawing: it scrolls where it is too wide, and the same in words can be unfolded."""

from __future__ import annotations

from ...labels import Labels
from ...markup import Markup, element, line
from ..pieces import NOT_COPIED


def scrolled(svg: Markup, labels: Labels) -> Markup:
    """Return a drawing that scrolls where it is too wide, by the keyboard too."""
    return line(
        "div",
        svg,
        class_="c-runner-memory",
        tabindex="0",
        role="group",
        aria_label=labels["memory"],
    )


def in_words(
    html: Markup, labels: Labels, *, search: bool, label: str = "memory_in_words"
) -> Markup:
    """Return what a picture shows in words, to be unfolded."""
    return line(
        "details",
        "\n",
        element("summary", labels[label]),
        "\n",
        html,
        data_search_exclude=not search,
        class_=f"c-runner-more {NOT_COPIED}",
    )
