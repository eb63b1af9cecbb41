"""Output that is a picture, a table or a chart: what is made of it, and that nothing else gets through."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mkdocs_c_runner.html.chart import drawn
from mkdocs_c_runner.html.results import table
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.media import png
from mkdocs_c_runner.media.axis import Axis
from mkdocs_c_runner.media.chart import chart_of
from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.picture import picture_of
from mkdocs_c_runner.media.plot import Plot
from mkdocs_c_runner.media.svg import drawing_of
from mkdocs_c_runner.media.table import table_of

DRAWINGS = sorted((Path(__file__).parent / "drawings").glob("*.svg"))
HEADER = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
PIXELS = b"\0" + b"\xff\0\0" + b"\0\0\xff"


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png_of(*chunks: tuple[bytes, bytes]) -> bytes:
    return png.SIGNATURE + b"".join(chunk(*item) for item in chunks)


GOOD = png_of((b"IHDR", HEADER), (b"IDAT", zlib.compress(PIXELS)), (b"IEND", b""))


def pixels(content: bytes) -> bytes:
    """The samples of a PNG that we made, without the byte before each row."""
    width, height, _, colour = struct.unpack(">IIBB", content[16:26])
    start = content.index(b"IDAT") + 4
    rows = zlib.decompress(content[start:])
    row = 1 + width * (3 if colour == 2 else 1)
    return b"".join(rows[row * y + 1 : row * (y + 1)] for y in range(height))


def test_a_png_is_kept_as_it_is() -> None:
    assert picture_of(GOOD) == (GOOD, ".png", 2, 1)


def test_what_a_png_needs_not_is_left_out() -> None:
    text = (b"tEXt", b"<script>alert(1)</script>")
    more = png_of((b"IHDR", HEADER), text, (b"IDAT", zlib.compress(PIXELS)), (b"IEND", b""))

    assert picture_of(more + b"<script>") == (GOOD, ".png", 2, 1)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "it printed neither PNG nor a PNM picture"),
        (b"GIF89a", "it printed neither PNG nor a PNM picture"),
        (GOOD[:-1], "its PNG ends too early"),
        (GOOD[:20], "its PNG ends too early"),
        (GOOD.replace(b"IDAT", b"IDAU"), "its PNG is damaged"),
        (png_of((b"IEND", b"")), "its PNG has not the parts"),
        (png_of((b"IHDR", HEADER), (b"IEND", b"")), "its PNG has not the parts"),
        (png_of((b"IHDR", b"x"), (b"IDAT", b""), (b"IEND", b"")), "the header of its PNG"),
        (
            png_of((b"IHDR", HEADER), (b"IDAT", b"xxxx"), (b"IEND", b"")),
            "the pixels of its PNG are",
        ),
        (
            png_of((b"IHDR", HEADER), (b"IDAT", zlib.compress(b"x")), (b"IEND", b"")),
            "the pixels of its PNG do not fit",
        ),
        (
            png_of((b"IHDR", HEADER), (b"IDAT", zlib.compress(bytes(10**7))), (b"IEND", b"")),
            "the pixels of its PNG do not fit",
        ),
        (
            png_of(
                (b"IHDR", struct.pack(">IIBBBBB", 10**9, 10**9, 8, 2, 0, 0, 0)),
                (b"IDAT", b""),
                (b"IEND", b""),
            ),
            "its picture of 1000000000 x 1000000000 has more than",
        ),
        (
            png_of(
                (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 3, 7, 0, 0, 0)),
                (b"IDAT", b""),
                (b"IEND", b""),
            ),
            "its PNG is of a kind that does not exist",
        ),
        (b"P6", "the header of its picture"),
        (b"P6 0 1 255\n", "its picture has no pixels"),
        (b"P6 99999 99999 255\n", "its picture of 99999 x 99999 has more than"),
        (b"P6 99999999 99999999 255\n", "its picture of 99999999 x 99999999 has more than"),
        (b"P6 2 1 255\nabc", "its picture of 2 x 1 ends too early"),
        (b"P3 1 1 255 1 2", "its picture of 1 x 1 ends too early"),
        (b"P3 1 1 255 1 2 x", "its picture has something else among its numbers"),
        (b"P3 1 1 7 1 2 8", "its picture has a value above 7"),
        (b"P2 1 1 7 -1", "its picture has a value below 0"),
        (b"P2 1 1 7 -99999", "its picture has a value below 0"),
        (b"P5 1234567890123456789 1 255\n", "the header of its picture"),
        (b"P2 1 1 65536 1", "the largest value of its picture is 65536"),
        (b"P2 1 1 0 0", "the largest value of its picture is 0"),
    ],
)
def test_what_is_wrong_with_a_picture_is_told(data: bytes, wrong: str) -> None:
    with pytest.raises(NotAResult) as caught:
        picture_of(data)

    assert str(caught.value).startswith(wrong)


@pytest.mark.parametrize(
    ("data", "samples"),
    [
        (b"P1 3 1\n1 0 1", b"\0\xff\0"),
        (b"P1\n# a comment\n2 2\n10\n01", b"\0\xff\xff\0"),
        (b"P2 2 1 4 0 4", b"\0\xff"),
        (b"P3 1 1 255 1 2 3", b"\1\2\3"),
        (b"P4 3 2\n\xa0\x40", b"\0\xff\0\xff\0\xff"),
        (b"P5 2 1 255\n\x05\x06", b"\5\6"),
        (b"P5 1 1 65535\n\xff\xff", b"\xff"),
        (b"P6 1 1 255\nabc", b"abc"),
        (b"P6 1 1 255\n#23", b"#23"),
    ],
)
def test_pnm_becomes_png(data: bytes, samples: bytes) -> None:
    picture = picture_of(data)

    assert pixels(picture.content) == samples
    assert png.checked(picture.content)[2] == picture.content


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_harmless(path: Path) -> None:
    """Beside each drawing stands what is left of it, or what is wrong with it."""
    wanted = path.with_suffix(".out").read_text("utf-8").rstrip("\n")
    if not wanted.startswith("<"):
        with pytest.raises(NotAResult, match=f"^{wanted}"):
            drawing_of(path.read_bytes())
        return

    drawing = drawing_of(path.read_bytes())

    text = drawing.content.decode()
    assert text == wanted
    assert not re.search(r"(?i)<script|\bon\w+=|javascript|@import|foreign|<\?|<!", text)
    assert re.findall(r"https?:[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    root = ET.fromstring(text)
    assert (root.get("width"), root.get("height")) == (str(drawing.width), str(drawing.height))


def test_a_drawing_may_not_be_too_deep() -> None:
    for count in (100, 60_000):
        nested = b"<g>" * count + b"</g>" * count
        with pytest.raises(NotAResult):
            drawing_of(
                b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">'
                + nested
                + b"</svg>"
            )


@pytest.mark.parametrize(
    ("text", "head", "rows"),
    [
        ("a,b\n1,2\n", ("a", "b"), (("1", "2"),)),
        ("1,2\n3,4\n", (), (("1", "2"), ("3", "4"))),
        ("a;b\n1,5;2\n", ("a", "b"), (("1,5", "2"),)),
        ("a\tb\nx\ty\n", ("a", "b"), (("x", "y"),)),
        ('a,b\n"x, ""y""\nz",1\n', ("a", "b"), (('x, "y"\nz', "1"),)),
        ("a,b,c\n1\n\n1,2,3\n", ("a", "b", "c"), (("1", "", ""), ("1", "2", "3"))),
        ("only\n", (), (("only",),)),
    ],
)
def test_tables(text: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    found = table_of(text.encode())

    assert (found.head, found.rows, found.more) == (head, rows, 0)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"x" * 2001, b"x" * 200_000, b"," * 100])
def test_what_is_no_table_is_told(data: bytes) -> None:
    with pytest.raises(NotAResult):
        table_of(data)


def test_a_long_table_says_how_much_more_there_is() -> None:
    found = table_of(b"1,2\n" * 1234)

    assert (len(found.rows), found.more) == (200, 1034)
    assert "1,034 more rows." in table(found, words("en"))


@pytest.mark.parametrize("cell", ["1" * 1999 + "x", "1" + " " * 1998 + "x", "1_" * 999 + "x"])
def test_what_nearly_is_a_number_takes_no_longer_than_it_is_long(cell: str) -> None:
    found = table_of(f"{cell}\n".encode() * 200)

    assert not found.is_numeric(0)


@pytest.mark.parametrize("cell", ["1", " -1.5 ", "+.5", "1.", "1e-3", "12 345.6 %", "1_000"])
def test_numbers_of_a_table(cell: str) -> None:
    assert table_of(cell.encode()).is_numeric(0)


def test_a_wide_row_makes_no_others_wide_that_are_not_shown() -> None:
    found = table_of(b"," * 49 + b"\n" + b"1\n" * 400_000)

    assert (len(found.rows), found.more) == (200, 399_800)


def test_nothing_of_a_table_is_markup() -> None:
    html = table(table_of(b"<b>,\x1b[31m\n<script>,&amp;\n"), words("en"))

    assert "<b>" not in html
    assert "<script" not in html
    assert "\x1b" not in html
    assert "&amp;amp;" in html


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([0, 10], [0, 2, 4, 6, 8, 10]),
        ([0.1, 0.3], [0.1, 0.15, 0.2, 0.25, 0.3]),
        ([-3, 7], [-4, -2, 0, 2, 4, 6, 8]),
        ([5], [2, 3, 4, 5, 6, 7, 8]),
        ([0, 0], [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]),
        ([1e-12, 3e-12], [1e-12, 1.5e-12, 2e-12, 2.5e-12, 3e-12]),
    ],
)
def test_axes_have_round_numbers(numbers: list[float], ticks: list[float]) -> None:
    axis = Axis.over(numbers)

    assert list(axis.ticks) == pytest.approx(ticks)
    assert all(0 <= axis.place(number) <= 1 for number in numbers)


def test_an_axis_of_powers() -> None:
    axis = Axis.over([3, 40_000], is_log=True)

    assert list(axis.ticks) == pytest.approx([1, 10, 100, 1000, 10_000, 100_000])
    assert axis.place(1000) == pytest.approx(0.6)


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
    ("data", "wish", "wrong"),
    [
        (b"", Plot(), "it printed no rows"),
        (b"x" + b" " * 10**6 + b"x", Plot(), "it printed no numbers to draw"),
        (b"1 5e-324\n", Plot(log_y=True), "a logarithmic axis has no place"),
        (b"a b\nc d\n", Plot(), "it printed no numbers to draw"),
        (b"nan nan\n", Plot(), "it printed no numbers to draw"),
        (b"1 0\n", Plot(log_y=True), "a logarithmic axis has no place"),
        (b"-1 1\n", Plot(log_x=True), "a logarithmic axis has no place"),
        (b"1 2 3 4 5 6 7 8\n", Plot(), "it printed more than 6 series"),
        (b"1 2\n" * 5001, Plot(), "it printed more than 5,000 rows"),
        (b"a 1\n" * 61, Plot("bar"), "it printed more than 60 places"),
    ],
)
def test_what_cannot_be_drawn_is_told(data: bytes, wish: Plot, wrong: str) -> None:
    with pytest.raises(NotAResult) as caught:
        chart_of(data, wish)

    assert str(caught.value).startswith(wrong)


@pytest.mark.parametrize("wish", [Plot("line"), Plot("scatter"), Plot("bar"), Plot(log_y=True)])
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
def test_a_chart_is_well_formed_and_stays_in_its_frame(wish: Plot, data: bytes) -> None:
    svg = drawn(chart_of(data, wish), 'A "<title>"', words("en"))

    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'A "<title>"'
    assert "style=" not in svg
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for path in root.iter("path"):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d", "")):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
