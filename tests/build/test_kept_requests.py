"""Pages that nobody reads again let readers run their blocks as before, and no other code than they show."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..conftest import Site
from ..test_plugin_browser import BROWSER
from .conftest import CACHE, page_of
from .test_kept_blocks_in_browsers import PAGE, without_blocks
from .test_kept_whole import whole

pytestmark = pytest.mark.usefixtures("wasm")

__all__ = ("whole",)

TABS = (
    '\n```c run args="-n \'a b\'"\n#include <stdio.h>\nint main(void)\n{\n\tputs("tab");\n}\n```\n'
)

OTHERS: list[dict[str, Any]] = [
    {"files": [{"name": "main.c", "text": "int main(void) { return 1; }", "edited": True}]},
    {"files": []},
    {"files": None},
    {"data": [{"name": "a", "file": "https://example.org/"}]},
    {"endpoint": "https://example.org/"},
]


@pytest.fixture
def files(build_as_later: Callable[..., Site]) -> dict[str, bytes]:
    """The files of a site whose second page is kept as a whole."""
    pages = {"index.md": PAGE, "other.md": page_of("HELLO two\n") + TABS}
    build_as_later(pages, BROWSER)
    return build_as_later(None, BROWSER).files()


def test_they_are_as_if_read_anew(
    files: dict[str, bytes],
    build_as_later: Callable[..., Site],
    tmp_path: Path,
    whole: dict[str | None, int],
) -> None:
    assert build_as_later(None, BROWSER).files() == files
    assert whole["other.md"] == 2
    assert without_blocks(build_as_later, tmp_path, None, BROWSER).files() == files


def test_a_program_that_somebody_has_removed_is_published_again(
    files: dict[str, bytes],
    build_as_later: Callable[..., Site],
    tmp_path: Path,
    whole: dict[str | None, int],
) -> None:
    for path in (tmp_path / "site" / "assets" / "c-runner").glob("*.wasm.gz"):
        path.unlink()

    assert build_as_later(None, BROWSER).files() == files
    assert whole == {}


@pytest.mark.parametrize("other", [None, *OTHERS], ids=str)
def test_they_run_no_other_code(
    other: dict[str, Any] | None,
    files: dict[str, bytes],
    build_as_later: Callable[..., Site],
    tmp_path: Path,
) -> None:
    for path in (tmp_path / CACHE / "blocks").glob("*.page"):
        kept = json.loads(path.read_text())
        for block in kept["blocks"]:
            request = json.loads(block[-1] or "{}")
            block[-1] = json.dumps({**request, **other}) if other else "{"
        path.write_text(json.dumps(kept))

    assert build_as_later(None, BROWSER).files() == files
