"""The HTML of a block: its parts, its labels, and what it says of how the program ended."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count

import pytest

from mkdocs_c_runner.build.check import mismatch
from mkdocs_c_runner.engine.job import MEBIBYTE
from mkdocs_c_runner.engine.result import (
    Artifact,
    LimitName,
    Measured,
    Result,
    Segment,
    Stage,
    Stream,
)
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.html.block import Source, block, problems, unrun
from mkdocs_c_runner.html.markup import NOTHING, link
from mkdocs_c_runner.html.notes import with_notes
from mkdocs_c_runner.html.shown import Shown
from mkdocs_c_runner.html.views import with_colours_of_assembly
from mkdocs_c_runner.labels import UnknownLabel, fields_of, labels, languages, words
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

SOURCE = "<pre>source</pre>"
ENGLISH = words("en")


def options(**inputs: str) -> Options:
    """The options of a block."""
    header = parse({"run": "run", **inputs}, Options(), Rules())
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
VIEWED = replace(
    HELLO,
    artifacts=(
        Artifact("asm", b"\tf:\nmain.c:3\t    mov     eax, 1  # x < 1\nmain.c:3\t    ret\n"),
        Artifact("preprocessed", b"\t/* stdio.h: 7 lines */\nlist.h:12\tint x;\n"),
    ),
)
SHOW_ALL = "source output diagnostics asm preprocessed compiler"
REFUSED = Result.judge(stage(("stderr", "main.c:1:1: error: x\n"), exit_code=1), None, Measured())
BROKEN = Result.internal_error("no <sandbox>")


def html_of(result: Result, words: Mapping[str, str] = ENGLISH, /, **inputs: str) -> str:
    """The HTML of a block with this result."""
    asked = options(**inputs)
    missed = mismatch(Snippet("", asked, Place("docs/index.md")), result)
    shown = Shown(asked, result, words, missed.expectation if missed else "")
    return block([shown], lambda: Source(SOURCE), "name")


def matrix(results: Mapping[str, Result], words: Mapping[str, str] = ENGLISH, **inputs: str) -> str:
    """The HTML of a block that was compiled by several compilers."""
    asked = options(**{"compiler": " ".join(results), **inputs})
    shown = [
        Shown(
            asked,
            results[variant.compiler],
            words,
            "",
            f"{variant.compiler} version 1.2",
            variant=variant,
        )
        for variant in asked.toolchain.variants
    ]
    return block(shown, lambda: Source(SOURCE), "name")


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
        '<pre class="c-runner-output"><code class="nohighlight">hello</code></pre>\n'
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
        shown = Shown(options(show=show), HELLO, ENGLISH)
        block([shown], lambda: Source(str(next(numbers))), "name")

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
    htmls += [html_of(VIEWED, words, show=show, layout="tabs") for show in ("asm", SHOW_ALL)]
    htmls += [matrix({"gcc": HELLO, "clang": HELLO}, words), matrix({"gcc": HELLO}, words)]
    for messages in (1, 2):
        said = "".join(f"a.c:1:1: {kind}: x\n" * messages for kind in ("error", "warning"))
        failed = Result.judge(stage(("stderr", said), exit_code=1), None, Measured())
        htmls.append(matrix({"gcc": HELLO, "clang": failed}, words))
    htmls += [unrun(Source(SOURCE, SOURCE), words)]
    htmls += [html_of(limited("wall_time"), words, timeout="500ms")]
    htmls += [html_of(LONG, words)]
    htmls += [link("https://example.org", words["godbolt"])]
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


def test_readers_can_try_it_elsewhere() -> None:
    """A link at the end of the figure; where there is no figure, its author wants nothing beneath."""
    address = "https://example.org/?a&b"

    def html(**inputs: str) -> str:
        shown = Shown(options(**inputs), HELLO, ENGLISH, elsewhere=address)
        return block([shown], lambda: Source(SOURCE), "name")

    assert html().endswith(
        '<p class="c-runner-elsewhere" data-search-exclude><a href="https://example.org/?a&amp;b" '
        'rel="noopener noreferrer">Open in Compiler Explorer</a></p>\n</div>'
    )
    assert html(show="source output", layout="tabs").count("</a></p>\n</div>") == 1
    assert address not in html(show="source")
    assert html(show="none") == NOTHING


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
        ({"outputs": "x"}, "There is no label 'outputs'; there are source, output, stdout,"),
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


class TestViews:
    def test_each_line_says_where_it_comes_from(self) -> None:
        html = html_of(VIEWED, show="asm")

        assert (
            '<p class="c-runner-label">Assembly</p>\n'
            '<pre class="c-runner-view c-runner-asm"><code class="nohighlight">'
            '<span><span class="c-runner-number">  </span><span class="c-runner-bold">f:</span>\n</span>'
            '<span class="c-runner-hue-3" data-line="main.c:3"><span class="c-runner-number">3 </span>'
            '    <span class="c-runner-fg-blue">mov</span>     eax, 1'
            '<span class="c-runner-faint">  # x &lt; 1</span>\n</span>'
            '<span class="c-runner-hue-3" data-line="main.c:3"><span class="c-runner-number">  </span>'
            '    <span class="c-runner-fg-blue">ret</span>\n</span></code></pre>\n'
        ) in html

    def test_lines_of_other_files_say_which(self) -> None:
        html = html_of(VIEWED, show="preprocessed")

        assert 'data-line="list.h:12"><span class="c-runner-number">list.h:12 </span>int x;' in html
        assert '<span class="c-runner-number">          </span>/* stdio.h: 7 lines */' in html

    def test_the_line_itself_is_in_the_title(self) -> None:
        snippet = Snippet("int f(void)\n{\n  return 1 < 2;\n}", options(), Place("docs/index.md"))
        shown = Shown(options(show="asm"), VIEWED, ENGLISH, program=snippet.program)

        html = block([shown], lambda: Source(SOURCE), "name")

        assert 'data-line="main.c:3" title="return 1 &lt; 2;"' in html

    def test_code_that_was_compiled_and_not_run_has_its_name_and_no_status(self) -> None:
        only_compiled = replace(VIEWED, run=None)

        html = html_of(only_compiled, show="source asm")

        assert 'data-verdict="ok" role="group" aria-label="Assembly"' in html
        assert "c-runner-status" not in html


def labels_of_tabs(html: str) -> list[str]:
    """What stands on the tabs of a block."""
    return re.findall(r"<label[^>]*>(.*?)</label>", html)


class TestTabs:
    def test_the_whole_of_a_block_in_tabs(self) -> None:
        assert html_of(VIEWED, show="source output", layout="tabs") == (
            '<div class="result c-runner c-runner-alone" data-verdict="ok" role="group" aria-label="Output">\n'
            '<div class="c-runner-tabs">\n'
            '<input type="radio" name="name" id="name-1" checked><label for="name-1">Source</label>\n'
            '<div class="c-runner-panel">\n<pre>source</pre>\n</div>\n'
            '<input type="radio" name="name" id="name-2"><label for="name-2">Output</label>\n'
            '<div class="c-runner-panel">\n'
            '<pre class="c-runner-output"><code class="nohighlight">hello</code></pre>\n'
            "</div>\n</div>\n</div>"
        )

    def test_parts_with_nothing_in_them_have_none(self) -> None:
        html = html_of(
            ran(stage(("terminal", "x\n"))), show="source output diagnostics", layout="tabs"
        )

        assert labels_of_tabs(html) == ["Source", "Output"]

    def test_a_single_part_needs_none(self) -> None:
        assert html_of(HELLO, show="output", layout="tabs") == html_of(HELLO, show="output")

    def test_the_status_stands_beneath_them(self) -> None:
        html = html_of(EXIT_3, show="source output", layout="tabs", expect="exit 3")

        assert html.endswith(
            '</div>\n</div>\n<p class="c-runner-status">Exited with status 3.</p>\n</div>'
        )

    def test_a_compiler_error_has_one_in_any_case(self) -> None:
        html = html_of(REFUSED, show="source output", layout="tabs", expect="compile-error")

        assert labels_of_tabs(html) == ["Source", "Compiler messages"]


class TestMatrix:
    def test_compilers_that_differ_are_tabs(self) -> None:
        html = matrix({"gcc": HELLO, "clang": EXIT_3, "tcc": SILENT})

        assert labels_of_tabs(html) == ["gcc (1 warning)", "clang", "tcc"]
        assert re.findall('data-verdict="(.*?)"', html) == ["ok", "runtime-error", "ok"]

    def test_compilers_that_agree_share_one(self) -> None:
        html = matrix({"gcc": SILENT, "clang": EXIT_3, "tcc": SILENT})

        assert labels_of_tabs(html) == ["gcc, tcc", "clang"]

    def test_where_all_agree_a_line_says_so(self) -> None:
        html = matrix({"gcc": HELLO, "clang": ran(stage(("terminal", "hello\n")))})

        assert labels_of_tabs(html) == []
        assert '<p class="c-runner-status">The same with gcc (1 warning), clang.</p>' in html

    def test_messages_count_where_they_are_shown(self) -> None:
        results = {"gcc": HELLO, "clang": ran(stage(("terminal", "hello\n")))}

        assert labels_of_tabs(matrix(results, show="output diagnostics")) == [
            "gcc (1 warning)",
            "clang",
        ]

    def test_agreement_is_told_where_nothing_else_is_shown(self) -> None:
        assert "The same with gcc (1 warning), clang" in matrix(
            {"gcc": HELLO, "clang": SILENT}, show="source"
        )
        assert matrix({"gcc": HELLO, "clang": SILENT}, show="none") == NOTHING

    def test_flags_are_named_that_make_the_difference(self) -> None:
        asked = options(compiler="gcc clang", flags="-g -O0 | -g -O2 -DX")

        labels = [variant.label for variant in asked.toolchain.variants]
        assert labels == ["gcc -O0", "gcc -O2 -DX", "clang -O0", "clang -O2 -DX"]

    def test_the_source_stands_above_and_each_has_its_tabs(self) -> None:
        html = matrix({"gcc": VIEWED, "clang": EXIT_3}, show="source output asm", layout="tabs")

        assert html.startswith(SOURCE)
        assert labels_of_tabs(html) == ["gcc (1 warning)", "Output", "Assembly", "clang"]
        identities = re.findall(' id="(.*?)"', html)
        assert len(set(identities)) == len(identities) == 4
        assert set(re.findall(' for="(.*?)"', html)) == set(identities)

    def test_every_compiler_can_say_what_it_is(self) -> None:
        html = matrix({"gcc": SILENT, "clang": SILENT}, show="output compiler", std="c17")

        assert re.findall('<p class="c-runner-compiler">(.*?)</p>', html) == [
            "gcc 1.2, -std=c17 -Wall -Wextra",
            "clang 1.2, -std=c17 -Wall -Wextra",
        ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("gcc (Debian 12.2.0-14+deb12u1) 12.2.0", "gcc 12.2.0, -Wall -Wextra"),
        ("gcc (GCC) 14.2.1 20240801 (Red Hat 14.2.1-1)", "gcc 14.2.1, -Wall -Wextra"),
        ("gcc (Ubuntu 13.2.0-23ubuntu4) 13.2.0", "gcc 13.2.0, -Wall -Wextra"),
        ("Debian clang version 14.0.6", "gcc 14.0.6, -Wall -Wextra"),
        ("tcc version 0.9.27 (x86_64 Linux)", "gcc 0.9.27, -Wall -Wextra"),
        ("", "gcc, -Wall -Wextra"),
        ("<b>x</b>", "gcc, -Wall -Wextra"),
    ],
)
def test_a_version_is_short(said: str, shown: str) -> None:
    asked = options(show="compiler")
    (variant,) = asked.toolchain.variants
    one = Shown(asked, SILENT, ENGLISH, compiler=said, variant=variant)

    html = block([one], lambda: Source(""), "name")

    assert f'<p class="c-runner-compiler">{shown}</p>' in html


def test_output_in_tabs_is_left_out_of_the_search_and_the_source_is_not() -> None:
    html = html_of(HELLO, show="source output", layout="tabs", search="off")

    assert '<pre data-search-exclude class="c-runner-output">' in html
    assert "<pre>source</pre>" in html


def test_the_source_has_the_colours_of_its_assembly() -> None:
    source = "<pre><code>int f(void)\n{\n    return 1;\n}\n</code></pre>"
    shown = [Shown(options(show="source asm"), result, ENGLISH) for result in (VIEWED, SILENT)]

    marked = source.replace("<code>", '<code class="nohighlight">')
    assert with_colours_of_assembly(source, shown) == marked.replace(
        "    return", '<span class="c-runner-origin c-runner-hue-3"></span>    return'
    )
    assert with_colours_of_assembly(source, shown[1:]) == source
