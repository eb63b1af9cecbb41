"""Draws a chart as SVG in the page itself, so that it has the colors and the font of the theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..labels import Labels, number
from ..markup import EMPTY, Markup, element, joined, line, void
from ..terminal.screen import plain
from . import table
from .axis import Axis
from .chart import Chart, Series
from .kind import Canvas

_WIDTH, _HEIGHT = 480, 288
_LETTER = 6.6  # the width of a digit
_LINE = 16
_MOST_MARKS = 40
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# Series differ by more than color.
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "12 4", "1 4")


def draw(chart: Chart, canvas: Canvas) -> Markup:
    """Return the HTML of a chart: the drawing, with its numbers as a table to be unfolded."""
    labels = canvas.labels
    svg = drawing_of(chart, canvas.alt or labels["chart"], labels, search=canvas.search)
    rows = chart.table.rows
    shown, more = rows[: table.MOST_ROWS], max(0, len(rows) - table.MOST_ROWS)
    numbers = table.draw(chart.table._replace(rows=shown, more=more), canvas)
    summary = element("summary", labels["chart_data"])
    data = line(
        "details",
        "\n",
        summary,
        "\n",
        numbers,
        data_search_exclude=not canvas.search,
        class_="c-runner-data",
    )
    return joined((line("div", svg, class_="c-runner-chart"), data))


def drawing_of(chart: Chart, title: str, labels: Labels, *, search: bool = True) -> Markup:
    """Return a chart as SVG, with a title for readers who cannot see it."""
    content = joined(_Drawing(chart, labels).marks(), "\n")
    return element(
        "svg",
        "\n",
        content,
        "\n",
        data_search_exclude=not search,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=title,
    )


class _Drawing:
    def __init__(self, chart: Chart, labels: Labels) -> None:
        self._chart = chart
        self._labels = labels
        plot = chart.plot
        values = [value for series in chart.series for value in series.values if value is not None]
        self._up = Axis.over(values, is_log=plot.log_y, zero=plot.shape == "bar")
        self._along = Axis.over(chart.xs, is_log=plot.log_x) if not chart.words else None
        self._names = [series.name for series in chart.series]
        has_legend = len(self._names) > 1 and any(self._names)
        widest = max(len(self._written(tick)) for tick in self._up.ticks)
        self._left = 14 + widest * _LETTER
        self._right = _WIDTH - 14.0
        self._top = 12.0 + _LINE * (has_legend or bool(self._y_name))
        self._bottom = _HEIGHT - 26.0 - _LINE * bool(chart.x_name)

    @property
    def _y_name(self) -> str:
        """The name of the vertical axis, if there is one series."""
        return self._names[0] if len(self._names) == 1 else ""

    def marks(self) -> Iterator[Markup]:
        """Yield all elements of the drawing."""
        yield from self._grid()
        yield from self._names_of_axes()
        yield from self._legend()
        draw = {"line": self._lines, "scatter": self._points, "bar": self._bars}
        for index, series in enumerate(self._chart.series):
            yield _group(index, draw[self._chart.plot.shape](index, series))

    def _grid(self) -> Iterator[Markup]:
        for tick in self._up.ticks:
            y = self._y(tick)
            yield _path(f"M{self._left:.1f} {y:.1f}H{self._right:.1f}", "c-runner-grid")
            yield _text(self._left - 6, y + 4, self._written(tick), "end")
        yield _path(f"M{self._left:.1f} {self._bottom:.1f}H{self._right:.1f}", "c-runner-axis")
        room = 0.0
        for place, word in self._ticks_along():
            width = len(word) * _LETTER
            first = min(max(place - width / 2, 0), _WIDTH - width)
            if first >= room:
                yield _text(first + width / 2, self._bottom + _LINE, word, "middle")
                room = first + width + _LETTER

    def _ticks_along(self) -> Iterator[tuple[float, str]]:
        if self._along is None:
            for index, word in enumerate(self._chart.words):
                yield self._x(index + 1), _short(word)
        else:
            for tick in self._along.ticks:
                yield self._x(tick), self._written(tick)

    def _names_of_axes(self) -> Iterator[Markup]:
        if self._chart.x_name:
            middle = (self._left + self._right) / 2
            yield _text(middle, _HEIGHT - 8, _short(self._chart.x_name), "middle")
        if self._y_name:
            yield _text(4, _LINE, _short(self._y_name), "start")

    def _legend(self) -> Iterator[Markup]:
        if self._y_name or not any(self._names):
            return
        x = self._left
        for index, name in enumerate(self._names):
            shown = _short(name)
            is_line = self._chart.plot.shape == "line"
            sample = _line(f"M{x:.1f} 11h18", index) if is_line else _mark(x + 9, 11, index)
            yield _group(index, [sample])
            yield _text(x + 23, 15, shown, "start")
            x += 36 + len(shown) * _LETTER

    def _lines(self, index: int, series: Series) -> Iterator[Markup]:
        points = list(zip(self._chart.xs, series.values, strict=True))
        for known, run in groupby(points, key=lambda point: point[1] is not None):
            if known:
                path = "L".join(
                    f"{self._x(x):.1f} {self._y(y):.1f}" for x, y in run if y is not None
                )
                yield _line(f"M{path}", index)
        if len(points) <= _MOST_MARKS:
            yield from self._points(index, series)

    def _points(self, index: int, series: Series) -> Iterator[Markup]:
        for x, y in zip(self._chart.xs, series.values, strict=True):
            if y is not None:
                yield _mark(self._x(x), self._y(y), index)

    def _bars(self, index: int, series: Series) -> Iterator[Markup]:
        step = (self._right - self._left) / len(self._chart.words)
        width = step * 0.8 / len(self._chart.series)
        ground = self._bottom if self._up.is_log else self._y(0)
        for place, value in enumerate(series.values):
            if value is not None:
                x = self._left + step * (place + 0.1) + width * index
                top, bottom = sorted((self._y(value), ground))
                yield void(
                    "rect",
                    is_xml=True,
                    x=f"{x:.1f}",
                    y=f"{top:.1f}",
                    width=f"{width:.1f}",
                    height=f"{bottom - top:.1f}",
                )

    def _x(self, number: float) -> float:
        middle = (number - 0.5) / max(1, len(self._chart.words))
        place = middle if self._along is None else self._along.place(number)
        return self._left + place * (self._right - self._left)

    def _y(self, number: float) -> float:
        return self._bottom - self._up.place(number) * (self._bottom - self._top)

    def _written(self, tick: float) -> str:
        if tick and not 1e-4 <= abs(tick) < 1e7:
            digits, _, power = f"{tick:.3g}".partition("e")
            if power:
                factor = "" if digits == "1" else f"{number(float(digits), self._labels)}·"
                return f"{factor}10{str(int(power)).translate(_RAISED)}"
        return number(int(tick) if tick == int(tick) else tick, self._labels)


def _group(index: int, marks: Iterable[Markup]) -> Markup:
    """Return the marks of a series, in its color."""
    inside = joined([EMPTY, *marks, EMPTY], "\n")
    return element("g", inside, class_=f"c-runner-hue-{index}")


def _path(path: str, class_: str | None = None, dashes: str | None = None) -> Markup:
    return void("path", is_xml=True, class_=class_, d=path, stroke_dasharray=dashes)


def _line(path: str, index: int) -> Markup:
    return _path(path, "c-runner-line", _DASHES[index] or None)


def _mark(x: float, y: float, index: int) -> Markup:
    """Return a point, of another shape in each series."""
    paths = (
        "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
        "m-3-3h6v6h-6z",
        "m0-4l4 7h-8z",
        "m0-4.5l4.5 4.5l-4.5 4.5l-4.5-4.5z",
        "m0 4l4-7h-8z",
        "m-3.5-1h2.5v-2.5h2v2.5h2.5v2h-2.5v2.5h-2v-2.5h-2.5z",
    )
    return _path(f"M{x:.1f} {y:.1f}{paths[index]}")


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _short(text: str) -> str:
    """Return a name cut to the room it has, without control characters."""
    text = " ".join(plain(text.encode(errors="replace")).split())
    return text if len(text) <= 24 else f"{text[:23]}…"
