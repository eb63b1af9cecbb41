"""Figures of a run: processor time and memory, in a sentence, or for several variants as a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..engine.figures import LEAST_MEMORY, LEAST_TIME, Figures, figures_of
from ..engine.job import MEBIBYTE
from ..labels import Labels, number
from ..markup import EMPTY, Markup, joined
from ..media import KINDS
from ..media.chart import chart_of
from ..media.errors import NotAResult
from ..media.kind import Canvas
from ..media.plot import Plot
from .pieces import paragraph
from .shown import Shown


def figures(variants: Sequence[Shown]) -> Markup:
    """Return the figures of all variants; nothing if none of them ran."""
    known = [(shown, figures_of(shown.result)) for shown in variants if shown.result.run]
    first = variants[0]
    search = first.options.display.search
    if len(known) < 2:
        return joined(
            paragraph(sentence, "c-runner-figures", search=search)
            for _, one in known
            if (sentence := _sentence(one, first.labels))
        )
    names = [shown.checked.snippet.variant.label for shown, _ in known]
    times = [one.cpu_time for _, one in known]
    sizes = [None if one.memory is None else one.memory / MEBIBYTE for _, one in known]
    charts = (
        _chart(first, "figures_time", [_in_milliseconds(time) for time in times], names),
        _chart(first, "figures_memory", sizes, names),
    )
    rows = [
        f"{name} · {sentence}"
        for name, (_, one) in zip(names, known, strict=True)
        if (sentence := _sentence(one, first.labels))
    ]
    lines = [paragraph(row, "c-runner-figures", search=search) for row in rows]
    return joined((*charts, *lines))


def _sentence(one: Figures, labels: Labels) -> str:
    """Return figures in words: `Processor time: 40 ms · Memory: 12 MiB`."""
    words = []
    if one.cpu_time is not None:
        value = _time(one.cpu_time or LEAST_TIME, labels)
        words.append(_at_least(value, labels["figures_time"], labels, told=one.cpu_time > 0))
    if one.memory is not None:
        value = f"{number((one.memory or LEAST_MEMORY) // MEBIBYTE, labels)} MiB"
        words.append(_at_least(value, labels["figures_memory"], labels, told=one.memory > 0))
    return " · ".join(words)


def _at_least(value: str, name: str, labels: Labels, *, told: bool) -> str:
    return f"{name}: {value if told else labels['figures_less'].format(figure=value)}"


def _time(seconds: float, labels: Labels) -> str:
    if seconds < 1:
        return f"{number(round(seconds * 1000), labels)} ms"
    return f"{number(seconds, labels)} s"


def _in_milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def _chart(
    shown: Shown, label: str, values: Sequence[float | None], names: Iterable[str]
) -> Markup:
    """Return bars, if the variants differ in what can be told."""
    if None in values or len(set(values)) < 2:
        return EMPTY
    unit = "ms" if label == "figures_time" else "MiB"
    title = f"{shown.labels[label]} ({unit})"
    rows = [
        f"\t{title}",
        *(f"{name}\t{value:g}" for name, value in zip(names, values, strict=True)),
    ]
    canvas = Canvas(
        shown.labels, shown.publishing.publish, title, search=shown.options.display.search
    )
    try:
        return KINDS["plot"].draw(
            chart_of("\n".join(rows).encode(), Plot("bar"), header=True), canvas
        )
    except NotAResult:
        return EMPTY
