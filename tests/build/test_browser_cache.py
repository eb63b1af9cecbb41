"""How a block runs in browsers is found out once, and no page shows what was so before something changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.build.browser_cache import BrowserCache
from mkdocs_c_runner.check.elsewhere import Elsewhere
from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, SourceFile
from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.engine.store.json_files import JsonStore

PAGE = "docs/index.md"
JOB = Job((SourceFile("main.c", b"int main(void) { return 0; }"),))
HERE = Stage(0, segments=(Segment("terminal", b"4\n"),), total_chars=2)
RUNS = Elsewhere(b"\x1f\x8bprogram", (("elsewhere", ""), ("elsewhere_end", "exit status 1")))
REFUSED = Elsewhere(reason="A browser has no threads: unknown name")


def cache_in(directory: Path, conditions: str = "wasm 1") -> BrowserCache:
    return BrowserCache(directory, JsonStore(), conditions)


def kept(directory: Path, found: Elsewhere = RUNS) -> Path:
    """Keep a block, and return the file of its page."""
    cache = cache_in(directory)
    cache.add(PAGE, JOB, HERE, found)
    cache.keep(PAGE)
    (path,) = (directory / "browser").glob("*.json")
    return path


@pytest.mark.parametrize("found", [RUNS, REFUSED])
def test_a_block_is_as_it_was(found: Elsewhere, tmp_path: Path) -> None:
    kept(tmp_path, found)
    cache = cache_in(tmp_path)

    assert cache.has(PAGE, JOB)
    assert cache.recall(PAGE, JOB, HERE) == found


@pytest.mark.parametrize(
    ("page", "job", "here", "conditions"),
    [
        ("docs/other.md", JOB, HERE, "wasm 1"),
        (PAGE, Job((SourceFile("main.c", b"int main(void) { return 1; }"),)), HERE, "wasm 1"),
        (PAGE, Job(JOB.sources, run_limits=replace(RUN_LIMITS, wall_time=1.0)), HERE, "wasm 1"),
        (PAGE, JOB, HERE._replace(segments=()), "wasm 1"),
        (PAGE, JOB, HERE._replace(exit_code=1), "wasm 1"),
        (PAGE, JOB, None, "wasm 1"),
        (PAGE, JOB, HERE, "wasm 2"),
    ],
    ids=["page", "source", "limits", "output", "status", "not run", "toolchain"],
)
def test_what_decides_it_may_not_change(
    page: str, job: Job, here: Stage | None, conditions: str, tmp_path: Path
) -> None:
    kept(tmp_path)

    assert cache_in(tmp_path, conditions).recall(page, job, here) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"notes": [["title", ""]]},
        {"notes": [["elsewhere"]]},
        {"notes": 3},
        {"program": "../results/a.json"},
        {"program": "0" * 20 + ".wasm.gz"},
        {"program": ""},
        {"program": None},
        {"reason": None, "program": 1},
        {"here": None},
    ],
    ids=str,
)
def test_nothing_else_is_believed(changes: dict[str, Any], tmp_path: Path) -> None:
    path = kept(tmp_path)
    content = json.loads(path.read_text())
    for entry in content["blocks"].values():
        entry.update(changes)
    path.write_text(json.dumps(content))

    assert cache_in(tmp_path).recall(PAGE, JOB, HERE) is None


@pytest.mark.parametrize("content", ["", "[]", '{"version": 1}', '{"version": 1, "blocks": []}'])
def test_a_broken_file_is_as_none(content: str, tmp_path: Path) -> None:
    kept(tmp_path).write_text(content)

    assert not cache_in(tmp_path).has(PAGE, JOB)


@pytest.mark.parametrize("content", [b"", b"another program"])
def test_a_program_that_is_not_whole_is_compiled_again(content: bytes, tmp_path: Path) -> None:
    kept(tmp_path)
    (path,) = (tmp_path / "browser").glob("*.wasm.gz")
    path.write_bytes(content)

    assert cache_in(tmp_path).recall(PAGE, JOB, HERE) is None


def test_blocks_that_are_on_the_page_no_more_are_forgotten(tmp_path: Path) -> None:
    kept(tmp_path)
    cache = cache_in(tmp_path)
    assert cache.has(PAGE, JOB)
    cache.keep(PAGE)

    assert not cache_in(tmp_path).has(PAGE, JOB)


def test_nothing_is_written_while_a_preview_builds(tmp_path: Path) -> None:
    store = JsonStore()
    store.put_off()
    cache = BrowserCache(tmp_path, store, "wasm 1")
    cache.add(PAGE, JOB, HERE, RUNS)
    cache.keep(PAGE)
    assert not list(tmp_path.iterdir())
    assert BrowserCache(tmp_path, store, "wasm 1").recall(PAGE, JOB, HERE) == RUNS

    store.catch_up()

    assert cache_in(tmp_path).recall(PAGE, JOB, HERE) == RUNS
