"""Fences in included files, and blocks whose code is included: what the scan finds is what is rendered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from ..recording import PATH, Site, scan
from ..strategies import FILES, INCLUDING_PAGES, PROFILE
from .test_scan import FENCES, agree, points_at_its_lines


@pytest.fixture(scope="session")
def including(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with files to be included."""
    directory = tmp_path_factory.mktemp("included")
    for name, content in FILES.items():
        (directory / name).write_text(content, encoding="utf-8")
    return Site(
        (FENCES, "pymdownx.snippets"), {"pymdownx.snippets": {"base_path": [str(directory)]}}
    )


@PROFILE
@given(text=INCLUDING_PAGES)
def test_the_scan_agrees_with_rendering_where_files_are_included(
    including: Site, text: str
) -> None:
    fences = agree(text, including)

    points_at_its_lines(text, fences)


INCLUDED: dict[str, tuple[str, list[int], list[str]]] = {
    "a whole fence": ('Text.\n\n--8<-- "fence.md"', [3], ["int\tincluded;"]),
    "the code": ('```c run\n--8<-- "code.c"\n```', [1], ['int a;\n\tputs("a\tb");\nint c;\n']),
    "some lines": ('```c run\n--8<-- "code.c:2:3"\n```', [1], ['\tputs("a\tb");\nint c;']),
    "code among code": (
        '```c run\nint before;\n--8<-- "code.c:1:1"\nint after;\n```',
        [1],
        ["int before;\nint a;\nint after;"],
    ),
    "below what is included": (
        '--8<-- "fence.md"\n\n```c run\nint own;\n```',
        [3, 3],
        ["int\tincluded;", "int own;"],
    ),
    "code below what is included": (
        '--8<-- "fence.md"\n\n```c run\n--8<-- "code.c:1:1"\n```',
        [3, 3],
        ["int\tincluded;", "int a;"],
    ),
    "two of code": (
        '```c run\n--8<-- "code.c:1:1"\n```\n\n```c run\n--8<-- "code.c:3:3"\n```',
        [1, 5],
        ["int a;", "int c;"],
    ),
    "in a list": (
        '- a\n\n    ```c run\n    --8<-- "code.c"\n    ```',
        [3],
        ['int a;\n\tputs("a\tb");\nint c;\n'],
    ),
    "in a quote, where nothing is included": (
        '> ```c run\n> --8<-- "code.c"\n> ```',
        [1],
        ['--8<-- "code.c"'],
    ),
    "a file that includes a file": (
        '```c run\n--8<-- "outer.c"\n```',
        [1],
        ['int outer;\nint a;\n\tputs("a\tb");\nint c;\n\nint outer;\n'],
    ),
    "a section": ('```c run\n--8<-- "parts.c:two"\n```', [1], ["int same;\nint three;"]),
    "lines apart": ('```c run\n--8<-- "parts.c:4:4,2:2"\n```', [1], ["int same;\nint same;"]),
    "files between marks": (
        "- a\n\n    ```c run\n    --8<--\n    parts.c:two\n    code.c:3:3\n    --8<--\n    ```",
        [3],
        ["int same;\nint three;\nint c;"],
    ),
    "escaped": ('```c run\n;--8<-- "code.c"\n```', [1], ['--8<-- "code.c"']),
}


@pytest.mark.parametrize("case", INCLUDED)
def test_included_files_are_scanned_as_they_are_rendered(case: str, including: Site) -> None:
    text, lines, sources = INCLUDED[case]

    fences = agree(text, including)

    assert [fence.place.line for fence in fences.page.fences] == lines
    assert [snippet.source for snippet in fences.snippets] == sources
    points_at_its_lines(text, fences)


def test_a_refused_fence_of_an_included_file_has_its_place_there(tmp_path: Path) -> None:
    (tmp_path / "refused.md").write_text("Text.\n\n  ```c run timeout=2\n  x;\n  ```\n")
    site = Site(
        (FENCES, "pymdownx.snippets"), {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    )

    (miss,) = scan('Text.\n\n--8<-- "refused.md"\n', site).near_misses

    assert Path(miss.place.path).resolve() == tmp_path / "refused.md"
    assert (miss.line, miss.column, miss.correction) == (3, 3, '```c run timeout="2"')


def test_a_missing_file_leaves_an_empty_block_and_its_place(including: Site) -> None:
    fences = agree('Text.\n\n```c run\n--8<-- "missing.c"\n```\n', including)

    (mistake,) = fences.report.take_mistakes()
    assert str(mistake.place) == f"{PATH}:3:1"
    assert mistake.reasons[0].startswith("The block is empty. If it includes a file,")
