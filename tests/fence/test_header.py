"""What a fence header means as a whole, over what its site says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.job import MEBIBYTE, RUN_LIMITS
from mkdocs_c_runner.fence.expectation import Expectation
from mkdocs_c_runner.fence.header import is_marked, parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules

from .allowed import PARTS, STANDARD, TIME
from .reading import RULES, SITE, parsed, refused, ways

LOW = Rules(max_timeout=2.5, max_memory=16 * MEBIBYTE, max_truncate=100)


def test_without_options_the_site_decides() -> None:
    site = SITE.with_values(
        {
            **ways(["clang"], ["-g"], ["-O2"]),
            "std": "c99",
            "libs": ("-lrt",),
            "show": ("output",),
            "fold": 7,
            "layout": "tabs",
            "compile_timeout": 1,
            "timeout": 1,
            "memory": MEBIBYTE,
        }
    )

    assert parse({"run": "run"}, site, RULES).options == site


def test_a_bare_block_is_run_on_a_terminal_and_expected_to_go_well() -> None:
    options = parsed().options

    assert options.run
    assert options.cache
    assert options.process.stdio == "terminal"
    assert options.expected.expect == Expectation()
    assert options.display.show == ("source", "output")


def test_one_limit_leaves_the_others_to_the_site() -> None:
    site = SITE.with_values({"timeout": 1, "memory": MEBIBYTE})

    limits = parse({"run": "run", "truncate": "7"}, site, RULES).options.process.limits

    assert limits == replace(RUN_LIMITS, wall_time=1, cpu_time=2, memory=MEBIBYTE, truncate=7)


@pytest.mark.parametrize(
    ("option", "text", "ceiling"),
    [
        ("timeout", "3", "2.5 s, the site's max_timeout"),
        ("timeout", "2501ms", "2.5 s, the site's max_timeout"),
        ("memory", "17M", "16M, the site's max_memory"),
        ("truncate", "101", "100, the site's max_truncate"),
    ],
)
def test_a_page_may_not_exceed_the_ceilings_of_its_site(
    option: str, text: str, ceiling: str
) -> None:
    header = parse({"run": "run", option: text}, SITE, LOW)

    assert header.wrong_values == [f'{option}="{text}": must be at most {ceiling}.']


@pytest.mark.parametrize(
    ("option", "text"), [("timeout", "2500ms"), ("memory", "16M"), ("truncate", "100")]
)
def test_a_ceiling_itself_is_allowed(option: str, text: str) -> None:
    assert parse({"run": "run", option: text}, SITE, LOW).problems == []


@pytest.mark.parametrize(
    ("patterns", "flags", "wrong"),
    [
        (("-march=.*",), "-march=native", []),
        (("-DPATH=.*", "-I.*"), "-I/usr/include/x -O1", []),
        (("-march",), "-march=native", ["-march=native"]),
        (("march=.*",), "-march=native", ["-march=native"]),
        ((), "-march=native", ["-march=native"]),
    ],
)
def test_the_site_can_allow_flags_by_patterns_of_the_whole_flag(
    patterns: tuple[str, ...], flags: str, wrong: list[str]
) -> None:
    header = parse({"run": "run", "flags": flags}, SITE, Rules(allowed_flags=patterns))

    assert header.wrong_values == [f'flags="{flags}": {refused(flag)}.' for flag in wrong]


@pytest.mark.parametrize("name", ["stdin", "args", "expect_output"])
@pytest.mark.parametrize("value", [None, True, "itself"])
def test_a_word_alone_is_no_text(name: str, value: object) -> None:
    header = parse({"run": "run", name: name if value == "itself" else value}, SITE, Rules())

    assert header.wrong_values == [f'"{name}" has no value: write {name}="TEXT", with your text.']


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("stdn", 'There is no option "stdn" (did you mean "stdin"?).'),
        ("time-out", 'There is no option "time-out" (did you mean "timeout"?).'),
        ("hl-lines", 'There is no option "hl-lines" (did you mean "hl_lines"?).'),
        ("flag", 'There is no option "flag" (did you mean "flags"?).'),
        ("expects", 'There is no option "expects" (did you mean "expect"?).'),
        ("zzz", 'There is no option "zzz".'),
        ("RUN", 'There is no option "RUN".'),
        ("TIMEOUT", 'There is no option "TIMEOUT" (did you mean "timeout"?).'),
    ],
)
def test_an_unknown_option_is_named_with_the_nearest_one(name: str, sentence: str) -> None:
    header = parsed(**{name: "x"})

    assert header.wrong_values == [sentence]
    assert header.ignored == []
    assert header.options == parsed().options


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"file": "list.h"}, 'file="list.h": must end in .c where the block is run.'),
        (
            {"data": "a/x.csv b/x.csv"},
            'data="a/x.csv b/x.csv": two of these files have the same name.',
        ),
        ({"stdin": "x", "stdin_file": "y"}, "stdin and stdin_file cannot be combined; remove one."),
    ],
)
def test_what_cannot_be_had_together_is_told(inputs: dict[str, str], problem: str) -> None:
    assert parsed(**inputs).wrong_values == [problem]


def test_a_file_that_is_not_run_may_be_a_header() -> None:
    header = parse({"file": "list.h"}, SITE, RULES, run=False)

    assert header.problems == []
    assert (header.options.run, header.options.names.file) == (False, "list.h")


@pytest.mark.parametrize("output", ["x", "a\nb\n", "\n"])
def test_all_is_volatile_where_the_author_says_so(output: str) -> None:
    pattern = parsed(volatile="all").options.expected.volatile

    assert re.sub(pattern, "", output) == ""


def test_all_mistakes_are_told_at_once() -> None:
    header = parsed(timeout="x", cash="on", show="all", args="good")

    assert header.problems == [
        f'timeout="x": {TIME}.',
        f'show="all": {PARTS}.',
        'There is no option "cash" (did you mean "cache"?).',
    ]
    assert header.options.process.args == ("good",)


@pytest.mark.parametrize(
    ("inputs", "stdio"),
    [
        ({}, "terminal"),
        ({"stdin": r"a\tb\n"}, "terminal"),
        ({"stdin": "\u00e9"}, "terminal"),
        ({"stdin": "x" * 4094}, "terminal"),
        ({"stdin": "x" * 4094 + r"\n" + "y" * 4094}, "terminal"),
        ({"show": "source output diagnostics"}, "terminal"),
        ({"stdin": "x" * 4095}, "pipes"),
        ({"stdin": r"short\n" + "x" * 4095}, "pipes"),
        ({"stdin": "\u00e9" * 2048}, "pipes"),
        ({"stdin": r"\0"}, "pipes"),
        ({"stdin": r"\r\n"}, "pipes"),
        ({"stdin": r"\e[A"}, "pipes"),
        ({"stdin": r"1\n\x04"}, "terminal"),
        ({"stdin": r"1\n\x03"}, "terminal"),
        ({"stdin": r"\x05"}, "pipes"),
        ({"stdin": r"\x7f"}, "pipes"),
        ({"show": "stdout"}, "pipes"),
        ({"show": "source stderr"}, "pipes"),
        ({"stdio": "pipes", "show": "output"}, "pipes"),
        ({"stdio": "terminal", "show": "stdout stderr"}, "pipes"),
    ],
)
def test_pipes_take_the_place_of_the_terminal_where_it_cannot_serve(
    inputs: dict[str, str], stdio: str
) -> None:
    header = parsed(**inputs)

    assert header.problems == []
    assert header.options.process.stdio == stdio


def test_pipes_are_implied_by_what_the_site_shows() -> None:
    site = SITE.with_values({"show": ("stdout",)})

    assert parse({"run": "run"}, site, RULES).options.process.stdio == "pipes"


@pytest.mark.parametrize("value", [None, True])
def test_a_bare_word_is_a_word_without_a_value(value: object) -> None:
    assert parse({"run": value}, SITE, RULES).options.run
    assert parse({"run": "run", "std": value}, SITE, RULES).wrong_values == [f'std="": {STANDARD}.']


@pytest.mark.parametrize("value", [None, True, "name"])
def test_a_bare_word_switches_on_what_can_be_switched(value: object) -> None:
    """SuperFences gives a word without a value its own name as one."""

    def bare(name: str) -> Options:
        header = parse({"run": "run", name: name if value == "name" else value}, SITE, RULES)
        assert header.problems == []
        return header.options

    assert bare("tools").process.tools
    assert bare("header").display.header is True
    assert re.fullmatch(bare("volatile").expected.volatile, "all\nof it")


@pytest.mark.parametrize(
    ("inputs", "classes", "ours"),
    [
        ({"run": "run"}, [], True),
        ({"run": "off"}, [], True),
        ({"run": None}, [], True),
        ({}, ["run"], True),
        ({}, ["wide", "run"], True),
        ({}, [], False),
        ({"file": "list.h"}, [], True),
        ({"name": "list"}, [], True),
        ({"uses": "list"}, [], False),
        ({"title": "run"}, [], False),
        ({"stdin": "run"}, ["runs"], False),
    ],
)
def test_the_word_run_or_a_name_for_others_marks_a_fence(
    inputs: dict[str, object], classes: list[str], *, ours: bool
) -> None:
    assert is_marked(inputs, classes) is ours


@pytest.mark.parametrize(
    ("title", "mode", "words"),
    [
        ("<code>main.c</code>", "html", "main.c"),
        ("a &lt; b &amp; <b>c</b>", "html", "a < b & c"),
        ('<img src="x.png" alt="y">', "html", ""),
        ("<code>main.c</code>", "text", "<code>main.c</code>"),
        ("a < b", None, "a < b"),
    ],
)
def test_a_title_is_known_by_the_words_that_readers_see(
    title: str, mode: str | None, words: str
) -> None:
    """It names charts, and the block in messages."""
    inputs = {"title": title} if mode is None else {"title": title, "title_mode": mode}

    assert parsed(**inputs).options.display.title == words


@pytest.mark.parametrize(
    ("name", "value"), [("args", "-n \\"), ("stdin", "say \\"), ("env", "A=\\")]
)
def test_a_value_that_ends_at_a_hidden_quote_is_one_mistake(name: str, value: str) -> None:
    """Markdown takes the quote behind a backslash for the end, and the words behind it for options."""
    header = parse({"run": "run", name: value, "two": None, "words": "words"}, Options(), Rules())

    assert header.problems == [
        (
            f'{name}="{value}": a value ends at the next such quote, also behind a backslash; '
            f"put it between the other quotes, as in {name}='{value[:-1]}\"…\"'."
        )
    ]
