"""Notes on the blocks of the last build: written when anything is new, and read again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.store.last_build import History, Seen

from ..executors import other_job

CONDITIONS = Conditions("native 0", "system", "gcc 14")

Blocks = dict[str, list[int]]


def remember(history: History, page: str, numbers: list[int]) -> None:
    blocks = [(partial(other_job, number), f"key {number}") for number in numbers]
    history.remember(page, blocks, lambda _: CONDITIONS)


def build(directory: Path, pages: Blocks) -> bool:
    """Whether a build with these blocks writes anything."""
    before = written(directory)
    history = History(directory)
    for page, numbers in pages.items():
        remember(history, page, numbers)
    history.write()
    return written(directory) != before


def written(directory: Path) -> list[tuple[str, int]]:
    return sorted((path.name, path.stat().st_mtime_ns) for path in directory.glob("*.json"))


def knows(directory: Path, page: str, number: int, index: int = 0) -> bool:
    """Whether a block is one of the last build of this page: then its result has been evicted."""
    seen = Seen.of(other_job(number), CONDITIONS, f"key {number}")
    return History(directory).why(page, index, seen) == "evicted"


def test_blocks_are_known_after_a_build(tmp_path: Path) -> None:
    assert build(tmp_path, {"a.md": [1, 2], "b.md": [3]})

    assert [knows(tmp_path, "a.md", number) for number in (1, 2, 3)] == [True, True, False]
    assert knows(tmp_path, "b.md", 3)


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    build(tmp_path, {"a.md": [1, 2], "b.md": [3]})

    assert not build(tmp_path, {"a.md": [1, 2], "b.md": [3]})
    assert not build(tmp_path, {"b.md": [3]}), "one page of a site is built"
    assert not build(tmp_path, {})


def test_a_page_that_has_changed_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    build(tmp_path, {"a.md": [1, 2], "b.md": [3]})

    assert build(tmp_path, {"a.md": [4]})

    assert [knows(tmp_path, "a.md", number) for number in (1, 4)] == [False, True]
    assert knows(tmp_path, "b.md", 3)
    assert not build(tmp_path, {"a.md": [4], "b.md": [3]})


def test_all_is_written_again_where_the_large_file_was_lost(tmp_path: Path) -> None:
    build(tmp_path, {"a.md": [1, 2], "b.md": [3]})
    (tmp_path / "history.json").unlink()

    assert build(tmp_path, {"a.md": [1, 2], "b.md": [3]})
    assert knows(tmp_path, "a.md", 1)
    assert knows(tmp_path, "b.md", 3)


def test_blocks_of_a_page_may_be_noted_in_turns(tmp_path: Path) -> None:
    for first, second in (([1], [2]), ([1], [5]), ([6], [5]), ([6], [5])):
        history = History(tmp_path)
        remember(history, "a.md", first)
        remember(history, "b.md", [3])
        remember(history, "a.md", second)
        history.write()

        assert all(knows(tmp_path, "a.md", number) for number in first + second)
        assert knows(tmp_path, "b.md", 3)
    assert not build(tmp_path, {"a.md": [6, 5], "b.md": [3]})
