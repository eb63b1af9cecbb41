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

from .bad_values import BAD
from .reading import USUAL, parsed, short, ways

# Half a picture is none.
WHOLE: dict[str, Any] = {"stdio": "pipes", "truncate": RUN_LIMITS.output}

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
    ("again", "list", {"again": "list"}),
    ("again", "other.md#list", {"again": "other.md#list"}),
    ("program", "bank", {"program": "bank"}),
    ("program", "a.out", {"program": "a.out"}),
    ("program", "my-bank_2.x", {"program": "my-bank_2.x"}),
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
    ("diagnostics", "announced", {"diagnostics": "announced"}),
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
    ("layout", "beside", {"layout": "beside"}),
    ("file", "list-1.0_a+b.c", {"file": "list-1.0_a+b.c"}),
    ("file", "lib/list.c", {"file": "lib/list.c"}),
    ("name", "list", {"name": "list"}),
    ("name", "_a-b.2", {"name": "_a-b.2"}),
    ("uses", "list", {"uses": ("list",)}),
    ("extends", "step1", {"extends": "step1"}),
    ("extends", "first.md#step1", {"extends": "first.md#step1"}),
    ("since", "first.md#step1", {"since": "first.md#step1"}),
    ("whole", "off", {"whole": False}),
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
