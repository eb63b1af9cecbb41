"""Tabs without a script: radio buttons, of which the style sheet shows the label and the panel of the chosen one.

Arrow keys go from tab to tab. Without the style sheet, and on paper, the panels stand one below the other, each
under its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..markup import EMPTY, Markup, joined, line, void
from .pieces import inline


class Panel(NamedTuple):
    """A tab with its content.

    Attributes:
        label: The label of the tab.
        html: Its content.
        verdict: The verdict of the variant that it shows, if it shows one.
    """

    label: str
    html: Markup
    verdict: str | None = None


def tabs(
    panels: Sequence[Panel], name: str, *, search: bool = True, beside: Sequence[Markup] = ()
) -> Markup:
    """Return panels behind tabs, the first of them open.

    Args:
        panels: The panels.
        name: A name that no other tabs of the document have.
        search: Whether the search of the site finds the labels of the tabs.
        beside: Paragraphs that stand in the row of the tabs.
    """
    drawn = (_tab(panel, name, number, search=search) for number, panel in enumerate(panels, 1))
    row = line("div", "\n", *beside, class_="c-runner-head") if any(beside) else EMPTY
    return line("div", "\n", row, *drawn, class_="c-runner-tabs")


def _tab(panel: Panel, name: str, number: int, *, search: bool) -> Markup:
    identity = f"{name}-{number}"
    button = void("input", type="radio", name=name, id=identity, checked=number == 1)
    label = line("label", inline(panel.label), data_search_exclude=not search, for_=identity)
    content = line("div", "\n", panel.html, class_="c-runner-panel", data_verdict=panel.verdict)
    return joined((button, label, content))
