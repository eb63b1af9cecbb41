"""HTML comments, as far as they hide fences from readers."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.pages.comments import lines_in_comments

from ..recording import scan

FENCE = "```c run\nx;\n```\n"


@pytest.mark.parametrize(
    ("text", "commented"),
    [
        (FENCE, [False]),
        (f"<!--\n{FENCE}-->\n", [True]),
        (f"<!-- a\n\n{FENCE}\nb -->\n{FENCE}", [True, False]),
        (f"<!-- a -->\n{FENCE}", [False]),
        (f"<!--\n{FENCE}", [False]),
        (f"    <!--\n\n{FENCE}-->\n", [False]),
        (f"Text <!--\n\n{FENCE}-->\n", [False]),
        (f"`<!--`\n\n{FENCE}`-->`\n", [False]),
        ("<!--\n```c run\nn --> 0;\n```\n-->\n", [True]),
        (f"```html\n<!--\n```\n\n{FENCE}\n```html\n-->\n```\n", [False]),
    ],
)
def test_a_fence_in_a_comment_is_told_from_others(text: str, commented: list[bool]) -> None:
    assert [fence.is_comment for fence in scan(text).fences] == commented


def test_the_lines_of_a_comment_are_those_from_its_beginning_to_its_end() -> None:
    assert lines_in_comments(["a", "<!--", "b", "-->", "c"], ()) == {2, 3, 4}
