"""The HTML of a block: its parts in their order, its labels, and its mistakes."""

from __future__ import annotations

import re
from itertools import count

import pytest

from mkdocs_c_runner.check.ran import Checked, Ran
from mkdocs_c_runner.engine.result import Outcome, Result
from mkdocs_c_runner.html.block import block, problems, render
from mkdocs_c_runner.html.pieces import NOTHING
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.labels import labels
from mkdocs_c_runner.markup import trusted
from mkdocs_c_runner.program.snippet import Snippet

from .blocks import (
    APART,
    BROKEN,
    ENGLISH,
    EXIT_3,
    HELLO,
    ONLY_STDOUT,
    REFUSED,
    SILENT,
    SOURCE,
    TYPED,
    VERDICTS,
    html_of,
    options,
)
from .outline import outline
from .shown import PLACE, shown


def test_the_whole_of_an_ordinary_block() -> None:
    assert html_of(HELLO) == (
        "<pre>source</pre>\n"
        '<div class="result c-runner" data-verdict="ok" role="group" aria-label="Output">\n'
        '<p class="c-runner-label">Output</p>\n'
        '<pre class="c-runner-output"><code class="nohighlight">hello</code></pre>\n'
        "</div>"
    )


OUTPUT = ["label: Output", "output: hello"]


MESSAGES = ["label: Compiler messages", "diagnostics: main.c:1:1: warning: x < y"]


OUT = ["label: Standard output", "stdout: out\nmore"]


ERR = ["label: Standard error", "stderr: err"]


NOT_COMPILED = "status: It does not compile."


REFUSAL = ["label: Compiler messages", NOT_COMPILED, "diagnostics: main.c:1:1: error: x"]


UNEXPECTED = "status: This block was expected to end with status 0."


ADD_EXIT_3 = 'advice: If that is the point, add expect="exit 3".'


ADD_MAIN = (
    'advice: The block has no main: if it is statements, main="wrap" puts one around them. '
    'If that is the point, add expect="compile-error".'
)


NO_OUTPUT = "status: No output."


PARTS: dict[str, tuple[Result, dict[str, str], list[str]]] = {
    "by default": (HELLO, {}, ["source", "figure", *OUTPUT]),
    "output alone": (HELLO, {"show": "output"}, ["figure", *OUTPUT]),
    "source alone": (HELLO, {"show": "source"}, ["source"]),
    "nothing": (HELLO, {"show": "none"}, []),
    "output before source": (HELLO, {"show": "output source"}, ["figure", *OUTPUT, "source"]),
    "output twice": (
        HELLO,
        {"show": "output source output"},
        ["figure", *OUTPUT, "source", "figure", *OUTPUT],
    ),
    "messages alone": (HELLO, {"show": "diagnostics"}, ["figure", *MESSAGES]),
    "messages before output": (
        HELLO,
        {"show": "source diagnostics output"},
        ["source", "figure", *MESSAGES, *OUTPUT],
    ),
    "no messages to show": (SILENT, {"show": "diagnostics source"}, ["source"]),
    "silence": (SILENT, {}, ["source", "figure", NO_OUTPUT]),
    "silence of a program shown by its source": (SILENT, {"show": "source"}, ["source"]),
    "silence, nothing shown": (SILENT, {"show": "none"}, []),
    "streams apart": (APART, {"stdio": "pipes"}, ["source", "figure", *OUT, *ERR]),
    "one stream needs no name": (
        ONLY_STDOUT,
        {"stdio": "pipes"},
        ["source", "figure", "label: Output", "stdout: out"],
    ),
    "stdout asked for": (APART, {"show": "stdout"}, ["figure", *OUT]),
    "stderr first": (APART, {"show": "stderr stdout"}, ["figure", *ERR, *OUT]),
    "source between the streams": (
        APART,
        {"show": "stdout source stderr"},
        ["figure", *OUT, "source", "figure", *ERR],
    ),
    "typed text": (
        TYPED,
        {},
        ["source", "figure", "label: Output", "output: ? ", "output: 3\n", "output: 9"],
    ),
    "typed text without echo": (
        TYPED,
        {"echo": "off"},
        ["source", "figure", "label: Output", "output: ? 9"],
    ),
    "no program, expected": (
        REFUSED,
        {"expect": "compile-error"},
        ["source", "figure", *REFUSAL],
    ),
    "no program, not expected": (
        REFUSED,
        {},
        ["source", "figure", *REFUSAL, UNEXPECTED, ADD_MAIN],
    ),
    "no program, messages in their place": (
        REFUSED,
        {"expect": "compile-error", "show": "diagnostics source"},
        ["figure", REFUSAL[0], REFUSAL[2], "source", "figure", NOT_COMPILED],
    ),
    "no program where output alone is shown": (
        REFUSED,
        {"show": "output", "expect": "compile-error"},
        ["figure", *REFUSAL],
    ),
    "a failure is seen though the source alone is shown": (
        EXIT_3,
        {"show": "source"},
        ["source", "figure", "status: Exited with status 3.", UNEXPECTED, ADD_EXIT_3],
    ),
    "a failure is seen though nothing is shown": (
        EXIT_3,
        {"show": "none"},
        ["figure", "status: Exited with status 3.", UNEXPECTED, ADD_EXIT_3],
    ),
    "an expected failure is not seen where nothing is shown": (
        EXIT_3,
        {"show": "none", "expect": "exit 3"},
        [],
    ),
    "the machine failed": (
        BROKEN,
        {},
        [
            "source",
            "figure",
            "label: Compiler messages",
            "diagnostics: no <sandbox>",
            "status: This block could not be run.",
        ],
    ),
}


