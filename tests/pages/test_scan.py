"""What the scan finds is what is rendered: the same fences, with their places and the author's bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_c_runner.pages.found import ScannedPage
from mkdocs_c_runner.pages.scan import may_have_fences

from ..recording import PATH, PLAIN, RecordingFences, Site, render, scan, scanner
from ..strategies import PAGES, PROFILE

FENCES = "pymdownx.superfences"
ALL = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.blocks.admonition",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    FENCES,
)

SITES = {
    "plain": PLAIN,
    "many extensions": Site(
        (*ALL, "pymdownx.tabbed"), {"pymdownx.tabbed": {"alternate_style": True}}
    ),
    "many extensions, tabs preserved": Site(ALL, {FENCES: {"preserve_tabs": True}}),
    "tabs preserved": Site((FENCES,), {FENCES: {"preserve_tabs": True}}),
    "relaxed headers": Site((FENCES, "attr_list"), {FENCES: {"relaxed_headers": True}}),
    "no indented code": Site((FENCES,), {FENCES: {"disable_indented_code_blocks": True}}),
    "quotes": Site(("pymdownx.quotes", FENCES)),
}


# With preserved tabs, SuperFences adds an empty line to an empty fence that stands in a block, if the block is unknown
# when it looks for tabs, as it is here.
GROWS = re.compile(r"(?m)^[ \t>]*(`{3,}|~{3,}).*\n[ \t>]*\1[ \t]*$")

ROOT = Path(__file__).parents[2]
WRITTEN = [
    path
    for place in ("README.md", "example-site/docs/**/*.md", "tests/cases/**/*.md")
    for path in sorted(ROOT.glob(place))
]


def agree(text: str, site: Site) -> RecordingFences:
    """Scans and renders a page, and compares what both found."""
    fences, _ = render(text, site)
    page = fences.page
    found = [(fence.header, fence.source) for fence in page.fences]
    assert found == fences.formatted
    prefetched = [fences.prepare(fences.source_page, fence)[0] for fence in page.fences]
    assert [snippet for snippets in prefetched for snippet in snippets] == fences.snippets
    return fences


def points_at_its_fences(text: str, page: ScannedPage) -> None:
    """Compares the places that the scan gives with what stands there."""
    lines = text.split("\n")
    for fence in page.fences:
        if fence.place.line is None:
            continue
        opening = lines[fence.place.line - 1][fence.place.column - 1 :]
        assert opening.expandtabs(4).split() == fence.text.split()
    for miss in page.near_misses:
        assert lines[miss.line - 1][miss.column - 1 :].expandtabs(4).split() == miss.text.split()
    opened = {fence.place.line for fence in page.fences}
    assert opened.isdisjoint(miss.line for miss in page.near_misses)


def keeps_the_bytes(text: str, page: ScannedPage) -> None:
    """Compares the author's code with the lines of the page, and with what is shown of it."""
    lines = text.split("\n")
    for fence in page.fences:
        raw = fence.raw.split("\n")
        assert [line.split() for line in raw] == [line.split() for line in fence.source.split("\n")]
        if fence.place.line is not None:
            for line, whole in zip(raw, lines[fence.place.line :], strict=False):
                assert whole.endswith(line.lstrip(" \t"))


@PROFILE
@given(text=PAGES, end=st.sampled_from(("\r\n", "\r")))
def test_the_scan_agrees_with_rendering_of_other_line_ends(text: str, end: str) -> None:
    agree(text.replace("\n", end), SITES["many extensions"])


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_scan_agrees_with_rendering_of_pages_that_people_wrote(path: Path) -> None:
    _, _, body = path.read_text("utf-8").rpartition("\n---\n")
    for name in ("many extensions", "tabs preserved"):
        agree(body, SITES[name])


@PROFILE
@given(text=PAGES)
def test_places_are_those_of_the_openings(text: str) -> None:
    points_at_its_fences(text, scan(text))


@PROFILE
@given(text=PAGES)
def test_the_program_has_the_authors_bytes(text: str) -> None:
    keeps_the_bytes(text, scan(text))


@pytest.mark.parametrize("name", SITES)
@PROFILE
@given(text=PAGES)
def test_the_scan_agrees_with_rendering_and_knows_each_line(name: str, text: str) -> None:
    assume("tabs preserved" not in name or not GROWS.search(text))

    fences = agree(text, SITES[name])

    points_at_its_lines(text, fences)


def points_at_its_lines(text: str, fences: RecordingFences) -> None:
    """Compares the place of each line of code with what stands there, on the page or in what it includes."""
    for fence in fences.page.fences:
        for snippet in fences.prepare(fences.source_page, fence)[0]:
            for number, line in enumerate(snippet.source.split("\n"), 1):
                place = snippet.block.place_of(number).right(len(line) - len(line.lstrip()))
                file = text if place.path == PATH else Path(place.path).read_text(encoding="utf-8")
                assert place.line is not None
                written = file.split("\n")[place.line - 1]
                assert written[place.column - 1 :].split() == line.split()


