"""The line that a terminal shows while a build waits, with a runner that is made up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest

from mkdocs_c_runner.build.progress import Progress
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Outcome
from mkdocs_c_runner.place import Place


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Runner:
    """One job after the other, which never ends by itself."""

    jobs: list[tuple[Job, float]] = field(default_factory=list)

    def running(self) -> list[tuple[Job, float]]:
        return self.jobs


class Answer(Future[Outcome]):
    """An answer that comes after a number of looks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def result(self, timeout: float | None = None) -> Outcome:  # noqa: ARG002
        if self.looks:
            self.looks -= 1
            raise TimeoutError
        self.set_result(None)  # type: ignore[arg-type]
        return super().result()


def shown(
    places: Sequence[str], since: float, columns: int, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The last line that a terminal of this width shows."""
    monkeypatch.setenv("COLUMNS", str(columns))
    runner, screen = Runner(), Screen()
    progress = Progress(runner, print, screen)
    waited = []
    for number, path in enumerate(places):
        job = Job((SourceFile("a.c", b"%d" % number),))
        runner.jobs.append((job, since))
        answer = Answer(2)
        progress.add(job, Place(path, 12, 1), answer)
        waited.append((job, answer))
    progress.wait(*waited[0])
    return screen.getvalue().split("\r\x1b[K")[-2]


@pytest.mark.parametrize(
    ("path", "since", "columns", "line"),
    [
        ("docs/a.md", 1.0, 80, "C blocks [....................] 0 of 2, 0:00"),
        (
            "docs/a.md",
            9.0,
            80,
            "C blocks [....................] 0 of 2, 0:00; docs/a.md:12:1 for 9 s",
        ),
        (
            "docs/a/long/way/down/to/a.md",
            9.0,
            80,
            "C blocks [....................] 0 of 2, 0:00; …ng/way/down/to/a.md:12:1 for 9 s",
        ),
        ("docs/a.md", 9.0, 50, "C blocks [....................] 0 of 2, 0:00"),
        ("docs/a.md", 9.0, 20, "C blocks [.........."[:19]),
    ],
    ids=["fast", "slow", "long path", "narrow", "very narrow"],
)
def test_the_line_fits_and_names_the_slow_block(
    path: str, since: float, columns: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shown([path, "docs/b.md"], since, columns, monkeypatch)

    assert found == line
    assert len(found) < columns


def test_time_is_in_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 75.0, 75.0, 75.0, 75.0, 75.0])
    monkeypatch.setattr("time.monotonic", lambda: next(times))

    assert shown(["docs/a.md"], 1.0, 80, monkeypatch).endswith(" 0 of 1, 1:15")
