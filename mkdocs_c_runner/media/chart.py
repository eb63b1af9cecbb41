"""Numbers in columns, to be drawn: the first column goes along, the others up."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from .errors import NotAResult
from .plot import Plot
from .table import Table, table_of

_MOST_SERIES = 6
_MOST_POINTS = 5000
_MOST_BARS = 60


class Series(NamedTuple):
    """One line, set of points, or set of bars.

    Attributes:
        name: Its name, or empty.
        values: A number for each place along, or None where there is none.
    """

    name: str
    values: tuple[float | None, ...]


class Chart(NamedTuple):
    """What is drawn.

    Attributes:
        plot: How.
        x_name: The name of what goes along, or empty.
        xs: The places along: numbers, or for words their count from 1.
        words: The words at these places, if they are no numbers.
        series: What goes up.
        table: The same as a table.
    """

    plot: Plot
    x_name: str
    xs: tuple[float, ...]
    words: tuple[str, ...]
    series: tuple[Series, ...]
    table: Table


def chart_of(data: bytes, plot: Plot, *, header: bool | None = None) -> Chart:
    """The chart of some output: values with commas, semicolons, tabs or blanks between, one row a line.

    Raises:
        NotAResult: If there are no numbers, or too many to be told apart.
    """
    table = table_of(_separated(data), header=header, most=_MOST_POINTS)
    names = table.head or ("",) * len(table.rows[0]) if table.rows else ()
    if not table.rows:
        raise NotAResult("it printed no numbers to draw")
    if table.more:
        raise NotAResult(f"it printed more than {_MOST_POINTS:,} rows to draw")
    columns = list(zip(*table.rows, strict=True))
    if len(columns) == 1:  # values alone: they are counted
        numbered = [tuple(str(number) for number in range(1, len(columns[0]) + 1)), columns[0]]
        columns, names = numbered, ("", *names)
    if len(columns) - 1 > _MOST_SERIES:
        raise NotAResult(f"it printed more than {_MOST_SERIES} series to draw")
    along = [_number(cell) for cell in columns[0]]
    are_numbers = all(value is not None for value in along) and plot.kind != "bar"
    xs = tuple(value for value in along if value is not None) if are_numbers else ()
    words = () if are_numbers else tuple(cell.strip() for cell in columns[0])
    if len(words) > _MOST_BARS:
        raise NotAResult(f"it printed more than {_MOST_BARS} places to draw that are no numbers")
    series = tuple(
        Series(name.strip(), tuple(map(_number, column)))
        for name, column in zip(names[1:], columns[1:], strict=True)
    )
    chart = Chart(
        plot,
        names[0].strip(),
        xs or tuple(map(float, range(1, len(words) + 1))),
        words,
        series,
        table,
    )
    _check(chart)
    return chart


def _check(chart: Chart) -> None:
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        raise NotAResult("it printed no numbers to draw")
    if (chart.plot.log_y and min(values) <= 0) or (chart.plot.log_x and min(chart.xs) <= 0):
        raise NotAResult("a logarithmic axis has no place for its numbers that are not above 0")


def _separated(data: bytes) -> bytes:
    """The output with tabs between columns, if nothing but blanks is there."""
    if b"," in data or b";" in data or b"\t" in data:
        return data
    return b"\n".join(re.sub(rb" +", b"\t", line.strip(b" ")) for line in data.split(b"\n"))


def _number(cell: str) -> float | None:
    """A finite number, or None; what is nearer to 0 than anything that is drawn is 0."""
    try:
        number = float(cell)
    except ValueError:
        return None
    if abs(number) < 1e-300:
        return 0.0
    return number if math.isfinite(number) and abs(number) < 1e300 else None
