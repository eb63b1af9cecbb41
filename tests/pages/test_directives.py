"""Lines that a plugin has brought in from another file, and that are found there again."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.pages.directives import included_places
from mkdocs_c_runner.place import Place

FILES = {
    "parts/a.md": "Text.\n\n  ```c run timeout=2\n  ```\n",
    "feeds.md": "\f\nOld.\f\u2028\r\n```c run timeout=2\r\n```\r\n",
    "guide/b.md": "```c run timeout=2\n```\n",
}
LINE = "```c run timeout=2"


def read(uri: str) -> bytes:
    if uri not in FILES:
        raise ValueError(uri)
    return FILES[uri].encode()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{% include-markdown "../parts/a.md" %}', Place("docs/parts/a.md", 3, 3)),
        ('{% include-markdown "parts/a.md" start="x" %}', Place("docs/parts/a.md", 3, 3)),
        ('{% include "feeds.md" %}', Place("docs/feeds.md", 3, 1)),
        ("{%- include 'b.md' -%}", Place("docs/guide/b.md", 1, 1)),
        ('{! include "parts/a.md" !}', Place("docs/parts/a.md", 3, 3)),
        ('{% include "parts/a.md" %}\n{% include "b.md" %}', None),
        ('{% include "missing.md" %}', None),
        ('[parts/a.md](parts/a.md) includes "parts/a.md"', None),
        ("".join(f'{{% include "b.md" %}}{{% include "{n}.md" %}}' for n in range(100)), None),
        ("", None),
    ],
)
def test_a_line_is_found_in_the_file_that_has_it(body: str, place: Place | None) -> None:
    places = included_places([LINE], body, "guide/page.md", read, "docs/{}".format)

    assert places.get(LINE) == place
