"""Tabs without a script: radio buttons, of which the style sheet shows the label and the panel of the chosen one.

Arrow keys go from tab to tab. Without the style sheet, and on paper, the panels stand one below the other, each
under its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .markup import inline


class Panel(NamedTuple):
    """A tab and what it shows.

    Attributes:
        label: What stands on the tab.
        html: What it shows.
        attributes: Further attributes of the panel, as HTML.
    """

    label: str
    html: str
    attributes: str = ""


def tabs(panels: Sequence[Panel], name: str) -> str:
    """Panels behind tabs, the first of them open.

    Args:
        panels: The panels.
        name: What no other tabs of the document are called.
    """
    return "".join(
        [
            '<div class="c-runner-tabs">\n',
            *(_tab(panel, name, number) for number, panel in enumerate(panels, 1)),
            "</div>\n",
        ]
    )


def _tab(panel: Panel, name: str, number: int) -> str:
    identity = f"{name}-{number}"
    checked = " checked" if number == 1 else ""
    return (
        f'<input type="radio" name="{name}" id="{identity}"{checked}>'
        f'<label for="{identity}">{inline(panel.label)}</label>\n'
        f'<div class="c-runner-panel"{panel.attributes}>\n{panel.html}</div>\n'
    )
