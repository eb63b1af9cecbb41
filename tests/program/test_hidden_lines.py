"""Marked lines vanish from the page and stay in the program."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.program.hidden_lines import Listing, idle_ends, unknown_markers

REGION = """\
// c-runner: hide
#include <stdio.h>

// c-runner: show

int main(void)
{
}
"""


def test_without_markers_all_is_shown() -> None:
    listing = Listing.of("int x;\n\nint y;\n")

    assert not listing.hides
    assert listing.shown == listing.compiled == (1, 2, 3, 4)
    assert listing.visible == listing.whole == "int x;\n\nint y;\n"


def test_a_region_is_hidden_with_the_empty_lines_that_it_leaves() -> None:
    listing = Listing.of(REGION)

    assert listing.hides
    assert listing.shown == (6, 7, 8)
    assert listing.visible == "int main(void)\n{\n}"


def test_all_of_it_can_be_seen_without_the_markers() -> None:
    listing = Listing.of(REGION + "int x;  /* c-runner: hide */\n")

    assert listing.whole == "#include <stdio.h>\n\n\nint main(void)\n{\n}\nint x;"


def test_an_empty_line_between_shown_ones_stays() -> None:
    assert Listing.of("a;\n\nb; // c-runner: hide\n\nc;").visible == "a;\n\n\nc;"


@pytest.mark.parametrize(
    "line",
    [
        "int x; // c-runner: hide",
        "int x;// c-runner: hide",
        "int x; //c-runner:hide",
        "int x; //  c-runner:  hide  ",
        "int x; /* c-runner: hide */",
        "\tint x;\t/*c-runner:hide*/",
    ],
)
def test_a_line_can_hide_itself(line: str) -> None:
    listing = Listing.of(f"before;\n{line}\nafter;")

    assert listing.visible == "before;\nafter;"
    assert listing.whole == f"before;\n{line[: line.index(';') + 1]}\nafter;"


@pytest.mark.parametrize(
    "line",
    [
        "// c-runner: hide this",
        "// c-runner hide",
        "// C-Runner: hide",
        "c-runner: hide",
        "/* c-runner: hide",
        'puts("// c-runner: hide");',
        "int x; // c-runner: show",
    ],
)
def test_what_is_no_marker_is_shown(line: str) -> None:
    assert Listing.of(line).visible == line


def test_a_region_without_an_end_hides_the_rest() -> None:
    assert Listing.of("a;\n// c-runner: hide\nb;\nc;").visible == "a;"


def test_an_end_without_a_region_vanishes() -> None:
    assert Listing.of("a;\n// c-runner: show\nb;").visible == "a;\nb;"


def test_all_may_be_hidden() -> None:
    assert Listing.of("// c-runner: hide\nint x;").visible == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (REGION, []),
        ("int x; // c-runner: hide\n/* c-runner: hide */\nint y;\n/* c-runner: show */", []),
        ("// c-runner: hidden\nint x;", [(1, "// c-runner: hidden")]),
        ("int x;\nint y; // c-runner hide", [(2, "// c-runner hide")]),
        ("int x; // c-runner: show", [(1, "// c-runner: show")]),
        ("/* c-runner: hide this */", [(1, "/* c-runner: hide this */")]),
        ("// C-Runner: Hide", [(1, "// C-Runner: Hide")]),
        ("//c_runner: hide", [(1, "//c_runner: hide")]),
        ("// about c-runner: a plugin", []),
        ('puts("// c-runner: remove old");', []),
        ('char *text = "/* c-runner: keep */", c = \'"\'; // c-runner', [(1, "// c-runner")]),
        ("int x; /* a */ /* c-runner: keep */", [(1, "/* c-runner: keep */")]),
        ("/* a\n// c-runner: keep\n*/", []),
    ],
)
def test_comments_that_look_like_markers_are_found(text: str, found: list[tuple[int, str]]) -> None:
    assert unknown_markers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (REGION, []),
        ("int x;\n// c-runner: show\nint y;", [2]),
        ("// c-runner: hide\n/* c-runner: show */\n// c-runner: show", [3]),
        ("// c-runner: hide\n// c-runner: hide\n// c-runner: show", []),
        ("int x; // c-runner: hide\n// c-runner: show", [2]),
    ],
)
def test_ends_of_nothing_are_found(text: str, found: list[int]) -> None:
    assert list(idle_ends(text)) == found
