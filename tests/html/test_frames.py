"""The states of an animation can be unfolded where its author wants that."""

from __future__ import annotations

import re

import pytest

from .blocks import html_of, ran, stage

ANIMATION = ran(stage(("terminal", "\x1b[2J\x1b[Ha\n\x1b[2J\x1b[Hb\n\x1b[2J\x1b[Hc\n")))
STILL = ran(stage(("terminal", "a\nb\n")))
FRAME = re.compile('<pre class="c-runner-frame"><code class="nohighlight">(.*)</code>')


def test_the_last_state_is_the_output() -> None:
    html = html_of(ANIMATION)

    assert re.findall('class="c-runner-output"><code class="nohighlight">(.*)</code>', html) == [
        "c"
    ]
    assert "details" not in html


@pytest.mark.parametrize(
    ("inputs", "summary", "states"),
    [
        ({}, "3 frames", ["a", "b", "c"]),
        ({"stdio": "pipes"}, None, []),
        ({"truncate": "2"}, "The first 2 of 3 frames", ["a", "b"]),
    ],
)
def test_all_states_can_be_unfolded(
    inputs: dict[str, str], summary: str | None, states: list[str]
) -> None:
    html = html_of(ANIMATION, frames="on", **inputs)

    assert FRAME.findall(html) == states
    if summary:
        assert f"<summary>{summary}</summary>" in html


def test_output_that_is_not_drawn_again_has_no_states() -> None:
    assert html_of(STILL, frames="on") == html_of(STILL)
