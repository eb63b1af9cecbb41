"""A record answers for its own page first, and no file of another page takes its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.store.records import Record, Records

JOB = Job((SourceFile("main.c", b"int main(void) {}"),))


def result(text: str) -> Result:
    segment = Segment("terminal", text.encode())
    return Result.judge(Stage(0), Stage(0, segments=(segment,)), Measured())


def record(text: str, job: Job = JOB) -> Record:
    return Record.of(job, "gcc 14", result(text))


def found(directory: Path, page: str) -> str | None:
    record = Records(directory).find(JOB, page)
    return record.result.run.text().decode() if record and record.result.run else None


# The names of pages before and behind `m.md` in the order of files.
@pytest.mark.parametrize("other", ["a.md", "z.md", "m/x.md"])
def test_the_own_page_comes_first(tmp_path: Path, other: str) -> None:
    Records(tmp_path).write("m.md", [record("own")])
    Records(tmp_path).write(other, [record("hostile")])

    assert found(tmp_path, "m.md") == "own"
    assert found(tmp_path, other) == "hostile"


def test_a_block_that_was_moved_keeps_its_record(tmp_path: Path) -> None:
    Records(tmp_path).write("before.md", [record("moved")])

    assert found(tmp_path, "after.md") == "moved"


def test_a_record_of_another_job_answers_for_no_other_page(tmp_path: Path) -> None:
    Records(tmp_path).write("a.md", [record("hostile")._replace(job={"sources": {}})])

    assert found(tmp_path, "m.md") is None


def test_pages_with_one_program_have_their_own_results(tmp_path: Path) -> None:
    """In whatever order they are asked for."""
    Records(tmp_path).write("a.md", [record("hostile")])
    Records(tmp_path).write("m.md", [record("own")])
    runner = Runner(RunnerSettings(execute="never", results_directory=tmp_path))

    for page, text in [("a.md", "hostile"), ("m.md", "own"), ("a.md", "hostile")]:
        outcome = runner.submit(JOB, page).result()
        assert outcome.origin == "record"
        assert outcome.result.run == result(text).run


Prepare = Callable[[Path, Path], Any]


@pytest.mark.parametrize(
    "prepare",
    [
        lambda results, out: (results / "m.md.json").symlink_to(out / "m.md.json"),
        lambda results, out: (results / "sub").symlink_to(out),
    ],
    ids=["a file", "a directory"],
)
def test_a_link_to_elsewhere_is_neither_read_nor_written(tmp_path: Path, prepare: Prepare) -> None:
    results, out = tmp_path / "c-results", tmp_path / "out"
    results.mkdir()
    Records(out).write("m.md", [record("outside")])
    before = (out / "m.md.json").read_text()
    prepare(results, out)

    for page in ("m.md", "sub/m.md"):
        assert found(results, page) is None
    page = "sub/m.md" if (results / "sub").exists() else "m.md"
    for records in ([record("new")], []):
        with pytest.raises(OSError, match="a link leads out"):
            Records(results).write(page, records)
    assert (out / "m.md.json").read_text() == before
    assert json.loads(before)["blocks"]
