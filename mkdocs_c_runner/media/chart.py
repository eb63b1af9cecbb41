"""Numbers in columns that become a chart: the first column is horizontal, the others are vertical."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from .errors import NotAResult
from .kind import Reading
from .plot import Plot
from .table import Table, table_of

_MOST_SERIES = 6
_MOST_POINTS = 5000
_MOST_BARS = 60


class Series(NamedTuple):
    """One line, set of points, or set of bars.

    Attributes:
        name: Its name, or empty.
        values: A number for each horizontal place, or None where there is none.
    """

    name: str
    values: tuple[float | None, ...]


class Chart(NamedTuple):
    """A chart.

    Attributes:
        plot: How it is drawn.
        x_name: The name of the horizontal axis, or empty.
        xs: The horizontal places: numbers, or for words their count from 1.
        words: The words at these places, if they are not numbers.
        series: The vertical values.
        table: The same numbers as a table.
    """

    plot: Plot
    x_name: str
    xs: tuple[float, ...]
    words: tuple[str, ...]
    series: tuple[Series, ...]
    table: Table


def decode(data: bytes, reading: Reading) -> Chart:
    """Read a chart; see `chart_of`."""
    return chart_of(data, reading.plot, header=reading.header)


def chart_of(data: bytes, plot: Plot, *, header: bool | None = None) -> Chart:
    """Read a chart: a row a line, with commas, semicolons, tabs or spaces between the values.

    Raises:
        NotAResult: If there are no numbers, or too many to be told apart.
    """
    table = table_of(_separated(data), header=header, most=_MOST_POINTS)
    (x_name, *names), (along, *columns) = _columns(table)
    numbers = [_number(cell) for cell in along]
    are_numbers = all(value is not None for value in numbers) and plot.shape != "bar"
    xs = tuple(value for value in numbers if value is not None) if are_numbers else ()
    words = () if are_numbers else tuple(cell.strip() for cell in along)
    if len(words) > _MOST_BARS:
        raise NotAResult(f"it printed more than {_MOST_BARS} names on the horizontal axis")
    series = tuple(
        Series(name.strip(), tuple(map(_number, column)))
        for name, column in zip(names, columns, strict=True)
    )
    places = xs or tuple(map(float, range(1, len(words) + 1)))
    chart = Chart(plot, x_name.strip(), places, words, series, table)
    _check(chart)
    return chart


def _columns(table: Table) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return the names and the cells of the columns, the horizontal one first."""
    if not table.rows:
        raise NotAResult("it printed no numbers to draw")
    if table.more:
        raise NotAResult(f"it printed more than {_MOST_POINTS:,} rows to draw")
    names = table.head or ("",) * len(table.rows[0])
    columns = list(zip(*table.rows, strict=True))
    if len(columns) == 1:  # one column of values: number them
        columns.insert(0, tuple(str(number) for number in range(1, len(columns[0]) + 1)))
        names = ("", *names)
    if len(columns) - 1 > _MOST_SERIES:
        raise NotAResult(f"it printed more than {_MOST_SERIES} series to draw")
    return names, columns


def _check(chart: Chart) -> None:
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        raise NotAResult("it printed no numbers to draw")
    if (chart.plot.log_y and min(values) <= 0) or (chart.plot.log_x and min(chart.xs) <= 0):
        raise NotAResult("a logarithmic axis cannot show numbers ≤ 0")


def _separated(data: bytes) -> bytes:
    """Return the output with tabs between its columns, where there are only spaces."""
    if b"," in data or b";" in data or b"\t" in data:
        return data
    return b"\n".join(re.sub(rb" +", b"\t", line.strip(b" ")) for line in data.split(b"\n"))


def _number(cell: str) -> float | None:
    """Return a finite number, or None. Numbers too small to be drawn become 0."""
    try:
        number = float(cell)
    except ValueError:
        return None
    if abs(number) < 1e-300:
        return 0.0
    return number if math.isfinite(number) and abs(number) < 1e300 else None
