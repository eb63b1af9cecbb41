"""The front matter of a page: YAML that is laid over the options of the site."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_c_runner.fence import front_matter
from mkdocs_c_runner.fence.front_matter import FrontMatter
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place


def read(options: str) -> FrontMatter:
    """A page with these options, a line each."""
    lines = "".join(f"  {line}\n" for line in options.split("\n"))
    text = f"---\nc_runner:\n{lines}---\ntext\n"
    meta, body = front_matter.split(text)
    assert body == "text\n"
    return front_matter.read(meta, text, "page.md", Options(), Rules())


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("tools: true", {"tools": True}),
        ("echo: off", {"echo": False}),
        ("fold: false", {"fold": 0}),
        ("fold: 12", {"fold": 12}),
        ("timeout: 2", {"timeout": 2.0}),
        ("memory: 64M", {"memory": 64 << 20}),
        ("show: [output, source]", {"show": ("output", "source")}),
        ("flags: [-O1, -g]", {"flags": (("-Wall", "-Wextra", "-O1", "-g"),)}),
        ("flags: -O0 | -O1", {"flags": (("-Wall", "-Wextra", "-O0"), ("-Wall", "-Wextra", "-O1"))}),
        ("libs: [-lrt]", {"libs": ("-lrt", "-lm")}),
        ("compiler: [gcc, clang]", {"compiler": ("gcc", "clang")}),
        ("stdio: pipes", {"stdio": "pipes"}),
        ("result: csv", {"result": "csv"}),
    ],
)
def test_values_are_those_of_yaml(line: str, values: dict[str, Any]) -> None:
    front = read(line)

    assert front.problems == []
    assert front.options == Options().with_values(values)


def test_a_prelude_is_known_by_its_places() -> None:
    toolchain = read("prelude: |\n    int x;\n    int y;").options.toolchain

    assert toolchain.prelude == "int x;\nint y;\n"
    assert toolchain.prelude_places == (Place("page.md", 4, 7), Place("page.md", 5, 7))


def test_a_page_without_options_is_as_its_site() -> None:
    site = Options()

    assert front_matter.read({"title": "x"}, "", "page.md", site, Rules()).options is site


def test_blocks_of_a_page_can_be_shown_alone() -> None:
    assert read("std: c17").enabled
    assert not read("enabled: false").enabled


def test_mistakes_are_told_in_their_order_and_leave_the_rest() -> None:
    front = read(
        "timeout: 99\nflag: -O2\nname: x\nprelude: 5\ntitle: x\ncompile_timeout: 3\nenabled: maybe\nstd: c99"
    )

    assert front.problems == [
        (3, 'c_runner: timeout: "99": must be at most 30 s, the site\'s max_timeout.'),
        (4, 'c_runner: a page has no option "flag" (did you mean "flags"?).'),
        (5, 'c_runner: "name" is an option of a fence, not of a page.'),
        (6, 'c_runner: prelude: must be code, such as "#include <stdio.h>".'),
        (7, 'c_runner: "title" is an option of a fence, not of a page.'),
        (8, 'c_runner: a page has no option "compile_timeout" (did you mean "timeout"?).'),
        (9, "c_runner: enabled: must be true or false."),
    ]
    assert front.options == Options().with_values({"std": "c99"})


def test_what_is_no_mapping_is_told() -> None:
    front = front_matter.read(
        {"c_runner": "on"}, "---\nc_runner: on\n", "page.md", Options(), Rules()
    )

    assert front.problems == [
        (2, "c_runner: its options are indented below it, a line each, such as std: c17.")
    ]


LEVELS = "".join(
    f"m{level}: &m{level} {{<<: [{', '.join([f'*m{level - 1}'] * 10)}]}}\n"
    for level in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &a 1\nc_runner: [" + "*a, " * 200 + "]\n", "at most 100 aliases"),
        ("c_runner:\n" + "# long\n" * 50_000, "at most 262,144 characters"),
        ("c_runner:\n  flags: &a [*a]\n", "8 levels deep"),
        ("c_runner:\n  flags: 0x" + "f" * 50_000 + "\n", "a number in it is too long"),
    ],
    ids=["aliases", "long", "holds itself", "number"],
)
def test_front_matter_that_exceeds_a_limit_is_refused(text: str, reason: str) -> None:
    whole = f"---\n{text}---\n\nBody.\n"

    meta, body = front_matter.split(whole)
    read = front_matter.read(meta, whole, "a.md", Options(), Rules())

    assert body == "Body.\n"
    assert len(read.problems) == 1
    line, problem = read.problems[0]
    assert whole.split("\n")[line - 1].startswith("c_runner:")
    assert reason in problem


@pytest.mark.parametrize("text", ["a: 2001-99-99\n", "a: " + "[" * 5000 + "\n", "a: [\n"])
def test_front_matter_that_cannot_be_read_is_no_front_matter(text: str) -> None:
    whole = f"---\n{text}---\n\nBody.\n"

    assert front_matter.split(whole) == ({}, whole)


def test_merged_mappings_do_not_multiply() -> None:
    """Older versions of PyYAML copy the entries of each mapping that is merged."""
    meta, _ = front_matter.split(f"---\nm0: &m0 {{a: 1}}\n{LEVELS}c_runner: {{<<: *m9}}\n---\n")

    assert meta["c_runner"] == {"a": 1} or isinstance(meta["c_runner"], front_matter.Refused)


@pytest.mark.parametrize("key", ["c-runner", "C_Runner", "crunner", "mkdocs-c-runner", "c_runer"])
def test_a_key_that_is_nearly_ours_is_told(key: str) -> None:
    text = f"---\ntitle: x\n{key}:\n  std: c99\n---\n"
    meta, _ = front_matter.split(text)

    front = front_matter.read(meta, text, "page.md", Options(), Rules())

    assert front.problems == [(3, f"{key}: the options of a page stand below c_runner.")]
