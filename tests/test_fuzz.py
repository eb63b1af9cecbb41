"""Whatever is in a header, a page, an output or a cache: no error leaves, and no byte of it acts.

`FUZZ_EXAMPLES=100000 pytest tests/test_fuzz.py` looks for longer.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_c_runner.build.placed import Placed
from mkdocs_c_runner.build.report import Report
from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.failure import Mistake
from mkdocs_c_runner.check.ran import Ran
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Outcome, Result
from mkdocs_c_runner.engine.store.cache import FORMAT_VERSION, ResultCache, cache_key
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.highlighter import HIGHLIGHTER_OPTIONS
from mkdocs_c_runner.fence.options import ROWS, Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.fence.table import FENCE
from mkdocs_c_runner.html.block import Rendered, problems
from mkdocs_c_runner.html.block import render as render_block
from mkdocs_c_runner.html.pieces import NOTHING
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.markup import EMPTY
from mkdocs_c_runner.pages.scan import may_have_fences
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet
from mkdocs_c_runner.terminal.screen import plain, to_html

from .recording import PATH, PLAIN, RecordingFences, Site, render
from .strategies import OUTPUT, PAGES, PROFILE, RESULTS
from .strict import CONTROL, assert_fit_for_a_log, read

SITES = [
    PLAIN,
    Site(("pymdownx.superfences", "attr_list", "admonition", "pymdownx.highlight")),
    Site(("pymdownx.superfences",), {"pymdownx.superfences": {"preserve_tabs": True}}),
    Site(("pymdownx.superfences",), {"pymdownx.superfences": {"relaxed_headers": True}}),
]


NAMES = st.sampled_from([*ROWS[FENCE], *HIGHLIGHTER_OPTIONS, "data-x", "class"])
ONE_LINE = st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])
VALUES = st.text(ONE_LINE, max_size=20) | st.sampled_from(
    [
        "on",
        "source output",
        "stdout stderr diagnostics",
        "exit 3",
        "time-limit",
        "any",
        "SIGSEGV",
        "-O2 -g",
        "A=1",
        "'",
        "\\",
        "\\x",
        "\\8",
        "9" * 5000,
        "9" * 5000 + "ms",
        "9" * 5000 + "G",
        "\x1b[31m",
        "<b>&",
        "(",
        "[[a]",
        "x{99999999999}",
        "(" * 500,
    ]
)
INPUTS = st.dictionaries(NAMES | st.text(ONE_LINE, max_size=8), st.none() | VALUES, max_size=5)


@PROFILE
@given(INPUTS)
@example({"volatile": "[[a]"})
@example({"truncate": "9" * 5000})
@example({"std": "\x1b[31m"})
def test_any_header(inputs: dict[str, str | None]) -> None:
    header = parse(inputs, Options(), Rules())
    snippet = Snippet("int x;", header.options, Place(PATH))
    log: list[str] = []
    report = Report(warn=log.append, note=log.append)

    for text in header.problems:
        report.mistake(Mistake(snippet.place, (text,)))

    if not header.wrong_values:
        assert len(cache_key(snippet.job, "digest")) == 64
    read(problems(header.problems, words("en")))
    assert_fit_for_a_log([*log, *mistakes_of(report)])


LINE = st.text(
    st.sampled_from(list("`~{}[]<>&\"'=#.,:;-_\\/ \t\x0b\x0c\x1b\x7f\x85\u2028crun1\u4e2d")),
    max_size=30,
)
FENCES = st.builds(
    "{0}c{1}run{2}\n{3}\n{0}".format, st.sampled_from(["```", "~~~"]), LINE, LINE, LINE
)
ANY_PAGE = st.lists(st.one_of(LINE, FENCES, st.text(max_size=20), PAGES), max_size=6).map("\n".join)


def mistakes_of(report: Report) -> list[str]:
    """The mistakes that a report has, as they stand in a log."""
    return [
        str(failure) for mistake in report.take_mistakes() for failure in mistake.failures("error")
    ]


def is_broken(fences: RecordingFences, html: str) -> bool:
    """Whether an exception was caught on the way: SuperFences and the formatter let none through."""
    failures = [str(failure) for failure in fences.report.take_failures()]
    return words("en")["internal_error"] in html or any("rendered" in text for text in failures)


@PROFILE
@given(ANY_PAGE, st.sampled_from(SITES))
@example("```c run volatile='x{99999999999}'\n```", PLAIN)
def test_any_page(text: str, site: Site) -> None:
    fences, html = render(text, site)

    for fence in fences.page.fences:
        fences.prepare(fences.source_page, fence)
    if fences.page.fences:
        assert may_have_fences(text)
    for miss in fences.page.near_misses:
        fences.report.mistake(Mistake(miss.place, (str(miss),)))
    fences.report.publish(PATH, html)
    assert_fit_for_a_log([*fences.log, *mistakes_of(fences.report)])
    assert not is_broken(fences, html)


@PROFILE
@given(PAGES, RESULTS)
def test_any_result_on_any_page(text: str, result: Result) -> None:
    fences, html = render(text, PLAIN, result)
    fences.report.publish(PATH, html)

    assert not is_broken(fences, html)


@PROFILE
@given(st.lists(st.tuples(OUTPUT, st.booleans()), max_size=5))
@example([(b"\x1b[" + b"9" * 5000 + b"m", False)])
def test_any_bytes_on_the_terminal(pieces: list[tuple[bytes, bool]]) -> None:
    read(f"<p>{to_html(pieces)}</p>")

    assert not CONTROL.search(plain(b"".join(data for data, _ in pieces)))


GOOD_INPUTS = st.fixed_dictionaries(
    {"run": st.just("run"), "godbolt": st.just("off")},
    optional={
        "show": st.sampled_from(
            [
                *("source", "output", "stdout source", "stderr", "none", "diagnostics"),
                *("asm preprocessed", "output compiler asm", "source preprocessed"),
            ]
        ),
        "layout": st.sampled_from(["stack", "tabs"]),
        "stdio": st.sampled_from(["terminal", "pipes"]),
        "echo": st.sampled_from(["on", "off"]),
        "expect": st.sampled_from(
            ["ok", "any", "exit 3", "SIGSEGV", "time-limit", "compile-error"]
        ),
        "truncate": st.sampled_from(["1", "100000"]),
    },
)


@PROFILE
@given(GOOD_INPUTS, RESULTS)
def test_any_output_in_a_block(inputs: dict[str, str], result: Result) -> None:
    options = parse(inputs, Options(), Rules()).options

    checked = check(Ran.of(Snippet("int x;", options, Place(PATH)), Outcome(result, "run")))

    read(render_block([checked], lambda: Source(EMPTY), "name", words("en")).html)


@PROFILE
@given(RESULTS)
def test_any_output_in_the_log(result: Result) -> None:
    log: list[str] = []
    report = Report(warn=log.append, note=log.append, on_warning="warn")
    snippet = Snippet(
        "int\tx;\n", parse({"run": "run"}, Options(), Rules()).options, Place(PATH, 3, 1)
    )

    checked = check(Ran.of(snippet, Outcome(result, "run")))
    report.add(Placed([checked], Rendered(NOTHING)))
    failures = report.take_failures()

    assert_fit_for_a_log([*log, *(str(failure) for failure in failures)])


@PROFILE
@given(st.binary() | OUTPUT, RESULTS)
def test_any_source_is_kept_with_its_result(
    tmp_path_factory: pytest.TempPathFactory, source: bytes, result: Result
) -> None:
    cache = ResultCache(tmp_path_factory.getbasetemp() / "fuzz")
    job = Job((SourceFile("main.c", source),))
    key = cache_key(job, "digest")

    cache.write(key, "gcc", result)

    kept = cache.read(key)
    assert kept is not None
    assert kept.result == result


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=10)
    | st.sampled_from(["ok", "SIGSEGV", "SIG\x1b[31m", "<script>", 10**400, -1, 256]),
    lambda value: st.lists(value, max_size=3) | st.dictionaries(st.text(max_size=5), value),
    max_leaves=6,
)


@st.composite
def entries(draw: st.DrawFn) -> bytes:
    """A cache entry that is good but for one value, or for some bytes."""
    value: Any = {"version": FORMAT_VERSION, "result": draw(RESULTS).to_json()}
    place: Any = value
    while True:
        name = draw(
            st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
        )
        inner = place[name]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            break
        place = inner
    place[name] = draw(JSON)
    data = bytearray(json.dumps(value).encode())
    if draw(st.booleans()):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 9))] = draw(st.binary(max_size=5))
    return bytes(data)


@PROFILE
@given(st.binary() | entries(), GOOD_INPUTS)
def test_any_cache_entry(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, inputs: dict[str, str]
) -> None:
    """It is a miss, or data like any output: whoever can write it can make a page show anything."""
    directory = Path(tmp_path_factory.getbasetemp())
    (directory / "key.json").write_bytes(content)

    kept = ResultCache(directory).read("key")

    if kept is not None:
        snippet = Snippet("int x;", parse(inputs, Options(), Rules()).options, Place(PATH))
        checked = check(Ran.of(snippet, kept))
        rendered = render_block([checked], lambda: Source(EMPTY), "name", words("en"))
        read(rendered.html)
        report = Report(warn=print, note=print)
        report.add(Placed([checked], rendered))
        assert_fit_for_a_log([str(failure) for failure in report.take_failures()])
