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

    assert front.problems == [(2, "c_runner: must be options with their values.")]
