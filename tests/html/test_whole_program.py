"""The whole program of a block: what a page has room for, and how its files and blocks are named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.bounds import HIGHLIGHTED_PROGRAMS, PROGRAMS_OF_PAGE
from mkdocs_c_runner.check.ran import Checked, Ran
from mkdocs_c_runner.engine.result import Outcome
from mkdocs_c_runner.html.block import block
from mkdocs_c_runner.html.changes import changes
from mkdocs_c_runner.html.publishing import Publishing
from mkdocs_c_runner.html.shown import Shown
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.html.whole_program import program, whole_program
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.markup import EMPTY, element
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.growth import Grown
from mkdocs_c_runner.program.snippet import Snippet

from .blocks import HELLO, SILENT, options

PLACE = Place("page.md")
FIRST = Part("one", "int f(void) { return 0; }", PLACE, is_file=False, page="page.md")
SNIPPET = Snippet(
    "int main(void) { return f(); }",
    options(extends="one", name="two", show="changes output"),
    PLACE,
    parts=(FIRST,),
    extended=Grown({}).with_part(FIRST, "main.c"),
)


def shown(room: int = 0, address: str | None = "#there", **values: object) -> Shown:
    """The block on a page that shows so many characters of such code."""
    publishing = Publishing(
        lambda suffix, _: f"file{suffix}",
        lines=lambda code: [element("b", line) for line in code.split("\n")],
        room=lambda _kind, length: room + length,
        address=lambda _: address,
    )
    snippet = replace(SNIPPET, options=SNIPPET.options.with_values(values))
    return Shown(Checked(Ran.of(snippet, Outcome(HELLO, "run"))), words("en"), publishing)


def test_other_blocks_are_named_with_links_and_this_block_is_marked() -> None:
    html = whole_program(shown())

    assert '<span><a href="#there" class="c-runner-from" data-name="one"' in html
    assert '<mark class="c-runner-own"><a class="c-runner-from" data-name="this block"' in html
    assert '<a href="file.c" download="two.c">Download two.c</a>' in html


def test_a_block_that_is_on_no_page_has_a_name_and_no_link() -> None:
    html = whole_program(shown(address=None))

    assert 'data-name="one" aria-label="one" role="note"' in html
    assert 'href="#' not in html


@pytest.mark.parametrize(
    ("room", "other", "own"),
    [
        (0, "<b>int f(void) { return 0; }</b>", "<b>int main(void) { return f(); }</b>"),
        (HIGHLIGHTED_PROGRAMS, "</a>int f(void)", "<b>int main(void) { return f(); }</b>"),
        (PROGRAMS_OF_PAGE, "", ""),
    ],
)
def test_a_page_with_many_programs_has_less_of_each(room: int, other: str, own: str) -> None:
    html = whole_program(shown(room))

    assert other in html
    assert own in html
    assert ("<code" in html) is bool(own)
    assert "Download two.c" in html


def test_a_page_with_many_changes_has_no_former_lines() -> None:
    (plenty,), (little,) = changes(shown()), changes(shown(PROGRAMS_OF_PAGE))

    assert "<ins>" in plenty.html
    assert "<ins>" not in little.html
    assert "<b>int main(void) { return f(); }</b>" in little.html


def test_a_program_that_is_shown_anyway_is_not_unfolded_too() -> None:
    asked = shown(show=("source", "program"))

    assert "c-runner-program" in program(asked)[0].html
    assert whole_program(asked) == ""
    assert whole_program(shown(whole=False)) == ""


def test_variants_that_print_something_else_have_one_program() -> None:
    first = shown(compiler=("gcc", "clang"), show=("changes", "output", "program"))
    second = first._replace(checked=Checked(Ran.of(first.checked.snippet, Outcome(SILENT, "run"))))

    html = block([first, second], lambda: Source(EMPTY), "name").html

    assert html.count("c-runner-changes") == html.count("c-runner-program") == 1
    assert html.index("c-runner-program") < html.index("c-runner-tabs")


def test_the_search_of_the_site_leaves_out_what_it_is_told_to() -> None:
    (section,) = changes(shown(search=False))

    assert "<pre data-search-exclude data-code" in section.html
