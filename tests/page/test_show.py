"""The HTML of a block: its parts, its labels, and what it says of how the program ended."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import count

import pytest

from mkdocs_c_runner.engine.job import MEBIBYTE
from mkdocs_c_runner.engine.result import LimitName, Measured, Result, Segment, Stage, Stream
from mkdocs_c_runner.page.defaults import Defaults
from mkdocs_c_runner.page.judgement import mismatch
from mkdocs_c_runner.page.labels import UnknownLabel, fields_of, labels, languages, words
from mkdocs_c_runner.page.options import FenceOptions, parse
from mkdocs_c_runner.page.place import Place
from mkdocs_c_runner.page.show.block import Source, block, problems, unrun
from mkdocs_c_runner.page.show.markup import NOTHING
from mkdocs_c_runner.page.show.notes import with_notes
from mkdocs_c_runner.page.snippet import Snippet

SOURCE = "<pre>source</pre>"
ENGLISH = words("en")


def options(**inputs: str) -> FenceOptions:
    """The options of a block."""
    header = parse({"run": "run", **inputs}, Defaults())
    assert header.problems == []
    return header.options


def stage(
    *segments: tuple[Stream, str],
    exit_code: int | None = 0,
    signal: str | None = None,
    limit: LimitName | None = None,
    total: int | None = None,
) -> Stage:
    """A stage that printed this, and ended like that."""
    kept = sum(len(text) for stream, text in segments if stream != "stdin")
    return Stage(
        exit_code=None if signal else exit_code,
        signal=signal,
        limit_hit=limit,
        segments=tuple(Segment(stream, text.encode()) for stream, text in segments),
        total_chars=kept if total is None else total,
        truncated=total is not None,
    )


def ran(run: Stage, compiled: Stage | None = None) -> Result:
    """A program that was compiled and run."""
    return Result.judge(compiled or stage(), run, Measured())


WARNED = stage(("stderr", "main.c:1:1: warning: x < y\n"))
HELLO = ran(stage(("terminal", "hello\n")), WARNED)
SILENT = ran(stage())
APART = ran(stage(("stdout", "out\n"), ("stderr", "err\n"), ("stdout", "more\n")), WARNED)
LONG = ran(stage(("terminal", "line\n" * 50)))
ONLY_STDOUT = ran(stage(("stdout", "out\n")))
TYPED = ran(stage(("terminal", "? "), ("stdin", "3\n"), ("terminal", "9\n")))
EXIT_3 = ran(stage(("terminal", "bye\n"), exit_code=3))
REFUSED = Result.judge(stage(("stderr", "main.c:1:1: error: x\n"), exit_code=1), None, Measured())
BROKEN = Result.internal_error("no <sandbox>")


def html_of(result: Result, words: Mapping[str, str] = ENGLISH, /, **inputs: str) -> str:
    """The HTML of a block with this result."""
    asked = options(**inputs)
    missed = mismatch(Snippet("", asked, Place("docs/index.md")), result)
    return block(asked, result, lambda: Source(SOURCE), words, missed.expectation if missed else "")


class _Outline(HTMLParser):
    """The elements that matter, in order, as short words."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._kind = ""
        self._is_new = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self._is_new |= tag != "span"
        if tag == "pre" and not classes:
            self._kind = "source"
        elif tag == "div":
            self.lines.append("figure")
        elif tag in ("pre", "p"):
            names = [name for name in classes if name != "c-runner-wide"]
            self._kind = names[-1].removeprefix("c-runner-")

    def handle_endtag(self, tag: str) -> None:
        self._is_new |= tag != "span"
        if tag in ("pre", "p"):
            self._kind = ""

    def handle_data(self, data: str) -> None:
        if self._kind == "source":
            self.lines.append("source")
        elif self._kind and self._is_new:
            self.lines.append(f"{self._kind}: {data}")
            self._is_new = False
        elif self._kind:
            self.lines[-1] += data


