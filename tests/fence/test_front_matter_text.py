"""Mistakes in front matter that a host does not tell of: it takes such front matter for text, or half of it."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence import front_matter
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules

NO_YAML = "This front matter is no YAML, so none of it counts"
BEGIN = "Front matter begins in the first line of the page"
NOT_CLOSED = "This front matter is not closed"
NO_KEY = "c_runner is no key here"
AGAIN = "stands there more than once"


def problems(text: str) -> list[tuple[int, str]]:
    meta, _ = front_matter.split(text)
    return front_matter.read(meta, text, "page.md", Options(), Rules()).problems


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('---\nc_runner:\n  std: "c99\n---\n\nText.\n', 4, NO_YAML),
        ("---\nc_runner:\n\tstd: c99\n---\n", 3, NO_YAML),
        ("---\nc_runner: {std: c99\n---\n", 3, NO_YAML),
        ("---\ntitle: A: B\nc_runner:\n  std: c99\n---\n", 2, NO_YAML),
        ("---\ntitle: x\n c_runner:\n  std: c99\n---\n", 3, NO_YAML),
        ("---\nd: 2001-99-99\nc-runner: x\na: [\n---\n", 5, NO_YAML),
        ("\n---\nc_runner:\n  std: c99\n---\n", 3, BEGIN),
        ("# Title\n\n---\nc_runner:\n  std: c99\n---\n", 4, BEGIN),
        ("----\nc_runner:\n  std: c99\n----\n", 2, BEGIN),
        ("---\nc_runner:\n  std: c99\n\n```c run\nx;\n```\n", 2, NOT_CLOSED),
        ("---\nc_runner:\n  std: c99\n\n```c run\nx;\n```\n\n---\n", 5, NO_YAML),
        ("---\nc_runner\n  std: c99\n---\n", 3, NO_YAML),
        ("---\nd: 2001-99-99\nc_runner:\n  std: c99\n---\n", 3, NO_YAML),
        ("---\nc_runner:std: c99\n---\n", 2, NO_KEY),
        ("---\nc_runner:\n  std: c99\n  std: c11\n---\n", 4, AGAIN),
        ("---\nc_runner:\n  std: c99\nc_runner:\n  std: c11\n---\n", 4, AGAIN),
    ],
)
def test_what_a_host_does_not_take_is_told(text: str, line: int, problem: str) -> None:
    ((found, sentence),) = problems(text)

    assert (found, problem in sentence) == (line, True), sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: x\n---\n\nc_runner: is a key.\n",
        "---\nc_runner:\n  std: c99\n---\n",
        "---\nc_runner:\n  std: c99\n...\n",
        "---\nextra:\n  c_runner:\n    std: c99\n---\n",
        "---\n# c_runner:\n#   std: c99\n---\n",
        "---\ntitle: A: B\n---\n",
        "Text.\n\n---\n\nc_runner: is a key.\n",
        "```yaml\n---\nc_runner:\n  std: c99\n---\n```\n",
        "---\n\n```yaml\nc_runner:\n```\n",
        "---\nc_runner: {std: c99, flags: [-g, -g]}\n---\n",
    ],
)
def test_other_front_matter_and_other_text_is_none_of_them(text: str) -> None:
    assert problems(text) == []
