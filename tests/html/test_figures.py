"""Figures of a run on a page: in words, and for several variants as charts where they differ."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.figures import artifact_of
from mkdocs_c_runner.engine.job import MEBIBYTE
from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.html.shown import Shown
from mkdocs_c_runner.labels import words

from .shown import html_of, shown

OPTIONS = Options().with_values(
    {"show": ("figures",), "flags": (("-O0",), ("-O2",)), "godbolt": False}
)
ONE = OPTIONS.with_values({"flags": (("-O0",),)})


def ran(options: Options, measured: Measured, number: int = 0, language: str = "en") -> Shown:
    run = Stage(0, segments=(Segment("terminal", b"x\n"),), total_chars=2)
    result = Result.judge(Stage(0), run, measured, (artifact_of(measured),))
    variant = options.toolchain.variants[number]
    return shown(options, result, words(language), variant=variant)


@pytest.mark.parametrize(
    ("measured", "language", "text"),
    [
        (Measured(0.04, None, 12 * MEBIBYTE), "en", "Processor time: 40 ms · Memory: 12 MiB"),
        (Measured(1.52, None, None), "de", "Rechenzeit: 1,5 s"),
        (Measured(0, None, 1), "en", "Processor time: less than 10 ms · Memory: less than 4 MiB"),
        (Measured(None, None, 8 * MEBIBYTE), "fr", "Mémoire: 8 MiB"),
    ],
)
def test_one_run_has_a_line(measured: Measured, language: str, text: str) -> None:
    assert f'<p class="c-runner-figures">{text}</p>' in html_of(
        ran(ONE, measured, language=language)
    )


def test_nothing_is_said_of_what_was_not_measured() -> None:
    assert "c-runner-figures" not in html_of(ran(ONE, Measured()))


def test_variants_that_differ_have_a_chart() -> None:
    slow, fast = Measured(0.3, None, 0), Measured(0.1, None, 0)

    html = html_of(ran(OPTIONS, slow), ran(OPTIONS, fast, 1))

    assert html.count("<svg") == 1
    assert 'aria-label="Processor time (ms)"' in html
    assert "gcc -O0 · Processor time: 300 ms · Memory: less than 4 MiB" in html
    assert "gcc -O2 · Processor time: 100 ms · Memory: less than 4 MiB" in html
    assert "c-runner-tabs" not in html


def test_variants_that_do_not_differ_have_none() -> None:
    html = html_of(ran(OPTIONS, Measured(0, None, 0)), ran(OPTIONS, Measured(0, None, 0), 1))

    assert "<svg" not in html
