"""Blocks in tabs, and blocks that several compilers compiled."""

from __future__ import annotations

import re

import pytest

from mkdocs_c_runner.html.pieces import NOTHING

from .blocks import (
    EXIT_3,
    HELLO,
    REFUSED,
    SILENT,
    SOURCE,
    VIEWED,
    html_of,
    matrix,
    options,
    ran,
    stage,
)
from .shown import html_of as html_of_shown
from .shown import shown as block_of


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

    def test_the_status_stands_beside_them(self) -> None:
        html = html_of(EXIT_3, show="source output", layout="tabs", expect="exit 3")

        assert (
            '<div class="c-runner-tabs">\n<div class="c-runner-head">\n'
            '<p class="c-runner-status">Exited with status 3.</p>\n</div>\n<input'
        ) in html

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
            "gcc 1.2, clang 1.2, -std=c17 -Wall -Wextra",
        ]
        assert "The same with" not in html

    def test_what_differs_has_a_line_of_its_own(self) -> None:
        html = matrix({"gcc": SILENT}, show="output compiler", flags="-O0 | -O2")

        assert re.findall('<p class="c-runner-compiler">(.*?)</p>', html) == [
            "gcc 1.2, -Wall -Wextra -O0",
            "gcc 1.2, -Wall -Wextra -O2",
        ]

    def test_messages_are_counted_where_the_compilers_are_named_once(self) -> None:
        html = matrix(
            {"gcc": HELLO, "clang": ran(stage(("terminal", "hello\n")))}, show="output compiler"
        )

        assert "gcc 1.2 (1 warning), clang 1.2, -Wall -Wextra" in html


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
    html = html_of_shown(block_of(options(show="compiler"), SILENT, compiler=said))

    assert f'<p class="c-runner-compiler">{shown}</p>' in html


def test_output_in_tabs_is_left_out_of_the_search_and_the_source_is_not() -> None:
    html = html_of(HELLO, show="source output", layout="tabs", search="off")

    assert '<pre data-search-exclude class="c-runner-output">' in html
    assert "<pre>source</pre>" in html
