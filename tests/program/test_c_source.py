"""Comments of C are taken for what compilers take them for."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.program.c_source import without_comments


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("int a; // x\nint b;", "int a;     \nint b;"),
        ("int a; /* x\ny */ int b;", "int a;     \n     int b;"),
        ("// a path: C:\\\nint a;\nint b;", "              \n      \nint b;"),
        ("// x \\\ny \\\nint a;\nint b;", "      \n   \n      \nint b;"),
        ("int a; \\\nint b;", "int a; \\\nint b;"),
        ("/* x \\\n*/ int a;", "      \n   int a;"),
        ("/* // */ int a; \\\nint b;", "         int a; \\\nint b;"),
    ],
)
def test_code_without_comments(source: str, code: str) -> None:
    found = list(without_comments(source.split("\n")))

    assert "\n".join(found) == code
