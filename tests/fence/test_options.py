"""What a fence header means: every option with its good and its bad values."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import MEBIBYTE, RUN_LIMITS, Job
from mkdocs_c_runner.fence.defaults import Defaults
from mkdocs_c_runner.fence.expectation import Expectation
from mkdocs_c_runner.fence.options import FenceOptions, ParsedHeader, mark, parse
from mkdocs_c_runner.fence.table import OPTIONS
from mkdocs_c_runner.fence.values import count, decode_escapes, duration, size
from mkdocs_c_runner.fence.variants import variants
from mkdocs_c_runner.media.plot import Plot
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

SITE = Defaults()
LOW_SITE = Defaults(max_timeout=2.5, max_memory=16 * MEBIBYTE, max_truncate=100)

# Half a picture is none.
WHOLE: dict[str, Any] = {
    "stdio": "pipes",
    "run_limits": replace(RUN_LIMITS, truncate=RUN_LIMITS.output),
}

LINES = 'must be a number of lines from 2, or "off"'
RESULTS = "must be one of text, image, svg, csv, plot, markdown, html"
ALLOW_HTML = "needs allow_html: true in mkdocs.yml, for such output can hold any HTML"
CHARTS = "must be one of line, scatter, bar, perhaps with logx or logy"
ON_OFF = 'must be "on" or "off"'
TIME = 'must be a time such as "2" or "500ms"'
SIZE = 'must be a size such as "64M"'
NUMBER = "must be a positive number"
WORDS = "must be words as a shell reads them (No closing quotation)"
PAIRS = "must be NAME=value, several of them with blanks between"
PARTS = (
    "must be some of source, output, stdout, stderr, diagnostics, asm, preprocessed, compiler, none"
)
FILE = "must be a plain file name such as list.c or list.h, or lib/list.h"
NAME = "must be a name such as list"
USES = "must be names of blocks, such as list or other.md#list"
DATA = "must be files beside the page, with plain names such as scores.csv"
STANDARD = "must be a C standard such as c17 or gnu11"
UNCLOSED = "must be a regular expression (missing ), unterminated subpattern at position 0)"
TOO_LARGE = "must be a regular expression (the repetition number is too large)"
NOTHING = 'must not match nothing at all; "all" stands for everything'
ARGUMENTS = "must be at most 100 arguments and 64 KiB, without NUL"
EXPECT = (
    "must be one of compile-error, memory-limit, ok, output-limit, runtime-error, time-limit, "
    "exit N, a signal such as SIGSEGV, sanitizer, warning, warning:NAME, or any"
)


USUAL = ["-Wall", "-Wextra"]


def ways(compilers: list[str], *flag_sets: list[str]) -> dict[str, Any]:
    """The fields that say in which ways a block is compiled."""
    found = variants(compilers, [tuple(flags) for flags in flag_sets or [USUAL]])
    return {"variants": found, "variant": found[0]}


def refused(flag: str) -> str:
    """What is said of a flag that pages may not use."""
    return f"a page may not use {flag}; the site can allow it with allowed_flags"


def short(value: object) -> str:
    """What stands for a value in the name of a test."""
    return repr(value)[:24]


def parsed(**inputs: str | None) -> ParsedHeader:
    """A marked header with these options."""
    return parse({"run": "run", **inputs}, SITE)


GOOD: list[tuple[str, str, dict[str, Any]]] = [
    ("run", "run", {"run": True}),
    ("run", "on", {"run": True}),
    ("run", "TRUE", {"run": True}),
    ("run", "Yes", {"run": True}),
    ("run", "", {"run": True}),
    ("run", "off", {"run": False}),
    ("run", "False", {"run": False}),
    ("run", "no", {"run": False}),
    ("stdin", "", {"stdin": b""}),
    ("stdin", r"3 4\n", {"stdin": b"3 4\n"}),
    ("stdin", "na\u00efve", {"stdin": "na\u00efve".encode()}),
    ("stdin_file", "in.txt", {"stdin_file": "in.txt", "stdio": "pipes"}),
    ("data", "a.csv '../b.csv'", {"data": ("a.csv", "../b.csv")}),
    ("echo", "on", {"echo": True}),
    ("echo", "off", {"echo": False}),
    ("args", "", {"args": ()}),
    ("args", "-n 'two words' \"a b\" c\\ d", {"args": ("-n", "two words", "a b", "c d")}),
    ("args", "''", {"args": ("",)}),
    ("args", "# $HOME * `id`", {"args": ("#", "$HOME", "*", "`id`")}),
    ("args", " ".join(["x"] * 100), {"args": ("x",) * 100}),
    ("env", "", {"env": ()}),
    ("env", "A=1 _B2='x y' C= D==", {"env": (("A", "1"), ("_B2", "x y"), ("C", ""), ("D", "="))}),
    ("compiler", "gcc", ways(["gcc"])),
    ("compiler", "clang", ways(["clang"])),
    ("compiler", "tcc", ways(["tcc"])),
    ("compiler", "clang gcc", ways(["clang", "gcc"])),
    ("compiler", "gcc, tcc,gcc", ways(["gcc", "tcc"])),
    ("std", "c17", {"std": "c17"}),
    ("std", "gnu2x", {"std": "gnu2x"}),
    ("std", "iso9899:1999", {"std": "iso9899:1999"}),
    ("flags", "-O2 -g", ways(["gcc"], [*USUAL, "-O2", "-g"])),
    ("flags", "", ways(["gcc"], USUAL)),
    ("flags", "-O0 | -O2 -g", ways(["gcc"], [*USUAL, "-O0"], [*USUAL, "-O2", "-g"])),
    ("flags", "| -g", ways(["gcc"], USUAL, [*USUAL, "-g"])),
    ("flags", "-g | -g", ways(["gcc"], [*USUAL, "-g"])),
    ("libs", "-lpthread", {"libs": ("-lpthread", "-lm")}),
    ("expect", "any", {"expect": Expectation(verdict=None)}),
    ("expect", "exit 3", {"expect": Expectation.parse("exit 3")}),
    ("expect_output", r"a\tb\n", {"expect_output": b"a\tb\n"}),
    ("expect_output", "", {"expect_output": b""}),
    ("show", "output", {"show": ("output",)}),
    ("show", "diagnostics, source", {"show": ("diagnostics", "source")}),
    ("show", "none", {"show": ("none",)}),
    ("diagnostics", "inline", {"inline": True, "show": ("source", "diagnostics", "output")}),
    ("diagnostics", "beneath", {"inline": False}),
    ("godbolt", "off", {"godbolt": False}),
    ("search", "off", {"search": False}),
    ("fold", "12", {"fold": 12}),
    ("result", "text", {"result": "text"}),
    ("result", "image", {"result": "image", **WHOLE}),
    ("result", "csv", {"result": "csv", **WHOLE}),
    ("plot", "bar", {"result": "plot", "plot": Plot("bar"), **WHOLE}),
    ("plot", "logx line logy", {"result": "plot", "plot": Plot("line", True, True), **WHOLE}),
    ("plot", "logy", {"result": "plot", "plot": Plot("line", log_y=True), **WHOLE}),
    ("alt", "A circle", {"alt": "A circle"}),
    ("header", "on", {"header": True}),
    ("header", "off", {"header": False}),
    ("fold", "off", {"fold": 0}),
    ("show", "asm preprocessed compiler", {"show": ("asm", "preprocessed", "compiler")}),
    ("layout", "tabs", {"layout": "tabs"}),
    ("layout", "stack", {"layout": "stack"}),
    ("file", "list-1.0_a+b.c", {"file": "list-1.0_a+b.c"}),
    ("file", "lib/list.c", {"file": "lib/list.c"}),
    ("name", "list", {"name": "list"}),
    ("name", "_a-b.2", {"name": "_a-b.2"}),
    ("uses", "list", {"uses": ("list",)}),
    ("uses", "lib/a.h x.md#lib/b.h", {"uses": ("lib/a.h", "x.md#lib/b.h")}),
    ("uses", "a.h ../other.md#b other.md#c", {"uses": ("a.h", "../other.md#b", "other.md#c")}),
    ("main", "wrap", {"wrap": True}),
    ("main", "own", {"wrap": False}),
    ("tools", "on", {"tools": True}),
    ("stdio", "pipes", {"stdio": "pipes"}),
    ("stdio", "terminal", {"stdio": "terminal"}),
    ("cache", "off", {"cache": False}),
    ("cache", "on", {"cache": True}),
    ("volatile", r"\d+ ms", {"volatile": r"\d+ ms"}),
    ("timeout", "2", {"run_limits": replace(RUN_LIMITS, wall_time=2.0, cpu_time=4.0)}),
    ("timeout", "500ms", {"run_limits": replace(RUN_LIMITS, wall_time=0.5, cpu_time=1.0)}),
    ("timeout", "30", {"run_limits": replace(RUN_LIMITS, wall_time=30.0, cpu_time=60.0)}),
    ("memory", "64M", {"run_limits": replace(RUN_LIMITS, memory=64 * MEBIBYTE)}),
    ("memory", "2G", {"run_limits": replace(RUN_LIMITS, memory=2048 * MEBIBYTE)}),
    ("truncate", "50", {"run_limits": replace(RUN_LIMITS, truncate=50)}),
    ("truncate", "100000", {"run_limits": replace(RUN_LIMITS, truncate=100_000)}),
]

BAD: list[tuple[str, str, str]] = [
    ("run", "maybe", ON_OFF),
    ("run", "0", ON_OFF),
    ("stdin", r"\q", r"\q is no escape of C; a backslash itself is \\"),
    ("echo", "maybe", ON_OFF),
    ("args", "'open", WORDS),
    ("args", "a\0b", ARGUMENTS),
    ("args", " ".join(["x"] * 101), ARGUMENTS),
    ("env", "A", PAIRS),
    ("env", "=x", PAIRS),
    ("env", "1A=x", PAIRS),
    ("env", "A-B=x", PAIRS),
    ("env", "A=1 B", PAIRS),
    ("env", "A=\0", PAIRS),
    ("env", 'A="', WORDS),
    ("compiler", "cc", "must be one or several of gcc, clang, tcc"),
    ("compiler", "", "must be one or several of gcc, clang, tcc"),
    ("compiler", "gcc icc", "must be one or several of gcc, clang, tcc"),
    ("compiler", "/usr/bin/gcc", "must be one or several of gcc, clang, tcc"),
    ("std", "17", STANDARD),
    ("std", "", STANDARD),
    ("std", "c++17", STANDARD),
    ("std", "c17 -o x", STANDARD),
    ("flags", "-O2 -I/etc", refused("-I/etc")),
    ("flags", "@file", refused("@file")),
    ("flags", "main.c", refused("main.c")),
    ("flags", "'", WORDS),
    ("flags", "-O2 | -I/etc", refused("-I/etc")),
    ("flags", "O2 g", 'a page may not use O2, g (did you mean "-O2 -g"?)'),
    ("libs", "pthread", 'a page may not use pthread (did you mean "-lpthread"?)'),
    ("libs", "-lcurl", refused("-lcurl")),
    ("libs", "-Wl,-rpath,/", refused("-Wl,-rpath,/")),
    ("expect", "", EXPECT),
    ("expect", "such", EXPECT),
    ("show", "", PARTS),
    ("layout", "", "must be one of stack, tabs"),
    ("layout", "grid", "must be one of stack, tabs"),
    ("show", "sources", PARTS),
    ("show", "source; output", PARTS),
    ("diagnostics", "above", "must be one of beneath, inline"),
    ("godbolt", "maybe", 'must be "on" or "off"'),
    ("search", "found", 'must be "on" or "off"'),
    ("fold", "1", LINES),
    ("result", "picture", RESULTS),
    ("result", "html", ALLOW_HTML),
    ("result", "markdown", ALLOW_HTML),
    ("plot", "", CHARTS),
    ("plot", "pie", CHARTS),
    ("plot", "line bar", CHARTS),
    ("alt", " ", "must say what there is to see"),
    ("header", "maybe", ON_OFF),
    ("fold", "-5", LINES),
    ("fold", "long", LINES),
    ("file", "", FILE),
    ("file", "list", FILE),
    ("file", "a.out", FILE),
    ("file", "a.out/a.h", FILE),
    ("file", "lib/../../a.h", FILE),
    ("expect_output", r"\q", r"\q is no escape of C; a backslash itself is \\"),
    ("stdin_file", " ", "must be a file beside the page"),
    ("data", "", DATA),
    ("data", ".hidden", DATA),
    ("data", "x/", DATA),
    ("data", "a.out", DATA),
    ("data", "'", WORDS),
    ("name", "", NAME),
    ("name", "a b", NAME),
    ("name", "1", NAME),
    ("uses", "", USES),
    ("uses", "#list", USES),
    ("uses", "other.md#", USES),
    ("uses", "a#b#c", USES),
    ("main", "on", "must be one of wrap, own"),
    ("tools", "system", ON_OFF),
    ("env", "A=" + "x" * 65_536, PAIRS),
    ("args", "x" * 65_537, ARGUMENTS),
    ("file", "../main.c", FILE),
    ("file", "-main.c", FILE),
    ("file", ".c", FILE),
    ("file", "a b.c", FILE),
    ("file", "\u00e9.c", FILE),
    ("file", "x" * 99 + ".c", FILE),
    ("stdio", "pty", "must be one of terminal, pipes"),
    ("stdio", "", "must be one of terminal, pipes"),
    ("cache", "never", ON_OFF),
    ("volatile", "(", UNCLOSED),
    ("volatile", "", NOTHING),
    ("volatile", "x*", NOTHING),
    ("volatile", "x{99999999999}", TOO_LARGE),
    ("timeout", "0", TIME),
    ("timeout", "-1", TIME),
    ("timeout", "2 minutes", TIME),
    ("timeout", "nan", TIME),
    ("timeout", "inf", TIME),
    ("timeout", "", TIME),
    ("timeout", "30.5", "must be at most 30 s, the site's max_timeout"),
    ("timeout", "9" * 400, "must be at most 30 s, the site's max_timeout"),
    ("memory", "0", SIZE),
    ("memory", "-64M", SIZE),
    ("memory", "1.5G", SIZE),
    ("memory", "64T", SIZE),
    ("memory", "", SIZE),
    ("memory", "2049M", "must be at most 2048M, the site's max_memory"),
    ("truncate", "0", NUMBER),
    ("truncate", "-5", NUMBER),
    ("truncate", "many", NUMBER),
    ("truncate", "", NUMBER),
    ("truncate", "\u00b2", NUMBER),
    ("truncate", "100001", "must be at most 100000, the site's max_truncate"),
]


@pytest.mark.parametrize(("option", "text", "wanted"), GOOD, ids=short)
def test_a_good_value_sets_its_option_and_no_other(
    option: str, text: str, wanted: dict[str, Any]
) -> None:
    header = parsed(**{option: text})

    assert header.problems == []
    assert header.options == replace(parsed().options, **wanted)


@pytest.mark.parametrize(("option", "text", "allowed"), BAD, ids=short)
def test_a_bad_value_is_told_with_what_is_allowed_and_leaves_the_default(
    option: str, text: str, allowed: str
) -> None:
    header = parsed(**{option: text})

    assert header.wrong_values == [f'{option}="{text}": {allowed}.']
    assert header.ignored == []
    assert header.options == parsed().options


def test_the_tables_have_good_and_bad_values_of_every_option() -> None:
    assert {option for option, *_ in GOOD} == set(OPTIONS)
    assert {option for option, *_ in BAD} == set(OPTIONS)


def test_without_options_the_site_decides() -> None:
    limits = replace(RUN_LIMITS, wall_time=1, memory=MEBIBYTE)
    said: dict[str, Any] = {
        "std": "c99",
        "libs": ("-lrt",),
        "show": ("output",),
        "fold": 7,
        "layout": "tabs",
        "compile_limits": limits,
        "run_limits": limits,
    }

    site = Defaults(compilers=("clang",), flag_sets=(("-g",), ("-O2",)), **said)
    options = parse({"run": "run"}, site).options

    expected = ways(["clang"], ["-g"], ["-O2"])
    assert options == replace(parsed().options, **expected, **said)


def test_a_bare_block_is_run_on_a_terminal_and_expected_to_go_well() -> None:
    options = parsed().options

    assert options.run
    assert options.cache
    assert options.stdio == "terminal"
    assert options.expect == Expectation()
    assert options.show == ("source", "output")


def test_one_limit_leaves_the_others_to_the_site() -> None:
    site = Defaults(run_limits=replace(RUN_LIMITS, wall_time=1, memory=MEBIBYTE))

    limits = parse({"run": "run", "truncate": "7"}, site).options.run_limits

    assert limits == replace(site.run_limits, truncate=7)


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
    header = parse({"run": "run", option: text}, LOW_SITE)

    assert header.wrong_values == [f'{option}="{text}": must be at most {ceiling}.']


@pytest.mark.parametrize(
    ("option", "text"), [("timeout", "2500ms"), ("memory", "16M"), ("truncate", "100")]
)
def test_a_ceiling_itself_is_allowed(option: str, text: str) -> None:
    assert parse({"run": "run", option: text}, LOW_SITE).problems == []


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
    header = parse({"run": "run", "flags": flags}, Defaults(allowed_flags=patterns))

    assert header.wrong_values == [f'flags="{flags}": {refused(flag)}.' for flag in wrong]


ESCAPES: list[tuple[str, bytes]] = [
    ("", b""),
    ("plain", b"plain"),
    (r"\n\t\r\a\b\e\f\v", b"\n\t\r\x07\x08\x1b\x0c\x0b"),
    (r"\\\"\'\?", b"\\\"'?"),
    (r"\0", b"\0"),
    (r"\101\x42", b"AB"),
    (r"\1018", b"A8"),
    (r"\xff\xFE", b"\xff\xfe"),
    (r"\x414", b"A4"),
    (r"\x4", b"\x04"),
    (r"\u20ac", "\u20ac".encode()),
    (r"\ud800", b"?"),
    (r"\\n", b"\\n"),
    ("\u20ac\\n", "\u20ac\n".encode()),
]

NO_ESCAPES = ["q", "x", "xg", "8", "9", "u12", "N", "U", " ", "", "\u0663"]


@pytest.mark.parametrize(("text", "data"), ESCAPES)
def test_escapes_are_those_of_c(text: str, data: bytes) -> None:
    assert decode_escapes(text) == data


@pytest.mark.parametrize("code", NO_ESCAPES)
def test_what_is_no_escape_is_named(code: str) -> None:
    with pytest.raises(ValueError, match="is no escape of C") as caught:
        decode_escapes(f"text\\{code}")

    assert str(caught.value) == f"\\{code[:1]} is no escape of C; a backslash itself is \\\\"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("stdn", 'There is no option "stdn". Did you mean "stdin"?'),
        ("time-out", 'There is no option "time-out". Did you mean "timeout"?'),
        ("hl-lines", 'There is no option "hl-lines". Did you mean "hl_lines"?'),
        ("flag", 'There is no option "flag". Did you mean "flags"?'),
        ("expects", 'There is no option "expects". Did you mean "expect"?'),
        ("zzz", 'There is no option "zzz".'),
        ("RUN", 'There is no option "RUN".'),
    ],
)
def test_an_unknown_option_is_named_with_the_nearest_one(name: str, sentence: str) -> None:
    header = parsed(**{name: "x"})

    assert header.ignored == [sentence]
    assert header.wrong_values == []
    assert header.options == parsed().options


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "A title"),
        ("linenums", "1"),
        ("linenums", "1 2 3"),
        ("hl_lines", "2"),
        ("hl_lines", "2 4-6"),
        ("data-anything", "x"),
        ("data-", ""),
    ],
)
def test_what_is_the_highlighters_is_left_to_it(name: str, text: str) -> None:
    header = parsed(**{name: text})

    assert header.problems == []
    assert replace(header.options, title="") == parsed().options


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"file": "list.h"}, 'file="list.h": must end in .c where the block is run.'),
        (
            {"data": "a/x.csv b/x.csv"},
            'data="a/x.csv b/x.csv": two of these files have the same name.',
        ),
        ({"stdin": "x", "stdin_file": "y"}, "stdin and stdin_file: one of them must go."),
    ],
)
def test_what_cannot_be_had_together_is_told(inputs: dict[str, str], problem: str) -> None:
    assert parsed(**inputs).wrong_values == [problem]


def test_a_file_that_is_not_run_may_be_a_header() -> None:
    header = parse({"file": "list.h"}, SITE, run=False)

    assert header.problems == []
    assert (header.options.run, header.options.file) == (False, "list.h")


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("title", "", "text"),
        ("linenums", "linenums", 'a number such as "1"'),
        ("linenums", "on", 'a number such as "1"'),
        ("hl_lines", "2,4", 'line numbers such as "2 4-6"'),
        ("hl_lines", "", 'line numbers such as "2 4-6"'),
    ],
)
def test_what_the_highlighter_would_refuse_is_told_and_stops_nothing(
    name: str, text: str, allowed: str
) -> None:
    header = parsed(**{name: text})

    assert header.ignored == [f'{name}="{text}": must be {allowed}.']
    assert header.wrong_values == []


@pytest.mark.parametrize("output", ["x", "a\nb\n", "\n"])
def test_all_is_volatile_where_the_author_says_so(output: str) -> None:
    pattern = parsed(volatile="all").options.volatile

    assert re.sub(pattern, "", output) == ""


def test_all_mistakes_are_told_at_once() -> None:
    header = parsed(timeout="x", cash="on", show="all", args="good")

    assert header.problems == [
        f'timeout="x": {TIME}.',
        f'show="all": {PARTS}.',
        'There is no option "cash". Did you mean "cache"?',
    ]
    assert header.options.args == ("good",)


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
        ({"stdin": r"\x04"}, "pipes"),
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
    assert header.options.stdio == stdio


def test_pipes_are_implied_by_what_the_site_shows() -> None:
    assert parse({"run": "run"}, Defaults(show=("stdout",))).options.stdio == "pipes"


@pytest.mark.parametrize("value", [None, True])
def test_a_bare_word_is_a_word_without_a_value(value: object) -> None:
    assert parse({"run": value}, SITE).options.run
    assert parse({"run": "run", "std": value}, SITE).wrong_values == [f'std="": {STANDARD}.']


@pytest.mark.parametrize("value", [None, True, "name"])
def test_a_bare_word_switches_on_what_can_be_switched(value: object) -> None:
    """SuperFences gives a word without a value its own name as one."""

    def bare(name: str) -> FenceOptions:
        header = parse({"run": "run", name: name if value == "name" else value}, SITE)
        assert header.problems == []
        return header.options

    assert bare("tools").tools
    assert bare("header").header is True
    assert re.fullmatch(bare("volatile").volatile, "all\nof it")


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
    assert mark(inputs, classes) is ours


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2", 2.0), (" 2 ", 2.0), ("2s", 2.0), ("2.5 s", 2.5), ("500ms", 0.5), ("0.5ms", 0.0005)],
)
def test_times(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("512K", 512 * 1024),
        ("64M", 64 * MEBIBYTE),
        ("64m", 64 * MEBIBYTE),
        ("64 MiB", 64 * MEBIBYTE),
        ("64MB", 64 * MEBIBYTE),
        ("1G", 1024 * MEBIBYTE),
    ],
)
def test_sizes(text: str, number: int) -> None:
    assert size(text) == number


def test_counts() -> None:
    assert count("10000") == 10_000


# Of each field of FenceOptions, a header that sets it.
EXAMPLES = {
    "run": {"run": "off"},
    "stdin": {"stdin": "x"},
    "echo": {"echo": "off"},
    "args": {"args": "x"},
    "env": {"env": "A=x"},
    "inline": {"diagnostics": "inline"},
    "godbolt": {"godbolt": "off"},
    "search": {"search": "off"},
    "fold": {"fold": "9"},
    "result": {"result": "csv"},
    "plot": {"plot": "bar"},
    "alt": {"alt": "x"},
    "header": {"header": "on"},
    "variant": {"compiler": "clang"},
    "variants": {"compiler": "gcc clang"},
    "std": {"std": "c99"},
    "libs": {"libs": "-lrt"},
    "expect": {"expect": "any"},
    "show": {"show": "output"},
    "layout": {"layout": "tabs"},
    "file": {"file": "x.c"},
    "stdin_file": {"stdin_file": "x"},
    "data": {"data": "x"},
    "expect_output": {"expect_output": "x"},
    "name": {"name": "x"},
    "uses": {"uses": "x"},
    "wrap": {"main": "wrap"},
    "tools": {"tools": "on"},
    "title": {"title": "x"},
    "stdio": {"stdio": "pipes"},
    "cache": {"cache": "off"},
    "volatile": {"volatile": "all"},
    "run_limits": {"timeout": "1"},
}
FOR_THE_PAGE_ALONE = {
    *(
        "run",
        "echo",
        "expect",
        "expect_output",
        "show",
        "fold",
        "inline",
        "godbolt",
        "search",
        "cache",
        "volatile",
        "name",
    ),
    *("title", "alt", "header"),
    # What these name is read by the page, and is in the job then.
    *("data", "uses"),
    # Each has a job of its own.
    *("variants", "layout"),
}
NO_OPTIONS = {"compile_limits", "prelude", "prelude_places"}


def job(**inputs: str) -> Job:
    """The job of a block with these options."""
    return Snippet("int main(void) {}", parsed(**inputs).options, Place("page.md")).job


@pytest.mark.parametrize(
    "field", [field.name for field in fields(FenceOptions) if field.name not in NO_OPTIONS]
)
def test_a_job_changes_with_every_option_but_those_of_the_page_alone(field: str) -> None:
    assert (job(**EXAMPLES[field]) == job()) is (field in FOR_THE_PAGE_ALONE)


def test_a_job_has_the_source_under_its_name_and_with_a_final_line_feed() -> None:
    (source,) = job(file="list.c").sources

    assert (source.name, source.content) == ("list.c", b"int main(void) {}\n")


EMPTY = "The block is empty. If it includes a file, that file is missing or empty."
LONG = "The source is longer than 64 KiB."


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("int x;", None),
        ("x" * 65_536, None),
        ("x" * 65_537, LONG),
        ("\u20ac" * 21_846, LONG),
        ("", EMPTY),
        (" \n\t", EMPTY),
    ],
    ids=short,
)
def test_a_source_that_cannot_be_run_is_told(source: str, problem: str | None) -> None:
    assert Snippet(source, parsed().options, Place("page.md")).problem() == problem
