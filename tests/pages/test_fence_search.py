"""A search that is spared the lines that decide nothing finds what a search of all lines finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.pages import fence_search

from ..recording import PLAIN, Site, scan
from ..strategies import PAGES, PROFILE

TABS_KEPT = Site(("pymdownx.superfences",), {"pymdownx.superfences": {"preserve_tabs": True}})

# Texts of which most have all signs at the margin, or nearly so.
LINES = st.sampled_from(
    (
        *(
            "```c run",
            "```",
            "```",
            "~~~c run",
            "~~~",
            "````",
            "```output",
            "```text",
            "``` c, run",
        ),
        *("int x;", "\tint y;", "", "  ", "> quote", "Text ``` in it", "## Heading", " ```", "``"),
        *("x;\r", "```c\r", '```c run="on"', "```c run name=x", "    ```c run", "- item"),
    )
)
AT_THE_MARGIN = st.lists(LINES, max_size=14).map("\n".join)


@pytest.mark.parametrize("site", [PLAIN, TABS_KEPT], ids=["plain", "tabs kept"])
@PROFILE
@given(text=st.one_of(AT_THE_MARGIN, PAGES))
def test_it_finds_the_same(site: Site, text: str) -> None:
    spared = scan(text, site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fence_search, "_at_the_margin", lambda _: None)

        assert scan(text, site) == spared


@pytest.mark.parametrize(
    ("lines", "indexes"),
    [
        (["text", "```c", "x", "```", "text"], [1, 3]),
        (["- item", "    ```c", "    ```"], None),
        (["> ~~~", "> ~~~"], None),
        (["``", "text"], []),
    ],
)
def test_only_lines_at_the_margin_are_searched(lines: list[str], indexes: list[int] | None) -> None:
    assert fence_search._at_the_margin(lines) == indexes
