"""Kept blocks that readers run in their browsers: nothing less is published, and no other program is run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.build.kept_blocks import KeptBlock
from mkdocs_c_runner.check.elsewhere import Elsewhere

from ..conftest import Site
from ..test_plugin_browser import BROWSER, ELSEWHERE
from .conftest import CACHE

pytestmark = pytest.mark.usefixtures("wasm")

PAGE = f"""
```c run
#include <stdio.h>
int main(void) {{ puts("one"); }}
```

{ELSEWHERE}"""
ANOTHER = '\n```c run\n#include <stdio.h>\nint main(void) { puts("another"); }\n```\n'


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[Elsewhere | None]:
    """How readers run the blocks that an earlier build has rendered."""
    found: list[Elsewhere | None] = []
    original = KeptBlock.recall

    def recall(self: KeptBlock) -> Any:
        before = original(self)
        if before:
            found.append(before[1])
        return before

    monkeypatch.setattr(KeptBlock, "recall", recall)
    return found


def without_blocks(build: Callable[..., Site], directory: Path, *arguments: Any) -> Site:
    """The site, built without what was kept of its blocks."""
    for path in (directory / CACHE / "blocks").glob("*.blocks"):
        path.unlink()
    return build(*arguments)


def test_they_are_as_if_rendered_anew(
    build_as_later: Callable[..., Site], tmp_path: Path, recalled: list[Elsewhere | None]
) -> None:
    build_as_later({"index.md": PAGE}, BROWSER)
    before = build_as_later(None, BROWSER).files()
    assert recalled == []

    assert build_as_later(None, BROWSER).files() == before
    plain, noted, other = recalled

    assert isinstance(plain, Elsewhere)
    assert isinstance(noted, Elsewhere)
    assert isinstance(other, Elsewhere)
    assert plain.published
    assert not plain.notes
    assert noted.published
    assert noted.notes
    assert other.reason
    assert without_blocks(build_as_later, tmp_path, None, BROWSER).files() == before


def test_a_block_that_comes_later_lets_nothing_of_the_others_go(
    build_as_later: Callable[..., Site], tmp_path: Path
) -> None:
    build_as_later({"index.md": PAGE}, BROWSER)
    build_as_later(None, BROWSER)
    build_as_later({"index.md": PAGE + ANOTHER}, BROWSER)
    (path,) = (tmp_path / CACHE / "browser").glob("*.json")
    kept = path.read_bytes()

    without_blocks(build_as_later, tmp_path, None, BROWSER)

    assert path.read_bytes() == kept
    assert kept.count(b'"here"') == 4


def test_a_program_that_somebody_has_removed_is_published_again(
    build_as_later: Callable[..., Site], tmp_path: Path
) -> None:
    build_as_later({"index.md": PAGE}, BROWSER)
    before = build_as_later(None, BROWSER).files()
    for path in (tmp_path / "site" / "assets" / "c-runner").glob("*.wasm.gz"):
        path.unlink()

    assert build_as_later(None, BROWSER).files() == before


def test_a_site_that_lets_readers_run_blocks_from_now_on_renders_them_anew(
    build_as_later: Callable[..., Site], tmp_path: Path, recalled: list[Elsewhere | None]
) -> None:
    build_as_later({"index.md": PAGE})
    build_as_later()

    now = build_as_later(None, BROWSER).files()

    assert recalled == []
    assert without_blocks(build_as_later, tmp_path, None, BROWSER).files() == now


@pytest.mark.parametrize(
    "facts",
    [
        {"program": "../../evil.wasm.gz"},
        {"program": "https://example.org/x.wasm.gz"},
        {"program": 1},
        {"program": None},
        {"notes": [[[], "a"]]},
        {"notes": [["script", "a"]]},
        {"notes": 7},
    ],
    ids=str,
)
def test_no_other_facts_are_believed(
    facts: dict[str, Any], build_as_later: Callable[..., Site], tmp_path: Path
) -> None:
    build_as_later({"index.md": PAGE}, BROWSER)
    before = build_as_later(None, BROWSER).files()
    (path,) = (tmp_path / CACHE / "blocks").glob("*.blocks")
    first, _, html = path.read_text().partition("\n")
    page = json.loads(first)
    for *_, about in page["blocks"].values():
        about["browser"] |= facts
    path.write_text(f"{json.dumps(page)}\n{html}")

    assert build_as_later(None, BROWSER).files() == before
