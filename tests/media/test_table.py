"""Tables that a program prints, and their HTML."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.html.publishing import data_url
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.kind import Canvas
from mkdocs_c_runner.media.table import draw, table_of

CANVAS = Canvas(words("en"), data_url)


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
    assert "1,034 more rows." in draw(found, CANVAS)


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
    html = draw(table_of(b"<b>,\x1b[31m\n<script>,&amp;\n"), CANVAS)

    assert "<b>" not in html
    assert "<script" not in html
    assert "\x1b" not in html
    assert "&amp;amp;" in html
