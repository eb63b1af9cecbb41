"""The adapter between SuperFences and the fences of a build."""

from __future__ import annotations

from typing import Any

import pytest
from markdown import Markdown

from mkdocs_c_runner.build.fence_extension import FenceExtension
from mkdocs_c_runner.pages.scan import Scanner
from mkdocs_c_runner.pages.superfences import Call, SuperFence, entries_of, extension_of, register

FENCE = '```x {#one .two three="4"}\n a\n```\n'


def fence(html: str = "<p>made</p>", *, takes: bool = True) -> SuperFence:
    def format_it(call: Call) -> str:
        if not html:
            raise ValueError(call.source)
        return html

    def rescue(call: Call, error: Exception) -> str:
        return f"<p>{type(error).__name__}: {error} in {call.language}</p>"

    return SuperFence("x", lambda *_: takes, format_it, rescue)


def convert(*fences: SuperFence) -> str:
    extension = FenceExtension(fences)
    return Markdown(extensions=["pymdownx.superfences", "attr_list", extension]).convert(FENCE)


def test_a_call_has_all_that_the_author_wrote() -> None:
    calls: list[Call] = []

    def format_it(call: Call) -> str:
        calls.append(call)
        return ""

    convert(SuperFence("x", lambda *_: True, format_it, lambda *_: ""))

    (call,) = calls
    assert (call.source, call.language, call.inputs) == (" a", "x", {"three": "4"})
    assert (call.classes, call.id_value) == (["two"], "one")


def test_options_and_classes_decide_whose_fence_it_is() -> None:
    asked: list[Any] = []

    def validate(inputs: Any, classes: list[str], _: Markdown) -> bool:
        asked.append((inputs, list(classes)))
        return False

    html = convert(SuperFence("x", validate, lambda _: "<p>made</p>", lambda *_: ""))

    assert asked == [({"three": "4"}, ["two"])]
    assert "made" not in html


def test_no_exception_reaches_superfences() -> None:
    assert convert(fence("")) == "<p>ValueError:  a in x</p>"


def test_fences_take_the_place_of_those_of_an_earlier_build() -> None:
    md = Markdown(extensions=["pymdownx.superfences"])
    others = len(extension_of(md).superfences)

    for text in ("first", "second"):
        register(extension_of(md), entries_of([fence(f"<p>{text}</p>")]))

    assert len(extension_of(md).superfences) == others + 1
    assert md.convert("```x\n```\n") == "<p>second</p>"


@pytest.mark.parametrize("extensions", [[], ["fenced_code"]])
def test_plain_fenced_code_takes_none(extensions: list[str]) -> None:
    assert extension_of(Markdown(extensions=extensions)) is None


def test_a_scanner_leaves_its_instance_as_it_is() -> None:
    md = Markdown(extensions=["pymdownx.superfences"])
    before = list(extension_of(md).superfences)

    page = Scanner(md).scan("```c run\nint x;\n```\n", "docs/a.md", 5)

    assert [str(found.place) for found in page.fences] == ["docs/a.md:5:1"]
    assert extension_of(md).superfences == before
    assert "int" in md.convert("```c\nint x;\n```\n")
