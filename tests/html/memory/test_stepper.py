"""All steps of a program as one drawing, with the script that goes through it."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from typing import Literal

import pytest

from mkdocs_c_runner.engine.memory.writing import encode
from mkdocs_c_runner.engine.result import Artifact, Result, Segment, Stage, Verdict
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.html.block import block
from mkdocs_c_runner.html.memory.stepper import SCRIPT, Printed, ranges
from mkdocs_c_runner.html.source import Source

from ..shown import shown
from .blocks import SOURCE, html_of
from .pictures import pushed


@pytest.mark.parametrize(
    ("steps", "last", "text"),
    [
        ([[0, 0]], 5, "0"),
        ([[0, 2]], 5, "0-2"),
        ([[0, 0], [2, 3], [5, 5]], 5, "0 2-3 5-"),
        ([[4, 5]], 5, "4-"),
    ],
)
def test_steps_are_told_as_ranges(steps: list[list[int]], last: int, text: str) -> None:
    assert ranges(steps, last) == text


def test_a_hundred_steps_of_a_list_are_small() -> None:
    memory = pushed(16)
    text = b"".join(b"%d\r\n" % (10 * number) for number in range(16, 0, -1))

    html = html_of(memory, text)

    assert len(memory.snapshots) == 100
    assert len(encode(memory)) < 20_000
    assert len(re.sub('src="data:.*?"', "", html).encode()) < 80_000


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), mtime=0)) < 3 * 1024


def test_the_script_is_linked_where_there_are_steps_alone() -> None:
    memory = pushed(2)

    assert html_of(memory).count("<script") == 1
    assert "<script" not in html_of(replace(memory, steps=False))
    assert "<script" not in html_of(replace(memory, snapshots=memory.snapshots[:1]))


def test_nothing_in_it_needs_leave_of_a_strict_policy() -> None:
    html = html_of(pushed(2))

    assert not re.search(r"\s(?:style|on\w+)=", html)
    assert re.findall("<script[^>]*>", html)[0].startswith("<script src=")


def test_each_piece_is_there_once() -> None:
    html = html_of(pushed(4))
    drawing = re.findall("<svg.*?</svg>", html)[0]

    groups = re.findall(r'<g data-s="[^"]*"(?: data-at="[^"]*")? transform', drawing)
    assert len(groups) == 2 + 4  # two functions and four nodes
    assert drawing.count(">heap#3<") == 1


def test_lines_that_are_stepped_on_have_a_mark() -> None:
    html = html_of(pushed(2))

    lines = {8, 9, 10, 11, 16, 17, 18, 20, 21}
    marks = re.findall('<span class="c-runner-step" data-line="(.*?)">', html)
    assert {int(mark) for mark in marks} == lines


def test_there_is_a_row_for_each_step() -> None:
    memory = pushed(3)
    html = html_of(memory)

    assert html.count("<tr>") == 1 + len(memory.snapshots)


def test_output_is_divided_by_steps() -> None:
    steps = [
        step._replace(printed=at)
        for step, at in zip(pushed(1).snapshots, (0, 0, 3, 5), strict=False)
    ]
    run = Stage(segments=(Segment("terminal", b"ab\r\ncd"), Segment("terminal", b"e\r\n")))

    assert Printed.of(run, steps).pieces == (b"", b"", b"ab\n", b"cde\n")
    assert Printed.of(None, steps).pieces == (b"",) * 4


@pytest.mark.parametrize("layout", ["stack", "tabs"])
def test_pictures_stand_one_beneath_the_other_or_in_tabs(
    layout: Literal["stack", "tabs"],
) -> None:
    memory = replace(pushed(2), steps=False, snapshots=pushed(2).snapshots[:3])

    html = html_of(memory, layout=layout)

    assert html.count("<svg") == 3
    assert html.count('type="radio"') == (4 if layout == "tabs" else 0)
    assert "Memory before line 17" in html


def test_steps_that_make_a_drawing_too_large_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_c_runner.html.memory.stepper.MEMORY_DRAWING", 4000)

    html = html_of(pushed(8))

    steps = html.count("<tr>") - 1
    assert 3 < steps < 20
    assert f'max="{steps}"' in html
    assert "There are more steps than are shown." in html
    assert len(re.findall("<svg.*?</svg>", html)[0]) < 8000


def test_text_that_is_no_record_is_no_picture() -> None:
    result = Result(Verdict.OK, Stage(exit_code=0), artifacts=(Artifact("memory", b"{}\n"),))
    options = Options()
    one = shown(replace(options, display=replace(options.display, show=("memory",))), result)

    assert "<svg" not in str(block([one], lambda: Source(SOURCE), "name").html)
