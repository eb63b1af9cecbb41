"""The figure beneath a source, or alone: some parts of a block, in each way in which it was compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..engine.artifacts import MEMORY
from ..markup import EMPTY, Markup, joined
from ..program.snippet import OF_A_RUN, PRINTED
from .ending import NO_ENDING, Ending, ending
from .matrix import agreeing, agreement, with_counts
from .parts import PARTS
from .pieces import Section, concatenated, group, header_row, labeled, paragraph
from .shown import Shown
from .source import Highlight, folds
from .tabs import Panel, tabs
from .toolchain import compiler_lines

COMMAND = "command"
# The parts that are the same however a block is compiled.
_OF_THE_CODE = frozenset({"changes", "program"})

# A part by its name, with its sections.
Filled = tuple[str, Sequence[Section]]


class Figure(NamedTuple):
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
        groups = agreeing(self.variants, lambda shown: self._content(shown, "", (), linked=False))
        if len(groups) == 1:
            content = self._of_all()
            verdict = str(first.result.verdict)
        else:
            search = first.options.display.search
            others = self._replace(parts=[part for part in self.parts if part not in _OF_THE_CODE])
            panels = [others._panel(number, together) for number, together in enumerate(groups)]
            same = (PARTS[part](first) for part in self.parts if part in _OF_THE_CODE)
            code = [concatenated(sections, search=search) for sections in same]
            content = joined((*code, tabs(panels, self.name, search=search)))
            verdict = None
        if "figures" in self.parts:
            content = joined((content, _figures(self.variants)))
        if not content and not above:
            return []
        label = _label(first, self.parts)
        return [group([above, content], label, verdict, alone=self.is_alone)]

    def _of_all(self) -> Markup:
        """Return the content where all variants show the same."""
        first = self.variants[0]
        display = first.options.display
        content = self._content(first, self.name, self.variants)
        are_named = len(self.variants) == 1 or "compiler" in display.show
        if not are_named and (content or not set(display.show) - {"source"}):
            sentence = agreement(self.variants, first.labels)
            content = joined((content, paragraph(sentence, search=display.search)))
        return content

    def _panel(self, number: int, together: Sequence[Shown]) -> Panel:
        """Return the tab of some variants that show the same."""
        first = together[0]
        content = self._content(first, f"{self.name}-{number}", together)
        name = ", ".join(map(with_counts, together))
        return Panel(name, content, str(first.result.verdict))

    def _content(
        self, shown: Shown, name: str, together: Sequence[Shown], *, linked: bool = True
    ) -> Markup:
        """Return the parts of some variants that show the same.

        Args:
            shown: One of them.
            name: A name for the tabs of the parts.
            together: All of them.
            linked: Whether readers are led to where they can try it.
        """
        parts = _with_diagnostics(shown, self.parts) if self.is_last else self.parts
        search = shown.options.display.search
        end = ending(shown, search=search) if self.is_last else NO_ENDING
        filled = _filled(shown, parts)
        compiler = EMPTY
        if "compiler" in parts:
            is_one_tab = len(together) < len(self.variants)  # which has the counts on it
            compiler = compiler_lines(together, search=search, counted=not is_one_tab)
        if not linked or not (filled or compiler or end.is_told):
            end = end._replace(link=EMPTY)
        if shown.options.display.layout == "tabs":
            html = _tabs(shown, filled, name, end, search=search)
        else:
            html = _rows(filled, end, search=search)
        return joined((html, compiler, end.failure))


def _figures(variants: Sequence[Shown]) -> Markup:
    from .figures import figures  # noqa: PLC0415 - see `parts.py`

    return figures(variants)


def has_several_parts(shown: Shown) -> bool:
    """Whether more than one part has content, the source among them."""
    parts = _with_diagnostics(shown, shown.options.display.show)
    filled = _filled(shown, parts)
    tabs = sum(len(sections) if part == MEMORY else 1 for part, sections in filled)
    return ("source" in parts) + tabs > 1


def all_in_tabs(shown: Shown, source: Highlight, name: str) -> Markup:
    """Return a block with all its parts in tabs, its source too."""
    parts = _with_diagnostics(shown, shown.options.display.show)
    end = ending(shown, search=True)
    content = [
        _tabs(shown, _filled(shown, parts, source), name, end, search=True),
        compiler_lines([shown], search=True) if "compiler" in parts else EMPTY,
        _figures([shown]) if "figures" in parts else EMPTY,
        end.failure,
    ]
    return group(content, _label(shown, parts), str(shown.result.verdict), alone=True)


def _filled(
    shown: Shown, parts: Iterable[str], source: Highlight | None = None
) -> Sequence[Filled]:
    """Return the parts that have content, with their sections. The command line stands directly above the output."""
    filled: list[Filled] = []
    command: Sequence[Section] = ()
    for part in parts:
        sections = PARTS[part](shown) if part in PARTS else []
        if part == COMMAND:
            command = sections
            continue
        if command and sections and part in PRINTED:
            first, *others = sections
            sections = [first._replace(html=joined((command[0].html, first.html))), *others]
            command = ()
        if part == "source" and source:
            code = source()
            html = code.visible + "\n" + folds(code, shown)
            sections = [Section("", html)]
        if sections:
            filled.append((part, sections))
    if command:  # nothing was printed
        filled.append((COMMAND, command))
    return filled


def _rows(filled: Sequence[Filled], end: Ending, *, search: bool) -> Markup:
    """Return parts, one below the other. The first row has the link, and that of the output tells how it ended.

    A command line without output tells it beneath.
    """
    rows = [(part, section) for part, sections in filled for section in sections]
    if not rows:
        return header_row([*end.statuses, end.link])
    telling = next((index for index, (part, _) in enumerate(rows) if part in OF_A_RUN), 0)
    html = []
    for index, (part, section) in enumerate(rows):
        statuses = end.statuses if index == telling else ()
        above, beneath = ((), statuses) if part == COMMAND else (statuses, ())
        beside = [*above, EMPTY if index else end.link]
        html += [labeled(section, search=search, beside=beside), *beneath]
    return joined(html)


def _tabs(
    shown: Shown, filled: Sequence[Filled], name: str, end: Ending, *, search: bool
) -> Markup:
    """Return parts as tabs, and each picture of memory as a tab of its own; a single one needs none."""
    panels = []
    for part, sections in filled:
        if part == MEMORY:
            panels += [Panel(label, html) for label, html in sections]
            continue
        label = shown.labels[part]
        panels.append(Panel(label, _beneath_tab(label, sections, search=search)))
    if len(panels) < 2:
        return _rows(filled, end, search=search)
    return tabs(panels, name, search=search, beside=[*end.statuses, end.link])


def _beneath_tab(label: str, sections: Sequence[Section], *, search: bool) -> Markup:
    """Return the content of a tab. A label that stands on the tab is not repeated."""
    first, *others = sections
    beginning = first.html if first.label == label else labeled(first, search=search)
    return beginning + concatenated(others, search=search)


def _with_diagnostics(shown: Shown, parts: Sequence[str]) -> Sequence[str]:
    """Return the parts; a compiler error is shown in any case, in the source or where output would be."""
    if shown.result.compile.succeeded or "diagnostics" in shown.options.display.show:
        return parts
    from .notes import shows_all_that_is_announced  # noqa: PLC0415 - see `parts.py`

    return parts if shows_all_that_is_announced(shown) else [*parts, "diagnostics"]


def _label(shown: Shown, parts: Sequence[str]) -> str:
    """Return the name of a figure for readers who do not see it."""
    if not shown.result.compile.succeeded:
        return shown.labels["diagnostics"]
    if list(parts) == ["data"]:
        return shown.labels["data"]
    if shown.result.run:
        return shown.labels["output"]
    known = (part for part in (*parts, *shown.options.display.show) if part in PARTS)
    return shown.labels[next(known, "output")]
