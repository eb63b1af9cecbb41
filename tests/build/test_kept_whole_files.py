"""Pages that name files are not kept as a whole: they show what is in these files now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ..conftest import Site
from .conftest import page_of
from .test_kept_whole import FIRST, anew

# A page, a file that it names, and what this file has one after the other, if it is there.
BESIDE = {
    "what is typed": (
        '```c run stdin_file="in.txt"\n#include <stdio.h>\nint main(void) { ECHO }\n```\n'.replace(
            "ECHO", "char s[9]; if (fgets(s, 9, stdin)) fputs(s, stdout);"
        ),
        "docs/in.txt",
        ("a\n", "a\n", "b\n", "b\n"),
    ),
    "an output": (
        'HELLO one\n--8<-- "more.md"\n',
        "more.md",
        (None, None, "```output\ntwo\n```\n", None),
    ),
    "a near miss": (
        'HELLO one\n\n--8<-- "more.md"\n',
        "more.md",
        (None, None, "``` c run\nint x;\n", None),
    ),
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("name", BESIDE)
def test_pages_show_what_is_in_the_files_that_they_name(
    name: str, build_as_later: Callable[..., Site], tmp_path: Path
) -> None:
    config = {
        "plugins": [{"c-runner": {"on_failure": "warn", "on_mistake": "warn"}}],
        "markdown_extensions": ["pymdownx.superfences", "pymdownx.snippets"],
    }
    page, path, texts = BESIDE[name]
    build_as_later({"index.md": FIRST, "other.md": page_of(page)})
    for text in texts:
        (tmp_path / path).unlink(missing_ok=True)
        if text is not None:
            (tmp_path / path).write_text(text)
        site = build_as_later(None, config)
        files = site.files()
        again = anew(tmp_path, partial(build_as_later, None, config))
        build_as_later(None, config)

        assert again.files() == files
        assert again.log[:-1] == site.log[:-1]
