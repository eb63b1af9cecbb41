"""Figures of a run: rounded, so that pages do not change for nothing."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.figures import Figures, artifact_of, figures_of
from mkdocs_c_runner.engine.job import MEBIBYTE, Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Artifact, Measured, Result, Stage


def figures(artifact: Artifact) -> Figures:
    return figures_of(Result.judge(Stage(0), Stage(0), Measured(), (artifact,)))


@pytest.mark.parametrize(
    ("seconds", "size", "rounded"),
    [
        (0.0, 0, Figures(0.0, 0)),
        (0.0099, 4 * MEBIBYTE - 1, Figures(0.0, 0)),
        (0.014, 4 * MEBIBYTE, Figures(0.01, 4 * MEBIBYTE)),
        (0.123, 7_900_000, Figures(0.1, 8 * MEBIBYTE)),
        (0.96, 99 * MEBIBYTE, Figures(1.0, 99 * MEBIBYTE)),
        (1.234, 123 * MEBIBYTE, Figures(1.2, 120 * MEBIBYTE)),
        (9.96, 511 * MEBIBYTE, Figures(10.0, 510 * MEBIBYTE)),
        (None, None, Figures()),
    ],
)
def test_figures_are_rounded(seconds: float | None, size: int | None, rounded: Figures) -> None:
    assert figures(artifact_of(Measured(seconds, None, size))) == rounded


@pytest.mark.parametrize(
    "text", ["", "cpu_time", "cpu_time nan", "cpu_time -1", "memory x\n", "\xff 1"]
)
def test_a_record_that_somebody_has_changed_has_no_figures(text: str) -> None:
    assert figures(Artifact("figures", text.encode("latin-1"))) == Figures()


@pytest.mark.usefixtures("sandbox")
def test_a_program_has_figures_if_its_job_asks_for_them() -> None:
    source = SourceFile("main.c", b"int main(void) {}\n")
    executor = NativeExecutor()

    asked = executor.execute(Job((source,), artifacts=("figures",)))

    assert Result.from_json(asked.to_json()) == asked
    assert None not in figures_of(asked)
    assert figures_of(executor.execute(Job((source,)))) == Figures()