PLACES: dict[str, tuple[str, list[tuple[int, int]]]] = {
    "first line": ("```c run\nx;\n```", [(1, 1)]),
    "after text": ("Text.\n\n~~~~ c run\nx;\n~~~~\n", [(3, 1)]),
    "moved to the right": ("  ```c run\n  x;\n  ```", [(1, 3)]),
    "in a list": ("- item\n\n    ```c run\n    x;\n    ```", [(3, 5)]),
    "in a list, with a tab": ("- item\n\n\t```c run\n\tx;\n\t```", [(3, 2)]),
    "in a quote": ("> text\n>\n> ```c run\n> x;\n> ```", [(3, 3)]),
    "in a quote, with a tab": (">\t```c run\n>\tx;\n>\t```", [(1, 3)]),
    "in a list in a list": (
        "- a\n\n    - b\n\n        ```c run\n        x;\n        ```",
        [(5, 9)],
    ),
    "two that are equal": ("```c run\nx;\n```\n\n```c run\nx;\n```", [(1, 1), (5, 1)]),
    "after one that is not run": ("```c\n```c run\n```\n\n```c run\nx;\n```", [(5, 1)]),
    "in a longer one": ("````md\n```c run\nx;\n```\n````", []),
    "after a longer one": ("````md\n```c run\n```\n````\n```c run\nx;\n```", [(5, 1)]),
    "with blank lines": ("```c run\n\n  \n\nx;\n\n```\n\n\n```c run\ny;\n```", [(1, 1), (10, 1)]),
    "with line ends of Windows": ("Text.\r\n\r\n```c run\r\nx;\r\n```\r\n", [(3, 1)]),
    "unclosed": ("```c run\nx;", []),
    "closed by a shorter one": ("````c run\nx;\n```", []),
    "closed with less indentation": ("    ```c run\n    x;\n```", []),
    "broken": ("```c run=1\nx;\n```", []),
    "after empty ones": ("```\n```\n\n- a\n\n    ```py\n    ```\n\n```c run\nx;\n```", [(9, 1)]),
}


@pytest.mark.parametrize("name", ["plain", "tabs preserved"])
@pytest.mark.parametrize("case", PLACES)
def test_a_fence_has_its_place(case: str, name: str) -> None:
    text, places = PLACES[case]

    fences = agree(text, SITES[name])

    assert [(fence.place.line, fence.place.column) for fence in fences.page.fences] == places
    assert [(item.place.line, item.place.column) for item in fences.snippets] == places


def test_lines_are_counted_from_the_beginning_of_the_file() -> None:
    """Front matter is no part of the text, but of the file."""
    page = scan("```c run\n```\n\n```c run=1\n```", first_line=11)

    assert [fence.place.line for fence in page.fences] == [11]
    assert [miss.line for miss in page.near_misses] == [14]


BYTES: dict[str, tuple[str, str]] = {
    "tab in a string": ('```c run\nputs("a\tb");\n```', 'puts("a\tb");'),
    "tabs as indentation": ("```c run\n{\n\tx;\n\t\ty;\n}\n```", "{\n\tx;\n\t\ty;\n}"),
    "blanks at the end of a line": ("```c run\n#define A \\ \nx;  \n```", "#define A \\ \nx;  "),
    "in a list": ('- a\n\n    ```c run\n    puts("a\tb");\n    ```', 'puts("a\tb");'),
    "in a list, with tabs": ("- a\n\n\t```c run\n\tx;\n\t\ty;\t//\n\t```", "x;\n\ty;\t//"),
    "in a list, tabs and blanks": ("- a\n\n    ```c run\n\tx;\n  \t\ty;\n    ```", "x;\n\ty;"),
    "in a quote": ("> ```c run\n> \tx;\ty;\n> ```", "\tx;\ty;"),
    "a tab across the indentation": ('  ```c run\n\tputs("a\tb");\n  ```', '  puts("a\tb");'),
    "form feed and others": (
        "```c run\nx;\x0c\x0b\x1c\x85\u2028y;\n```",
        "x;\x0c\x0b\x1c\x85\u2028y;",
    ),
}


@pytest.mark.parametrize("case", BYTES)
def test_the_program_has_tabs_and_blanks_where_the_page_has_them(case: str) -> None:
    text, source = BYTES[case]

    fences = agree(text, PLAIN)

    assert [snippet.source for snippet in fences.snippets] == [source]


@pytest.mark.parametrize("case", BYTES)
def test_one_block_takes_no_bytes_from_the_next(case: str) -> None:
    following = '```c run\nputs("next\tone");\n```'

    fences = agree(f"{BYTES[case][0]}\n\n{following}\n", PLAIN)

    assert fences.snippets[-1].source == 'puts("next\tone");'


def test_one_scanner_serves_many_pages() -> None:
    """A page leaves nothing behind that the next one would find."""
    scan_next = scanner()
    pages = ["```c run\nunclosed", "text\n```", "> ```c run\n> x;\n> ```", "```c run=1\n```", ""]

    assert [scan_next(page) for page in pages * 2] == [scan(page) for page in pages * 2]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("```c run", True),
        ("text\n> ~~~ {.c .run}\n", True),
        ("```c title=x, run=1", True),
        ('--8<-- "file.md"', True),
        ("---8<---", True),
        ("```c Run", True),
        ("- ```c run", True),
        ("  1. ```c run", True),
        ("", False),
        ("run", False),
        ("```c\nrun\n```", False),
        ("```c runs", True),
        ('> ```{.c expect="ok"}', True),
        ("```c", False),
        ("```cpp std=3", False),
        ("``c run``", False),
    ],
)
def test_pages_that_cannot_have_fences_are_not_scanned(text: str, *, may: bool) -> None:
    assert may_have_fences(text) is may


@pytest.mark.parametrize("indent", ["", "    ", "> ", "\t"])
def test_an_output_fence_keeps_its_tabs(indent: str) -> None:
    before = "- a\n\n" if indent.isspace() else ""
    lines = ["```c run", "x;", "```", "", "```output", "a\tb", "\tc", "```"]

    (fence,) = scan(before + "\n".join(f"{indent}{line}" for line in lines)).fences

    assert fence.expected_output is not None
    assert fence.expected_output.raw == "a\tb\n\tc"
