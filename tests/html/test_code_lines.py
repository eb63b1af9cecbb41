"""What is put beneath lines of highlighted code, whatever the highlighter was asked for."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from mkdocs_c_runner.html.code_lines import lines_of, put_before, put_beneath
from mkdocs_c_runner.markup import Markup, trusted

CODE = """\
#define LONG \\
    "two \\
    lines"
/* <a>
   & */ int x;

\tint y; // z
int last;"""

MARK = trusted('<i id="mark">here\n</i>')


def highlighted(code: str, header: str = "", **settings: Any) -> Markup:
    """Code as the highlighter shows it."""
    extensions = ["pymdownx.superfences", "pymdownx.highlight"]
    configs = {"pymdownx.highlight": settings, "pymdownx.superfences": {"preserve_tabs": True}}
    html = markdown(f"```c {header}\n{code}\n```", extensions=extensions, extension_configs=configs)
    return trusted(html)


MANNERS: dict[str, dict[str, Any]] = {
    "plain": {},
    "lines": {"line_spans": "line", "line_anchors": "anchor"},
    "table": {"linenums": True, "anchor_linenums": True},
    "inline": {"linenums": True, "linenums_style": "inline"},
    "pymdownx-inline": {"linenums": True, "linenums_style": "pymdownx-inline", "line_spans": "x"},
    "styles": {"noclasses": True},
    "table with styles": {"noclasses": True, "linenums": True},
    "no pygments": {"use_pygments": False},
    "no pygments, numbers": {"use_pygments": False, "linenums": True},
}


class _Balanced(HTMLParser):
    """Fails if an element is closed that is not open; keeps the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.text = ""
        self.feed(str(html))
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("line", range(1, 9))
def test_it_stands_right_beneath_its_line(manner: str, line: int) -> None:
    header = "" if "no pygments" in manner else 'hl_lines="2-5" title="x"'
    html = highlighted(CODE, header, **MANNERS[manner])
    found = str(put_beneath(html, {line: MARK}))

    text = _Balanced(found).text
    lines = re.sub(r"(?m)^ *\d* (?=here)", "", text).split("\n")
    assert CODE.split("\n")[line - 1] in lines[lines.index("here") - 1]
    if "table" in manner:  # the numbers of the lines before, a gap
        numbers = re.findall(r"(\d?)\n", text.partition("#define")[0].lstrip("x\n"))
        assert [number for number in numbers if number] == [str(n) for n in range(1, 9)]
        assert numbers[line] == ""
    ids = re.findall(r'id="([^"]*)"', found)
    assert len(ids) == len(set(ids))
    code = found[found.index("<code") :].partition(">")[0]
    assert code.count("class=") == 1
    assert 'class="nohighlight"' in code


@pytest.mark.parametrize("manner", sorted(set(MANNERS) - {"styles", "table with styles"}))
def test_lines_are_those_of_the_code(manner: str) -> None:
    lines = lines_of(highlighted(CODE, **MANNERS[manner]))

    assert [line.text for line in lines] == CODE.split("\n")
    assert all(line.number for line in lines) == ("inline" in manner)


@given(
    st.text("ab <>&\"'/*\\\n", max_size=60),
    st.sets(st.integers(1, 8)),
    st.sampled_from(sorted(MANNERS)),
)
def test_no_code_breaks_it(code: str, lines: set[int], manner: str) -> None:
    code = f"x;{code}\nx;"
    html = highlighted(code, **MANNERS[manner])
    found = put_beneath(html, dict.fromkeys(lines, MARK))

    text = _Balanced(found).text
    assert text.count("here") == len([line for line in lines if line <= code.count("\n") + 1])


def test_something_can_be_put_before_lines() -> None:
    """Within the element of a line that stands out, in empty lines too, and nowhere if it is no code."""
    html = trusted(
        '<pre><code><span class="c">a\n</span><span class="hll">b\n</span>\nd\n</code></pre>'
    )
    marks = {1: "<i></i>", 2: "<b></b>", 3: "<u></u>", 9: "<s></s>"}
    before = {line: trusted(mark) for line, mark in marks.items()}

    assert put_before(html, before) == (
        '<pre><code class="nohighlight"><span class="c"><i></i>a\n</span>'
        '<span class="hll"><b></b>b\n</span><u></u>\nd\n</code></pre>'
    )
    assert put_before(trusted("<p>x</p>"), before) == "<p>x</p>"
