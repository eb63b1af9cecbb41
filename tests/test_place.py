"""Places of code in the YAML that it was read from."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.place import Place, lines_in, places_in

BLOCK = """\
# int a;
prelude: |
    int a;
      int b;

    int c;
other: int d;
quoted: "int \\"e\\";"
"""


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("int a;\n  int b;\n\nint c;\n", [(3, 5), (4, 5), (5, 1), (6, 5)]),
        ("int c;", [(6, 5)]),
        ("int d;", [(7, 8)]),
        ('int "e";', []),
        ("int a;\nint c;", []),
        ("int c;\nother: int d;\nmore", []),
    ],
)
def test_code_is_found_where_it_was_written(code: str, places: list[tuple[int, int]]) -> None:
    assert places_in(BLOCK, code, "a.yml") == tuple(Place("a.yml", *place) for place in places)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n", [""]),
        ("a", ["a"]),
        ("a\n\nb\n", ["a", "", "b"]),
        ("a\r\nb\rc", ["a", "b", "c"]),
        ("a\f\vb\x1c\x85c\u2028\u2029d\n", ["a\f\vb\x1c\x85c\u2028\u2029d"]),
    ],
)
def test_lines_end_where_files_end_them(text: str, lines: list[str]) -> None:
    assert lines_in(text) == lines
