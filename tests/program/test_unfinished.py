"""Code that ends too early, and the place of the sign that it lacks."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.unfinished import unfinished


@pytest.mark.parametrize(
    ("source", "sign", "line", "column"),
    [
        ("int x = 1", ";", 11, 10),
        ("int push(int x)", ";", 11, 16),
        ("struct node { int x; }", ";", 11, 23),
        ("struct node {\n    int x;\n} // a node\n\n", ";", 13, 2),
        ("enum { A, B }", ";", 11, 14),
        ("typedef struct { int x; } push", ";", 11, 31),
        ("int a[] = { 1, 2 }", ";", 11, 19),
        ("int a[] = { { 1 }, { 2 } }", ";", 11, 27),
        ("int f(void) {\n    return 1;", "}", 12, 14),
        ("int f(void) { if (1) { return 1; }", "}", 11, 35),
        ("int x = 1\n#define Y { \\\n    2\n", ";", 11, 10),
        ("int x; /* ; */ int y /* ; */", ";", 11, 21),
    ],
)
def test_the_sign_that_is_missing_has_its_place(
    source: str, sign: str, line: int, column: int
) -> None:
    found = unfinished(Part("a.h", source, Place("page.md", 10, 1)))

    assert found == ("a.h", sign, Place("page.md", line, column))


@pytest.mark.parametrize(
    "source",
    [
        "",
        "// nothing",
        "#include <stdio.h>",
        "#define A 1",
        "#define A \\\n    1",
        "int x;",
        "int x; // ends",
        "int f(void) { return 1; }",
        "struct node f(struct node n) { return n; }",
        "struct node { int x; };",
        "int a[] = { 1, 2 };",
        'char *s = "{";',
        "char c = '}'; int f(void) { }",
        "DEFINE_LIST(int)",
        "#ifdef A\nint x;\n#endif",
        "int f(void) { } }",
    ],
)
def test_code_that_ends_lacks_nothing(source: str) -> None:
    assert unfinished(Part("a.h", source, Place("page.md", 10, 1))) is None
