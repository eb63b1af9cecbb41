"""The fences that say what a block prints, whose place the real output takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from markdown import Markdown

from ..fence.highlighter import HIGHLIGHTER_OPTIONS
from ..fence.means_output import OUTPUT_LANGUAGE
from ..html.pieces import NOTHING
from ..pages.source_page import SourcePage
from ..pages.superfences import Call, SuperFence
from ..place import Place
from .highlight import Highlighter
from .numbering import Numbering, one_of
from .report import Report


class OutputFences:
    """The `output` fences of one build.

    Args:
        page_of: Returns the page that a Markdown instance renders.
        report: Takes problems.
    """

    def __init__(self, page_of: Callable[[Markdown], SourcePage], report: Report) -> None:
        self._page_of = page_of
        self._report = report
        self._numbering = Numbering()
        self._replaced: WeakKeyDictionary[Markdown, Counter[str]] = WeakKeyDictionary()

    @property
    def superfence(self) -> SuperFence:
        """The custom fence to register with SuperFences."""
        return SuperFence(OUTPUT_LANGUAGE, self._may_be_expected, self._format, self._rescue)

    def replace(self, md: Markdown, text: str) -> None:
        """Let the next fence with this text give way to the output of the block that was just rendered."""
        self._replaced.setdefault(md, Counter())[text] += 1

    def _may_be_expected(self, inputs: Mapping[str, Any], classes: list[str], md: Markdown) -> bool:  # noqa: ARG002
        """Take the fences on pages where one says what a block prints."""
        known = all(name in HIGHLIGHTER_OPTIONS or name.startswith("data-") for name in inputs)
        page = self._page_of(md)
        return known and not page.kept and page.scanned.says_what_is_printed

    def _format(self, call: Call) -> str:
        """Return nothing for a fence that the real output replaces, and any other as it would be."""
        outputs = self._page_of(call.md).scanned.outputs_by_text.get(call.source, ())
        output = one_of(outputs, self._numbering.next(call.md, call.source))
        replaced = self._replaced.setdefault(call.md, Counter())
        if output is not None and output.belongs and replaced[call.source]:
            replaced[call.source] -= 1
            return str(NOTHING)
        return str(Highlighter(call)(call.source))

    def _rescue(self, call: Call, error: Exception) -> str:
        """Report a fault of this plugin, and return the fence as it would be without it."""
        self._report.broken(Place(self._page_of(call.md).path, None), error)
        return str(Highlighter(call)(call.source))
