"""The output of a program that prints something else than text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ..fence.options import Display
from ..labels import number
from ..media.errors import NotAResult
from ..terminal.screen import to_html
from .markup import Labels
from .publishing import Publishing

if TYPE_CHECKING:  # what it takes is imported where a page has such a block
    from ..media.table import Table


class Printed(NamedTuple):
    """What was printed, and what it takes to show it.

    Attributes:
        display: What the fence wants readers to see; its `result` is not `text`.
        content: The standard output.
        publishing: Keeps the files that are made.
        labels: The words around it.
    """

    display: Display
    content: bytes
    publishing: Publishing
    labels: Labels

    @property
    def text(self) -> str:
        """The output, as the text that it should be."""
        return self.content.decode(errors="replace")

    def alt(self, label: str) -> str:
        """What there is to see, in words: the author's, else those of a label."""
        return self.display.alt or self.display.title or self.labels[label]


def result_of(printed: Printed) -> list[str]:
    """What was printed, as the fence wants it shown.

    Raises:
        NotAResult: If it is nothing of that kind.
    """
    return _RESULTS[printed.display.result](printed)


def table(content: Table, labels: Labels) -> str:
    """A table of values that were printed."""
    numeric = [content.is_numeric(column) for column in range(len(content.head or content.rows[0]))]
    head = _row(content.head, numeric, "th", ' scope="col"') if content.head else ""
    rows = "".join(_row(row, numeric, "td") for row in content.rows)
    more = ""
    if content.more:
        said = labels["more_rows"].format(count=number(content.more, labels))
        more = f'<p class="c-runner-status">{escape(said)}</p>\n'
    head = f"<thead>\n{head}</thead>\n" if head else ""
    inside = f'<table class="c-runner-values">\n{head}<tbody>\n{rows}</tbody>\n</table>'
    return f"<div {_frame(content, labels)}>{inside}</div>\n{more}"


def _frame(content: Table, labels: Labels) -> str:
    """What holds a table; one that may be wider than a telephone scrolls in it, and the keyboard can do that."""
    rows = (content.head, *content.rows)
    width = sum(2 + max(map(len, column)) for column in zip(*filter(None, rows), strict=True))
    if width <= _NARROW:
        return 'class="c-runner-table"'
    label = escape(labels["table"])
    return f'class="c-runner-table c-runner-wide" tabindex="0" role="region" aria-label="{label}"'


def _label(labels: Labels) -> str:
    return f'<p class="c-runner-label">{escape(labels["output"])}</p>\n'


def _row(cells: tuple[str, ...], numeric: list[bool], element: str, attributes: str = "") -> str:
    classes = (' class="c-runner-number"' if is_number else "" for is_number in numeric)
    written = "".join(
        f"<{element}{attributes}{kind}>{to_html([(cell.strip().encode(), False)])}</{element}>"
        for cell, kind in zip(cells, classes, strict=True)
    )
    return f"<tr>{written}</tr>\n"


def _as_picture(printed: Printed) -> list[str]:
    from ..media import picture_in  # noqa: PLC0415

    found = picture_in(printed.display.result, printed.content)
    address = printed.publishing.keep(found.suffix, found.content)
    said = f'alt="{escape(printed.alt("picture"))}"'
    size = f'width="{found.width}" height="{found.height}"'
    image = f'<img src="{escape(address)}" {said} {size}>'
    return [_label(printed.labels), f'<p class="c-runner-picture">{image}</p>\n']


def _as_table(printed: Printed) -> list[str]:
    from ..media.table import table_of  # noqa: PLC0415

    content = table_of(printed.content, header=printed.display.header)
    return [_label(printed.labels), table(content, printed.labels)]


def _as_chart(printed: Printed) -> list[str]:
    from ..media.chart import chart_of  # noqa: PLC0415
    from ..media.table import MOST_ROWS  # noqa: PLC0415
    from .chart import drawn  # noqa: PLC0415

    chart = chart_of(printed.content, printed.display.plot, header=printed.display.header)
    rows = chart.table.rows
    data = chart.table._replace(rows=rows[:MOST_ROWS], more=max(0, len(rows) - MOST_ROWS))
    labels = printed.labels
    return [
        _label(labels),
        f'<div class="c-runner-chart">{drawn(chart, printed.alt("chart"), labels)}</div>\n',
        f'<details class="c-runner-data">\n<summary>{escape(labels["chart_data"])}</summary>\n',
        f"{table(data, labels)}</details>\n",
    ]


def _as_markdown(printed: Printed) -> list[str]:
    render = printed.publishing.markdown
    if render is None:
        raise NotAResult("Markdown is not rendered here")
    return [_anything(render(printed.text))]


def _as_html(printed: Printed) -> list[str]:
    return [_anything(printed.text)]


def _anything(html: str) -> str:
    return f'<div class="c-runner-html">\n{html}\n</div>\n'


# So many characters stand beside each other on a telephone.
_NARROW = 36

_RESULTS: Mapping[str, Callable[[Printed], list[str]]] = {
    "image": _as_picture,
    "svg": _as_picture,
    "csv": _as_table,
    "plot": _as_chart,
    "markdown": _as_markdown,
    "html": _as_html,
}
