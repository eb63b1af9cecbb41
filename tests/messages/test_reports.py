"""The places that a program names when it fails, as places of the page."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.messages.reports import located_report, place_of_report
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.snippet import Snippet

OPTIONS = parse({"run": "run"}, Options(), Rules()).options
HEADER = Part("lib/list.h", "int a;\nint b;", Place("docs/lists.md", 40, 1))
SNIPPET = Snippet(
    "int hidden; // c-runner: hide\nint one;\nint two;\nint three;",
    OPTIONS,
    Place("docs/page.md", 10, 3),
    parts=(HEADER,),
)

# What a program says, and the same with places of the page; then the first of these places.
REPORTS = [
    ("    #0 0x5555 in f main.c:2", "    #0 0x5555 in f docs/page.md:13", "docs/page.md:13:3"),
    ("    #1 0x5555 in f main.c:2:5", "    #1 0x5555 in f docs/page.md:13:7", "docs/page.md:13:7"),
    (
        "    #0 f main.c:1 (a.out+0x12)",
        "    #0 f docs/page.md:12 (a.out+0x12)",
        "docs/page.md:12:3",
    ),
    (
        "    #0 0x5555 in f main.c (hidden):1:5",
        "    #0 0x5555 in f docs/page.md:11:7",
        "docs/page.md:11:7",
    ),
    (
        "    #0 0x5555 in f lib/list.h:2:5",
        "    #0 0x5555 in f docs/lists.md:42:5",
        "docs/lists.md:42:5",
    ),
    (
        "main.c:3:5: runtime error: signed integer overflow",
        "docs/page.md:14:7: runtime error: signed integer overflow",
        "docs/page.md:14:7",
    ),
    (
        "a.out: main.c:2: main: Assertion `x' failed.",
        "a.out: docs/page.md:13: main: Assertion `x' failed.",
        "docs/page.md:13:3",
    ),
    (
        "Assertion failed: x (main.c: main: 2)",
        "Assertion failed: x (docs/page.md:13)",
        "docs/page.md:13:3",
    ),
    (
        "SUMMARY: AddressSanitizer: heap-buffer-overflow main.c:2:5 in f",
        "SUMMARY: AddressSanitizer: heap-buffer-overflow docs/page.md:13:7 in f",
        "docs/page.md:13:7",
    ),
    # a header as a compiler names it
    (
        "    #0 0x5555 in f ./lib/list.h:2:5",
        "    #0 0x5555 in f docs/lists.md:42:5",
        "docs/lists.md:42:5",
    ),
    (
        "lib/../main.c:2:5: runtime error: x",
        "docs/page.md:13:7: runtime error: x",
        "docs/page.md:13:7",
    ),
    # another file, and what a program prints otherwise
    ("    #0 0x5555 in malloc ../libsanitizer/main.c:2", None, None),
    ("    #0 0x5555 in f domain.c:2", None, None),
    ("    #0 0x5555 in f main.c:0", None, None),
    ("main.c:3:5", None, None),
    ("see main.c:3", None, None),
]


@pytest.mark.parametrize(("printed", "located", "first"), REPORTS)
def test_a_report_leads_to_the_page(printed: str, located: str | None, first: str | None) -> None:
    place = place_of_report(SNIPPET, f"hello\n{printed}\nbye")

    assert located_report(SNIPPET, f"hello\n{printed}\nbye") == f"hello\n{located or printed}\nbye"
    assert (str(place) if place else None) == first


def test_the_first_frame_of_the_author_counts() -> None:
    stack = "    #0 0x1 in malloc (a.out+0x1)\n    #1 0x2 in f main.c:2:5\n    #2 0x3 in main main.c:3:5"

    assert str(place_of_report(SNIPPET, stack)) == "docs/page.md:13:7"
