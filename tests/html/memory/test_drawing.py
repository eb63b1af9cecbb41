"""Snapshots as SVG: drawings that people have looked at, and what each drawing keeps to.

`pytest --update-cases` writes what came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mkdocs_c_runner.engine.memory.snapshots import Snapshot
from mkdocs_c_runner.engine.memory.values import Pointer, PointerState
from mkdocs_c_runner.html.memory.contents import changed, contents
from mkdocs_c_runner.html.memory.part import picture
from mkdocs_c_runner.html.memory.words import Words
from mkdocs_c_runner.labels import words

from .pictures import PICTURES, array, block, call, pushed, snapshot, struct

DRAWINGS = Path(__file__).parent / "drawings"
HOSTILE = "<script>alert('\"&\x1b[31m\u202e\n')</script>" + "x" * 5000


def picture_of(taken: Snapshot, before: Snapshot | None = None) -> str:
    labels = words("en")
    now = contents(taken, labels, "main.c")
    earlier = contents(before, labels, "main.c") if before else None
    return str(picture(taken, now, earlier, Words(labels, "main.c"), search=True))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    html = re.sub(r"(?=<(?:g|text|path|li|details)\b)", "\n", picture_of(PICTURES[name]))
    path = DRAWINGS / f"{name}.html"
    if request.config.getoption("--update-cases"):
        path.write_text(html, "utf-8")

    assert html == path.read_text("utf-8")


def test_each_drawing_is_of_a_picture() -> None:
    assert {path.stem for path in DRAWINGS.iterdir()} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_xml_without_ids_styles_and_scripts(name: str) -> None:
    html = picture_of(PICTURES[name])
    svg = ET.fromstring(re.findall("<svg.*</svg>", html)[0].replace("data-search-exclude", 'x=""'))

    for element in svg.iter():
        assert not {"id", "style"} & set(element.attrib)
        assert element.tag in ("svg", "g", "rect", "path", "text")
    assert "<script" not in html


def test_a_pointer_to_memory_without_a_name_says_whose_it_is() -> None:
    html = picture_of(snapshot(call("main", 3, p=Pointer(PointerState.OUTSIDE, text="f#2<b>"))))

    assert ">no name, in f#2&lt;b&gt;</text>" in html
    assert "points to memory of f#2&lt;b&gt; without a name" in html


def test_a_changed_cell_is_marked_by_more_than_a_color() -> None:
    before = snapshot(call("main", 3, a=1, b=2, c=array(1, 2)))
    now = snapshot(call("main", 4, a=1, b=3, c=array(1, 5), d=4))
    labels = words("en")

    parts = changed(contents(now, labels), contents(before, labels))

    assert parts == {("main.b", ""), ("main.c", "[1]"), ("main.d", "")}
    assert picture_of(now, before).count("c-runner-corner") == 3
    assert "<code>b</code>: 3 (changed)</li>" in picture_of(now, before)
    assert "c-runner-corner" not in picture_of(now)


def hostile() -> Iterator[Snapshot]:
    yield snapshot(call(HOSTILE, 3, **{HOSTILE: HOSTILE}))
    yield snapshot(call("main", 3, text=f'"{HOSTILE}"', many=array(*[HOSTILE] * 20)))
    yield snapshot(call("main", 3, s=struct(HOSTILE, **{HOSTILE: 1, "": 2})))
    yield snapshot(call("main", 3), blocks=(block(1, HOSTILE, HOSTILE),))


@pytest.mark.parametrize("taken", list(hostile()))
def test_what_a_program_says_is_text(taken: Snapshot) -> None:
    html = picture_of(taken)

    assert "<script" not in html
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", html)
    assert len(html) < 20_000


@pytest.mark.parametrize("language", ["de", "ja", "zh-Hant"])
def test_words_fit_in_every_language(language: str) -> None:
    labels = words(language)
    html = str(
        picture(
            PICTURES["bugs"],
            contents(PICTURES["bugs"], labels),
            None,
            Words(labels),
            search=True,
        )
    )

    assert labels["memory_freed"] in html
    assert labels["memory_ended"] in html
    assert labels["memory_points_freed"].format(target="heap#2") in html


def test_a_state_has_a_word() -> None:
    html = picture_of(PICTURES["bugs"])
    texts = re.findall("<text[^>]*>(.*?)</text>", html)

    assert {"?", "freed, in use again", "char [6], lost", "function has ended", "elsewhere"} <= set(
        texts
    )
    assert "heap#5" not in texts  # freed, and nothing points to it


def test_steps_that_follow_each_other_keep_most_of_their_drawing() -> None:
    """Else a drawing of all steps would be as large as one for each."""
    steps = pushed(5).snapshots
    labels = words("en")
    same = sum(
        len(changed(contents(now, labels), contents(before, labels))) <= 5
        for before, now in pairwise(steps)
    )

    assert same == len(steps) - 1