@pytest.mark.parametrize("case", PARTS)
def test_parts_stand_in_the_order_that_is_asked_for(case: str) -> None:
    result, inputs, wanted = PARTS[case]

    assert outline(html_of(result, **inputs)) == wanted


def test_a_block_without_any_part_leaves_a_comment() -> None:
    assert html_of(HELLO, show="none") == NOTHING == "<!-- c-runner -->"


def test_the_source_is_made_only_where_it_is_shown() -> None:
    """The highlighter numbers its blocks."""
    numbers = count(1)

    for show in ("output", "source", "output source"):
        one = shown(options(show=show), HELLO)
        block([one], lambda: Source(trusted(str(next(numbers)))), "name")

    assert next(numbers) == 3


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("show", ["source output", "output source output", "source"])
def test_every_figure_has_the_verdict(verdict: str, show: str) -> None:
    result = VERDICTS[verdict]

    html = html_of(result, show=show)

    found = re.findall(r'data-verdict="(.*?)"', html)
    assert set(found) <= {verdict}
    assert len(found) == html.count('role="group"')


@pytest.mark.parametrize(
    ("result", "label"),
    [(HELLO, "Output"), (SILENT, "Output"), (EXIT_3, "Output"), (REFUSED, "Compiler messages")],
)
def test_a_figure_is_named_for_those_who_do_not_see_it(result: Result, label: str) -> None:
    assert f'role="group" aria-label="{label}">' in html_of(result, show="output")


def test_readers_can_try_it_elsewhere() -> None:
    """A link in the first row of the figure; where there is no figure, its author wants nothing beneath."""
    address = "https://example.org/?a&b"

    def html(**inputs: str) -> str:
        one = shown(options(**inputs), HELLO, elsewhere=address)
        return block([one], lambda: Source(trusted(SOURCE)), "name").html

    assert (
        '<div class="c-runner-head">\n<p class="c-runner-label">Output</p>\n'
        '<p class="c-runner-elsewhere" data-search-exclude><a href="https://example.org/?a&amp;b" '
        'rel="noopener noreferrer">Open in Compiler Explorer</a></p>\n</div>\n<pre'
    ) in html()
    assert (
        html(show="source output", layout="tabs").count(
            '<div class="c-runner-tabs">\n<div class="c-runner-head">\n<p class="c-runner-elsewhere"'
        )
        == 1
    )
    assert address not in html(show="source")
    assert html(show="none") == NOTHING


def test_labels_can_have_other_words() -> None:
    words = labels({"output": "Result", "exited": "Status {status}."})

    html = html_of(EXIT_3, words, expect="exit 3")

    assert outline(html)[2:] == ["label: Result", "status: Status 3.", "output: bye"]


def test_a_note_lists_the_mistakes_of_a_header() -> None:
    assert problems(["First <one>.", 'Second="&".'], ENGLISH) == (
        '<div class="result c-runner" role="group" aria-label="This block was not run.">\n'
        '<p class="c-runner-problem">First &lt;one&gt;.</p>\n'
        '<p class="c-runner-problem">Second="&amp;".</p>\n'
        "</div>"
    )


@pytest.mark.parametrize("control", ["\x1b[31m", "\x00", "\x07", "\x9b", "\u202e"])
def test_control_characters_of_a_header_are_shown_as_symbols(control: str) -> None:
    html = problems([f'std="{control}": must be a C standard.'], ENGLISH)

    assert control not in html


def test_each_text_has_an_id_of_its_own() -> None:
    """Copy buttons of Material find the text by it, in a container that has an id too."""
    one = Checked(Ran.of(Snippet("", options(stdio="pipes"), PLACE), Outcome(APART, "run")), None)

    rendered = render([one], lambda: Source(trusted(SOURCE)), "c-runner-0a", ENGLISH)

    assert re.findall(r'<pre id="([^"]*)" class="c-runner-output', rendered.html) == [
        "c-runner-0a-text-1",
        "c-runner-0a-text-2",
    ]
    assert SOURCE in rendered.html
