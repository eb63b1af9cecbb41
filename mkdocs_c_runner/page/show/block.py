"""A block and its result become HTML: the source, and one figure with everything else beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple

from ...engine.result import Result, Verdict
from ..options import FenceOptions
from .markup import NOTHING, Labels, group, paragraph
from .parts import PARTS, Shown
from .publishing import BY_ITSELF, Publishing
from .status import status


class Source(NamedTuple):
    """The highlighted source of a block, as HTML.

    Attributes:
        visible: What readers see.
        whole: The same with its hidden lines; empty where there are none.
    """

    visible: str
    whole: str = ""


def block(
    options: FenceOptions,
    result: Result,
    source: Callable[[], Source],
    labels: Labels,
    unexpected: str = "",
    publishing: Publishing = BY_ITSELF,
) -> str:
    """The HTML of a block: its parts in the order that the author asked for.

    Args:
        options: What the fence asks for.
        result: What came of it.
        source: Makes the highlighted source.
        labels: The words around the output.
        unexpected: What was expected and did not come, in words that follow "expected to".
        publishing: What can be done for the page.
    """
    shown = Shown(options, result, labels, publishing)
    before: list[str] = []
    beneath: list[str] = []
    for part in _parts(options, result):
        if part == "source":
            code = source()
            before += [*_figure(beneath, result, labels), code.visible]
            beneath = _whole(code, labels)
        else:
            beneath += PARTS[part](shown)
    if unexpected or _wants_status(options, result):
        beneath += map(paragraph, status(options, result, labels, unexpected))
    return "\n".join([*before, *_figure(beneath, result, labels)]) or NOTHING


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


def _parts(options: FenceOptions, result: Result) -> tuple[str, ...]:
    """The parts that are asked for; a compiler error is shown in any case, where output would be."""
    parts = options.show
    failed = result.run is None and result.verdict is not Verdict.OK
    return parts if not failed or "diagnostics" in parts else (*parts, "diagnostics")


def _wants_status(options: FenceOptions, result: Result) -> bool:
    asked = {"output", "stdout", "stderr"} & set(options.show)
    failed = result.run is None and "diagnostics" in options.show
    return bool(asked) or failed or result.verdict is Verdict.INTERNAL_ERROR


def _figure(content: list[str], result: Result, labels: Labels) -> list[str]:
    if not content:
        return []
    label = labels["diagnostics" if result.run is None else "output"]
    return [group(content, label, f' data-verdict="{result.verdict}"')]


def _whole(source: Source, labels: Labels) -> list[str]:
    """The source with its hidden lines, to be unfolded."""
    if not source.whole:
        return []
    summary = f"<summary>{escape(labels['whole_source'])}</summary>"
    return [f'<details class="c-runner-whole">\n{summary}\n{source.whole}\n</details>\n']
