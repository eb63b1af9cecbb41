"""The parsers of options: every option of a fence with its good and its bad values."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_c_runner.engine.job import MEBIBYTE, RUN_LIMITS
from mkdocs_c_runner.fence.expectation import Expectation
from mkdocs_c_runner.fence.options import ROWS
from mkdocs_c_runner.fence.table import FENCE
from mkdocs_c_runner.fence.values import shortened
from mkdocs_c_runner.media.plot import Plot

from .reading import USUAL, parsed, refused, short, ways

# Half a picture is none.
WHOLE: dict[str, Any] = {"stdio": "pipes", "truncate": RUN_LIMITS.output}

LINES = 'must be a number of lines from 2, or "off"'
RESULTS = "must be one of text, image, svg, csv, plot, markdown, html"
ALLOW_HTML = "needs allow_html: true in mkdocs.yml, because such output can contain any HTML"
CHARTS = "must be one of line, scatter, bar, perhaps with logx or logy"
ON_OFF = 'must be "on" or "off"'
TIME = 'must be a time such as "2" or "500ms"'
SIZE = 'must be a size such as "64M"'
NUMBER = "must be a positive number"
WORDS = "must be words as a shell reads them (No closing quotation)"
PAIRS = "must be one or more NAME=value, separated by spaces"
PARTS = (
    "must be some of source, output, stdout, stderr, diagnostics, asm, preprocessed, "
    "symbols, sections, disassembly, memory, compiler, none"
)
FILE = "must be a plain file name such as list.c or list.h, or lib/list.h"
NAME = "must be a name such as list"
USES = "must be names of blocks, such as list or other.md#list"
DATA = "must be files beside the page, with plain names such as scores.csv"
STANDARD = "must be a C standard such as c17 or gnu11"
UNCLOSED = "must be a regular expression (missing ), unterminated subpattern at position 0)"
TOO_LARGE = "must be a regular expression (the repetition number is too large)"
NOTHING = 'must not match the empty string; "all" stands for all of the output'
ARGUMENTS = "must be at most 100 arguments and 64 KiB, without NUL"
EXPECT = (
    "must be one of compile-error, memory-limit, ok, output-limit, runtime-error, time-limit, "
    "exit N, a signal such as SIGSEGV, sanitizer, warning, warning:NAME, or any"
)


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
    (
        "diagnostics",
        "inline",
        {"diagnostics": "inline", "show": ("source", "diagnostics", "output")},
    ),
    ("diagnostics", "beneath", {"diagnostics": "beneath"}),
    ("godbolt", "off", {"godbolt": False}),
    ("search", "off", {"search": False}),
    ("playground", "browser", {"playground": "browser"}),
    ("playground", "off", {"playground": "off"}),
    ("fold", "12", {"fold": 12}),
    ("steps", "on", {"steps": 200}),
    ("addresses", "on", {"addresses": True}),
    ("frames", "on", {"frames": True}),
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
    ("main", "wrap", {"main": "wrap"}),
    ("main", "own", {"main": "own"}),
    ("tools", "on", {"tools": True}),
    ("stdio", "pipes", {"stdio": "pipes"}),
    ("stdio", "terminal", {"stdio": "terminal"}),
    ("cache", "off", {"cache": False}),
    ("cache", "on", {"cache": True}),
    ("volatile", r"\d+ ms", {"volatile": r"\d+ ms"}),
    ("timeout", "2", {"timeout": 2.0}),
    ("timeout", "500ms", {"timeout": 0.5}),
    ("timeout", "30", {"timeout": 30.0}),
    ("memory", "64M", {"memory": 64 * MEBIBYTE}),
    ("memory", "2G", {"memory": 2048 * MEBIBYTE}),
    ("truncate", "50", {"truncate": 50}),
    ("truncate", "100000", {"truncate": 100_000}),
]

BAD: list[tuple[str, str, str]] = [
    ("run", "maybe", ON_OFF),
    ("run", "0", ON_OFF),
    ("stdin", r"\q", r"\q is not a C escape; write a backslash as \\"),
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
    ("compiler", "cc", 'must be one or several of gcc, clang, tcc (did you mean "gcc"?)'),
    (
        "compiler",
        "clang, tinycc",
        'must be one or several of gcc, clang, tcc, and not "tinycc" (did you mean "tcc"?)',
    ),
    ("compiler", "", "must be one or several of gcc, clang, tcc"),
    (
        "compiler",
        "gcc icc",
        'must be one or several of gcc, clang, tcc, and not "icc" (did you mean "tcc"?)',
    ),
    ("compiler", "/usr/bin/gcc", "must be one or several of gcc, clang, tcc"),
    ("std", "17", f'{STANDARD} (did you mean "c17"?)'),
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
    ("std", "“c17”", f"{STANDARD}; write it between straight quotes"),
    ("layout", "grid", "must be one of stack, tabs"),
    ("show", "sources", f'{PARTS} (did you mean "source"?)'),
    ("show", "source; output", f'{PARTS}, and not "source;" (did you mean "source"?)'),
    ("show", "code,output", f'{PARTS}, and not "code" (did you mean "source"?)'),
    ("show", "source warnings", f'{PARTS}, and not "warnings" (did you mean "diagnostics"?)'),
    ("show", "source nowhere-near", f'{PARTS}, and not "nowhere-near"'),
    ("diagnostics", "above", "must be one of beneath, inline"),
    ("godbolt", "maybe", 'must be "on" or "off"'),
    ("search", "found", 'must be "on" or "off"'),
    ("playground", "https://run.example.org", "must be one of browser, off"),
    ("fold", "1", LINES),
    ("steps", "1001", 'must be "on", "off", or a number of steps up to 1,000'),
    ("addresses", "all", 'must be "on" or "off"'),
    ("frames", "all", 'must be "on" or "off"'),
    ("result", "picture", f'{RESULTS} (did you mean "image"?)'),
    ("result", "html", ALLOW_HTML),
    ("result", "markdown", ALLOW_HTML),
    ("plot", "", CHARTS),
    ("plot", "pie", CHARTS),
    ("plot", "line bar", CHARTS),
    ("alt", " ", "must describe the picture"),
    ("header", "maybe", ON_OFF),
    ("fold", "-5", LINES),
    ("fold", "long", LINES),
    ("file", "", FILE),
    ("file", "list", FILE),
    ("file", "a.out", FILE),
    ("file", "a.out/a.h", FILE),
    ("file", "lib/../../a.h", FILE),
    ("expect_output", r"\q", r"\q is not a C escape; write a backslash as \\"),
    ("stdin_file", " ", "must be a file beside the page"),
    ("data", "", DATA),
    ("data", "a.csv, b.csv", f'{DATA} (did you mean "a.csv b.csv"?)'),
    ("data", ".hidden", DATA),
    ("data", "x/", DATA),
    ("data", "a.out", DATA),
    ("data", "'", WORDS),
    ("name", "", NAME),
    ("name", "a b", NAME),
    ("name", "1", NAME),
    ("uses", "", USES),
    ("uses", "#list", f'{USES} (did you mean "list"?)'),
    ("uses", "list, other.md#x", f'{USES} (did you mean "list other.md#x"?)'),
    ("uses", "other.md#", USES),
    ("uses", "a#b#c", USES),
    ("main", "on", 'must be one of wrap, own (did you mean "wrap"?)'),
    ("tools", "system", ON_OFF),
    ("env", "A=" + "x" * 65_536, PAIRS),
    ("args", "x" * 65_537, ARGUMENTS),
    ("file", "../main.c", FILE),
    ("file", "-main.c", FILE),
    ("file", ".c", FILE),
    ("file", "a b.c", FILE),
    ("file", "\u00e9.c", FILE),
    ("file", "x" * 99 + ".c", FILE),
    ("stdio", "pty", 'must be one of terminal, pipes (did you mean "terminal"?)'),
    ("stdio", "", "must be one of terminal, pipes"),
    ("cache", "never", ON_OFF),
    ("volatile", "(", UNCLOSED),
    ("volatile", "", NOTHING),
    ("volatile", "x*", NOTHING),
    ("volatile", "x{99999999999}", TOO_LARGE),
    ("volatile", "x" * 1001, "must have at most 1,000 characters"),
    ("timeout", "0", TIME),
    ("timeout", "-1", TIME),
    ("timeout", "2 minutes", f'{TIME} (did you mean "120"?)'),
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
    ("memory", "512", 'must be at least 1M (did you mean "512M"?)'),
    ("memory", "512K", "must be at least 1M"),
    ("memory", "2049M", "must be at most 2048M, the site's max_memory"),
    ("std", "C17", f'{STANDARD} (did you mean "c17"?)'),
    ("std", "-std=gnu11", f'{STANDARD} (did you mean "gnu11"?)'),
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
    assert header.options == parsed().options.with_values(wanted)


@pytest.mark.parametrize(("option", "text", "allowed"), BAD, ids=short)
def test_a_bad_value_is_told_with_what_is_allowed_and_leaves_the_default(
    option: str, text: str, allowed: str
) -> None:
    header = parsed(**{option: text})

    assert header.wrong_values == [f'{option}="{shortened(text)}": {allowed}.']
    assert header.ignored == []
    assert header.options == parsed().options


def test_the_tables_have_good_and_bad_values_of_every_option() -> None:
    assert {option for option, *_ in GOOD} == set(ROWS[FENCE])
    assert {option for option, *_ in BAD} == set(ROWS[FENCE])
