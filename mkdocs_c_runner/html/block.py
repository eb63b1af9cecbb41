"""A block and its results become HTML: the source, and one figure with everything else beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from ..engine.result import Verdict
from ..program.snippet import OF_A_RUN
from .markup import NOTHING, Labels, group, label_of, link, paragraph
from .matrix import agreeing, agreement, with_marks
from .parts import PARTS
from .search import ATTRIBUTE, unfound
from .shown import Shown
from .status import status
from .tabs import Panel, tabs
from .toolchain import made_by


class Source(NamedTuple):
    """The highlighted source of a block, as HTML.

    Attributes:
        visible: What readers see.
        whole: The same with its hidden lines; empty where there are none.
    """

    visible: str
    whole: str = ""


def block(variants: Sequence[Shown], source: Callable[[], Source], name: str) -> str:
    """The HTML of a block: its parts in the order that the author asked for.

    Args:
        variants: What came of it, one for each way in which it was compiled.
        source: Makes the highlighted source.
        name: A name for its tabs, which no other block of the document has.
    """
    first = variants[0]
    if first.options.display.layout == "tabs" and len(variants) == 1 and _has_several_parts(first):
        return _all_in_tabs(first, source, name)
    *before, last = _between_sources(first.options.display.show)
    html: list[str] = []
    above: list[str] = []
    for number, parts in enumerate(before):
        code = source()
        alone = number == 0
        html += [*_figure(variants, parts, above, f"{name}-{number}", alone=alone), code.visible]
        above = _whole(code, first.labels)
    html += _figure(variants, last, above, name, is_last=True, alone=not before)
    return "\n".join(html) or NOTHING


def unrun(source: Source, labels: Labels, sentences: Iterable[str] = ()) -> str:
    """A block that is not run.

    Args:
        source: Its source.
        labels: The words around the output.
        sentences: Why it is not run, if its author wanted it to.
    """
    notes = [paragraph(sentence, "c-runner-problem") for sentence in sentences]
    content = _whole(source, labels) + notes
    if not content:
        return source.visible
    label = labels["not_run" if notes else "whole_source"]
    return f"{source.visible}\n{group(content, label)}"


def problems(sentences: Iterable[str], labels: Labels) -> str:
    """The note that stands beneath a block whose header has mistakes."""
    return group(
        [paragraph(sentence, "c-runner-problem") for sentence in sentences], labels["not_run"]
    )


def _between_sources(parts: Sequence[str]) -> Iterator[list[str]]:
    """The parts before, between and after the places of the source."""
    found: list[str] = []
    for part in parts:
        if part == "source":
            yield found
            found = []
        else:
            found.append(part)
    yield found


def _figure(
    variants: Sequence[Shown],
    parts: Sequence[str],
    above: Sequence[str],
    name: str,
    *,
    is_last: bool = False,
    alone: bool,
) -> list[str]:
    """The figure with some parts of all variants; nothing if there is nothing in it.

    Args:
        variants: The variants.
        parts: The parts.
        above: What stands in it before them.
        name: A name for its tabs.
        is_last: Whether it is the block's last one, which says how it ended.
        alone: Whether no source of the block stands above it.
    """

    def content(shown: Shown, name: str, together: Sequence[Shown]) -> list[str]:
        asked = _with_diagnostics(shown, parts) if is_last else parts
        if shown.options.display.layout == "tabs":
            html = _tabs_of(shown, asked, name)
        else:
            html = [piece for part in asked if part in PARTS for piece in PARTS[part](shown)]
        if "compiler" in asked:
            html += made_by(together)
        return html + (_statuses(shown) if is_last else [])

    first = variants[0]
    groups = agreeing(variants, lambda shown: "".join(content(shown, "", ())))
    if len(groups) == 1:
        html = content(first, name, variants)
        if len(variants) > 1 and (html or not set(first.options.display.show) - {"source"}):
            html.append(paragraph(agreement(variants, first.labels)))
        html += _elsewhere(first) if html and is_last else []
        attributes = _verdict(first)
    else:
        panels = [
            Panel(
                ", ".join(map(with_marks, together)),
                "".join(
                    content(together[0], f"{name}-{number}", together)
                    + (_elsewhere(together[0]) if is_last else [])
                ),
                _verdict(together[0]),
            )
            for number, together in enumerate(groups)
        ]
        html, attributes = [tabs(panels, name)], ""
    if not html and not above:
        return []
    figure = group([*above, *html], _label(first, parts), attributes, alone=alone)
    return [figure if first.options.display.search else unfound(figure)]


def _has_several_parts(shown: Shown) -> bool:
    """Whether there is something in more than one part, the source among them."""
    parts = _with_diagnostics(shown, shown.options.display.show)
    filled = [part for part in parts if part == "source" or (part in PARTS and PARTS[part](shown))]
    return len(filled) > 1


def _all_in_tabs(shown: Shown, source: Callable[[], Source], name: str) -> str:
    """A block with all its parts in tabs, its source too."""
    asked = _with_diagnostics(shown, shown.options.display.show)
    html = _tabs_of(shown, asked, name, source)
    if "compiler" in asked:
        html += made_by([shown])
    html += _statuses(shown) + _elsewhere(shown)
    return group(html, _label(shown, asked), _verdict(shown), alone=True)


def _tabs_of(
    shown: Shown, parts: Sequence[str], name: str, source: Callable[[], Source] | None = None
) -> list[str]:
    """Parts as tabs, as far as there is something in them; a single one needs none."""
    panels = []
    for part in parts:
        if part == "source" and source:
            code = source()
            content = [f"{code.visible}\n", *_whole(code, shown.labels)]
        else:
            content = PARTS[part](shown) if part in PARTS else []
        if content:
            hides = part != "source" and source is not None and not shown.options.display.search
            panels.append((shown.labels[part], content, unfound if hides else str))
    if len(panels) < 2:
        return [piece for _, content, _ in panels for piece in content]
    # What the tab says need not stand in it again.
    return [
        tabs(
            [
                Panel(label, finish("".join(content[content[0] == label_of(label) :])))
                for label, content, finish in panels
            ],
            name,
        )
    ]


def _with_diagnostics(shown: Shown, parts: Sequence[str]) -> Sequence[str]:
    """The parts; a compiler error is shown in any case, where output would be."""
    failed = not shown.result.compile.succeeded
    return (
        [*parts, "diagnostics"]
        if failed and "diagnostics" not in shown.options.display.show
        else parts
    )


def _statuses(shown: Shown) -> list[str]:
    asked = OF_A_RUN & set(shown.options.display.show)
    failed = not shown.result.compile.succeeded and "diagnostics" in shown.options.display.show
    broken = shown.result.verdict is Verdict.INTERNAL_ERROR
    if not (shown.unexpected or asked or failed or broken):
        return []
    sentences = status(shown.options.process.limits, shown.result, shown.labels, shown.unexpected)
    return list(map(paragraph, sentences))


def _elsewhere(shown: Shown) -> list[str]:
    """Where readers can try it."""
    return [link(shown.elsewhere, shown.labels["godbolt"])] if shown.elsewhere else []


def _verdict(shown: Shown) -> str:
    return f' data-verdict="{shown.result.verdict}"'


def _label(shown: Shown, parts: Sequence[str]) -> str:
    if not shown.result.compile.succeeded:
        return shown.labels["diagnostics"]
    if shown.result.run:
        return shown.labels["output"]
    return next((shown.labels[part] for part in parts if part in PARTS), "")


def _whole(source: Source, labels: Labels) -> list[str]:
    """The source with its hidden lines, to be unfolded."""
    if not source.whole:
        return []
    summary = f"<summary>{escape(labels['whole_source'])}</summary>"
    return [
        f'<details class="c-runner-whole" {ATTRIBUTE}>\n{summary}\n{source.whole}\n</details>\n'
    ]
