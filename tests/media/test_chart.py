"""Numbers that a program prints, as a chart."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from mkdocs_c_runner.labels import words
from mkdocs_c_runner.media.chart import chart_of
from mkdocs_c_runner.media.chart_drawing import drawing_of
from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.plot import Plot


@pytest.mark.parametrize(
    ("text", "xs", "labels", "values"),
    [
        ("1 2\n3 4\n", (1, 3), (), [(2, 4)]),
        ("x y z\n1 2 3\n2 nan -inf\n", (1, 2), (), [(2, None), (3, None)]),
        ("7\n8\n9\n", (1, 2, 3), (), [(7, 8, 9)]),
        ("name,count\nB,3\nC,5\n", (1, 2), ("B", "C"), [(3, 5)]),
        ("  1   2 \n  3   4 \n", (1, 3), (), [(2, 4)]),
    ],
)
def test_columns_become_series(
    text: str,
    xs: tuple[float, ...],
    labels: tuple[str, ...],
    values: list[tuple[float | None, ...]],
) -> None:
    chart = chart_of(text.encode(), Plot())

    assert (chart.xs, chart.words) == (xs, labels)
    assert [series.values for series in chart.series] == values


@pytest.mark.parametrize(
    ("data", "plot", "wrong"),
    [
        (b"", Plot(), "it printed no rows"),
        (b"x" + b" " * 10**6 + b"x", Plot(), "it printed no numbers to draw"),
        (b"1 5e-324\n", Plot(log_y=True), "a logarithmic axis cannot show"),
        (b"a b\nc d\n", Plot(), "it printed no numbers to draw"),
        (b"nan nan\n", Plot(), "it printed no numbers to draw"),
        (b"1 0\n", Plot(log_y=True), "a logarithmic axis cannot show"),
        (b"-1 1\n", Plot(log_x=True), "a logarithmic axis cannot show"),
        (b"1 2 3 4 5 6 7 8\n", Plot(), "it printed more than 6 series"),
        (b"1 2\n" * 5001, Plot(), "it printed more than 5,000 rows"),
        (b"a 1\n" * 61, Plot("bar"), "it printed more than 60 names"),
    ],
)
def test_what_cannot_be_drawn_is_told(data: bytes, plot: Plot, wrong: str) -> None:
    with pytest.raises(NotAResult) as caught:
        chart_of(data, plot)

    assert str(caught.value).startswith(wrong)


@pytest.mark.parametrize("plot", [Plot("line"), Plot("scatter"), Plot("bar"), Plot(log_y=True)])
@pytest.mark.parametrize(
    "data",
    [
        b"x,y\n1,2\n",
        b"x,y\n1,1e299\n2,1e-299\n",
        b'<b>,"""x",&\n1,2,3\n2,3,4\n',
        b"\x1b[31m,\xff\n1,2\n",
        b"a,1\n" * 60,
        b"1,1e-299\n2,2e-299\n",
        b"1,9.999999999999998e299\n2,9.999999999999999e299\n",
        b"1,1\n2,1.0000000000000002\n",
        b"1,1\n1,1\n",
    ],
)
def test_a_chart_is_well_formed_and_stays_in_its_frame(plot: Plot, data: bytes) -> None:
    svg = drawing_of(chart_of(data, plot), 'A "<title>"', words("en"))

    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'A "<title>"'
    assert "style=" not in svg
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for path in root.iter("path"):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d", "")):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
