"""Places of code in the YAML that it was read from."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.place import Place, places_in

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