def outline(html: str) -> list[str]:
    """What a block consists of, without its markup."""
    parser = _Outline()
    parser.feed(html)
    return parser.lines


def statuses(result: Result, **inputs: str) -> list[str]:
    """The sentences that stand beneath the output."""
    found = re.findall('<p class="c-runner-status">(.*)</p>', html_of(result, **inputs))
    return [str(text) for text in found]


def test_the_whole_of_an_ordinary_block() -> None:
    assert html_of(HELLO) == (
        "<pre>source</pre>\n"
        '<div class="result c-runner" data-verdict="ok" role="group" aria-label="Output">\n'
        '<p class="c-runner-label">Output</p>\n'
        '<pre class="c-runner-output"><code class="nohighlight language-text">hello</code></pre>\n'
        "</div>"
    )


OUTPUT = ["label: Output", "output: hello"]
MESSAGES = ["label: Compiler messages", "diagnostics: main.c:1:1: warning: x < y"]
OUT = ["label: Standard output", "stdout: out\nmore"]
ERR = ["label: Standard error", "stderr: err"]
REFUSAL = ["label: Compiler messages", "diagnostics: main.c:1:1: error: x"]
NOT_COMPILED = "status: It does not compile."
UNEXPECTED = "status: This block was expected to end with status 0."
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
        ["source", "figure", *REFUSAL, NOT_COMPILED],
    ),
    "no program, not expected": (
        REFUSED,
        {},
        ["source", "figure", *REFUSAL, NOT_COMPILED, UNEXPECTED],
    ),
    "no program, messages in their place": (
        REFUSED,
        {"expect": "compile-error", "show": "diagnostics source"},
        ["figure", *REFUSAL, "source", "figure", NOT_COMPILED],
    ),
    "no program where output alone is shown": (
        REFUSED,
        {"show": "output", "expect": "compile-error"},
        ["figure", *REFUSAL, NOT_COMPILED],
    ),
    "a failure is seen though the source alone is shown": (
        EXIT_3,
        {"show": "source"},
        ["source", "figure", "status: Exited with status 3.", UNEXPECTED],
    ),
    "a failure is seen though nothing is shown": (
        EXIT_3,
        {"show": "none"},
        ["figure", "status: Exited with status 3.", UNEXPECTED],
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
        block(options(show=show), HELLO, lambda: Source(str(next(numbers))), ENGLISH)

    assert next(numbers) == 3


def limited(limit: LimitName, total: int | None = None) -> Result:
    """A program that hit a limit."""
    return ran(stage(("terminal", "x\n"), signal="SIGKILL", limit=limit, total=total))


STATUSES: dict[str, tuple[Result, dict[str, str], list[str]]] = {
    "well": (HELLO, {}, []),
    "silent": (SILENT, {}, ["No output."]),
    "silent, streams apart": (SILENT, {"stdio": "pipes"}, ["No output."]),
    "silent, only messages asked for": (SILENT, {"show": "diagnostics"}, []),
    "status": (EXIT_3, {"expect": "exit 3"}, ["Exited with status 3."]),
    "any status": (EXIT_3, {"expect": "any"}, ["Exited with status 3."]),
    "wrong status": (
        EXIT_3,
        {"expect": "exit 4"},
        ["Exited with status 3.", "This block was expected to exit with status 4."],
    ),
    "good, but expected to fail": (
        HELLO,
        {"expect": "SIGSEGV"},
        ["This block was expected to be killed by SIGSEGV."],
    ),
    "status, silent": (ran(stage(exit_code=1)), {"expect": "exit 1"}, ["Exited with status 1."]),
    "signal": (
        ran(stage(signal="SIGSEGV")),
        {"expect": "SIGSEGV"},
        ["Killed by SIGSEGV (segmentation fault)."],
    ),
    "signal without a meaning": (
        ran(stage(signal="SIGWINCH")),
        {"expect": "any"},
        ["Killed by SIGWINCH."],
    ),
    "time limit": (
        limited("wall_time"),
        {"expect": "time-limit", "timeout": "500ms"},
        ["Stopped at the time limit of 0.5 s."],
    ),
    "processor time": (
        limited("cpu_time"),
        {"expect": "time-limit"},
        ["Stopped at the time limit of 5 s."],
    ),
    "memory limit": (
        limited("memory"),
        {"expect": "memory-limit", "memory": "64M"},
        ["Stopped at the memory limit of 64 MiB."],
    ),
    "small memory limit": (
        limited("memory"),
        {"expect": "memory-limit", "memory": "1536K"},
        ["Stopped at the memory limit of 1.5 MiB."],
    ),
    "output limit": (
        limited("output", total=MEBIBYTE),
        {"expect": "output-limit", "truncate": "2"},
        [
            "The first 2 of more than 1,048,576 characters.",
            "Stopped at the output limit of 1 MiB.",
        ],
    ),
    "truncated": (
        ran(stage(("terminal", "x" * 1000), total=12_345)),
        {"truncate": "1000"},
        ["The first 1,000 of 12,345 characters."],
    ),
    "truncated, streams apart": (
        ran(stage(("stdout", "x" * 1000), total=12_345)),
        {"truncate": "1000", "stdio": "pipes"},
        ["The first 1,000 of 12,345 characters."],
    ),
    "not compiled": (REFUSED, {"expect": "compile-error"}, ["It does not compile."]),
    "compiler stopped": (
        Result.judge(stage(signal="SIGKILL", limit="wall_time"), None, Measured()),
        {"expect": "time-limit"},
        ["The compiler was stopped at a limit."],
    ),
    "machine": (BROKEN, {"expect": "any"}, ["This block could not be run."]),
}


@pytest.mark.parametrize("case", STATUSES)
def test_the_status_says_what_there_is_to_say(case: str) -> None:
    result, inputs, wanted = STATUSES[case]

    assert statuses(result, **inputs) == wanted


VERDICTS = {
    "ok": HELLO,
    "runtime-error": EXIT_3,
    "compile-error": REFUSED,
    "time-limit": limited("wall_time"),
    "memory-limit": limited("memory"),
    "output-limit": limited("output"),
    "internal-error": BROKEN,
}


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("show", ["source output", "output source output", "source"])
def test_every_figure_has_the_verdict(verdict: str, show: str) -> None:
    result = VERDICTS[verdict]

    html = html_of(result, show=show)

    found = re.findall(r'data-verdict="(.*?)"', html)
    assert set(found) <= {verdict}
    assert len(found) == html.count("<div")


@pytest.mark.parametrize(
    ("result", "label"),
    [(HELLO, "Output"), (SILENT, "Output"), (EXIT_3, "Output"), (REFUSED, "Compiler messages")],
)
def test_a_figure_is_named_for_those_who_do_not_see_it(result: Result, label: str) -> None:
    assert f'role="group" aria-label="{label}">' in html_of(result, show="output")


CODE = "<pre><code>int x;</code></pre>"
TOLD = stage(
    ("stderr", "main.c:1:1: error: x\n  +++ |+y\nmain.c:1:1: warning: x\nmain.c:1:1: note: x\n")
)
HOSTILE = "<b>\"quoted\" & 'x'</b>"


@pytest.mark.parametrize("name", ENGLISH)
def test_labels_are_escaped(name: str) -> None:
    words = labels({name: HOSTILE})
    killed_by = name if name.startswith("SIG") else "SIGSEGV"
    results = (
        *VERDICTS.values(),
        SILENT,
        APART,
        ran(stage(signal=killed_by)),
        ran(stage(signal="SIGWINCH")),
        ran(stage(("terminal", "x"), total=12_345)),
        limited("output", total=MEBIBYTE),
        Result.judge(stage(signal="SIGKILL", limit="wall_time"), None, Measured()),
    )

    htmls = [html_of(result, words) for result in results]
    htmls += [html_of(result, words, stdio="pipes") for result in results]
    htmls += [html_of(HELLO, words, show="diagnostics"), problems([words["not_run"]], words)]
    htmls += [unrun(Source(SOURCE, SOURCE), words)]
    htmls += [html_of(limited("wall_time"), words, timeout="500ms")]
    htmls += [html_of(LONG, words)]
    htmls += [with_notes(CODE, TOLD, options(diagnostics="inline"), words)]
    htmls += [html_of(ran(stage(("stdout", "P1 1 1 0"))), words, result="image")]
    htmls += [html_of(ran(stage(("stdout", "1,2\n" * 300))), words, plot="line")]
    htmls += [html_of(ran(stage(("stdout", f"{'x' * 80}\n"))), words, result="csv")]

    used = [html for html in htmls if "&lt;b&gt;" in html]
    assert used, "no block has this label"
    for html in used:
        assert "<b>" not in html
        attributes = re.findall(r'aria-label="(.*?)"[ >]', html)
        assert all("<" not in text and "'" not in text for text in attributes)


def test_labels_can_have_other_words() -> None:
    words = labels({"output": "Result", "exited": "Status {status}."})

    html = html_of(EXIT_3, words, expect="exit 3")

    assert outline(html)[2:] == ["label: Result", "output: bye", "status: Status 3."]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_all_words(language: str) -> None:
    english, translated = words("en"), words(language)

    assert list(translated) == list(english)
    for name, text in translated.items():
        found, wanted = fields_of(text), fields_of(english[name])
        # What was expected is told to authors, in the log, and in English.
        assert found == wanted or (name == "unexpected" and found == set()), name


@pytest.mark.parametrize(
    ("tag", "output"),
    [
        *(("en", "Output"), ("de", "Ausgabe"), ("de_AT", "Ausgabe"), ("pt-BR", "Saída")),
        *(("zh", "输出"), ("zh-TW", "輸出"), ("zh-Hant", "輸出"), ("JA", "出力")),
        *(("tlh", "Output"), ("", "Output"), ("../languages/de", "Output")),
    ],
)
def test_labels_are_in_the_language_of_the_site(tag: str, output: str) -> None:
    assert labels({}, tag)["output"] == output
    assert labels({"output": "x"}, tag)["output"] == "x"


@pytest.mark.parametrize(
    ("language", "truncated", "stopped"),
    [
        ("en", "The first 1,234 of 12,345 characters.", "Stopped at the time limit of 0.5 s."),
        ("de", "Die ersten 1.234 von 12.345 Zeichen.", "Angehalten am Zeitlimit von 0,5 s."),
    ],
)
def test_numbers_are_written_as_in_the_language(
    language: str, truncated: str, stopped: str
) -> None:
    long = ran(stage(("terminal", "x"), total=12_345))

    assert truncated in html_of(long, labels({}, language), truncate="1234")
    assert stopped in html_of(limited("wall_time"), labels({}, language), timeout="500ms")


@pytest.mark.parametrize(
    ("replacements", "message"),
    [
        ({"outputs": "x"}, "There is no label 'outputs'; there are output, stdout,"),
        ({"exited": "{code}"}, "The label 'exited' may only use the fields {status}"),
        ({"exited": "{"}, "The label 'exited' may only use the fields"),
        ({"exited": "{0}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{status.real}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{status!x}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{limit}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{status:d}"}, "The label 'exited' may only use the fields"),
    ],
)
def test_a_label_that_could_not_be_filled_in_is_refused(
    replacements: dict[str, str], message: str
) -> None:
    with pytest.raises(UnknownLabel) as caught:
        labels(replacements)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", ["", "no fields", "{{status}}", "{status}", "{status:>3}"])
def test_a_label_may_leave_its_fields_out(text: str) -> None:
    assert labels({"exited": text})["exited"] == text


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


def test_the_meanings_of_signals_are_those_of_python() -> None:
    names = {item.name for item in signal.Signals}
    assert {name for name in ENGLISH if name.startswith("SIG")} <= names
