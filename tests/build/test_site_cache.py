"""Results outlive highlighted sources, and both are one cache to those who look after it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_c_runner.build.site_cache import SiteCache


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A cache with two results, the first of them old, and a page."""
    for name, used in (("results/a", 1), ("results/b", 100), ("highlighted/page", 50)):
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text("0123456789")
        os.utime(path, (used, used))
    return tmp_path


def names(directory: Path) -> set[str]:
    return {path.stem for path in directory.rglob("*.json")}


def test_all_files_take_room_and_results_are_counted(directory: Path) -> None:
    assert SiteCache(directory).size() == (2, 30)


@pytest.mark.parametrize(
    ("since", "most", "left"),
    [
        (None, None, {"a", "b", "page"}),
        (None, 30, {"a", "b", "page"}),
        (None, 29, {"a", "b"}),
        (None, 19, {"b"}),
        (60, None, {"b"}),
        (None, 0, set()),
    ],
)
def test_highlighted_sources_go_before_results(
    directory: Path, since: float | None, most: int | None, left: set[str]
) -> None:
    removed = SiteCache(directory).prune(since, most)

    assert names(directory) == left
    assert removed == 2 - len(left & {"a", "b"})


def test_programs_for_browsers_go_before_results(directory: Path) -> None:
    (directory / "browser").mkdir()
    program = directory / "browser" / "00000000000000000000.wasm.gz"
    program.write_bytes(b"0123456789")
    assert SiteCache(directory).size() == (2, 40)

    SiteCache(directory).prune(None, 20)

    assert not program.exists()
    assert {"a", "b"} <= names(directory)


def test_nothing_is_left_of_a_cache_that_is_cleared(directory: Path) -> None:
    assert SiteCache(directory).clear() == 2
    assert names(directory) == set()
