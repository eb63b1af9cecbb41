"""The views of the compiler beneath a block, and the colors that they share with its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.html.block import block
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.html.views import with_colors_of_views
from mkdocs_c_runner.markup import trusted

from .blocks import (
    SILENT,
    SOURCE,
    VIEWED,
    html_of,
    options,
)
from .shown import shown


class TestViews:
    def test_each_line_says_where_it_comes_from(self) -> None:
        html = html_of(VIEWED, show="source asm")

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

    @pytest.mark.parametrize(
        ("inputs", "are_tied"),
        [
            ({"show": "source asm"}, True),
            ({"show": "source asm preprocessed"}, True),
            ({"show": "source symbols"}, True),
            ({"show": "source sections"}, False),
            ({"show": "asm"}, False),
            ({"show": "source preprocessed"}, False),
            ({"show": "source asm", "layout": "tabs"}, False),
        ],
    )
    def test_bars_have_a_partner_in_sight(self, inputs: dict[str, str], are_tied: bool) -> None:
        assert ("c-runner-hue-" in html_of(VIEWED, **inputs)) == are_tied

    def test_the_words_of_machine_code_and_symbols_are_told_apart(self) -> None:
        html = html_of(VIEWED, show="symbols disassembly")

        assert '<span class="c-runner-fg-blue">T</span> f' in html
        assert '<span class="c-runner-faint">1139:       55</span>' in html
        assert '<span class="c-runner-fg-blue">push</span>   rbp' in html

    def test_lines_of_other_files_say_which(self) -> None:
        html = html_of(VIEWED, show="preprocessed")

        assert 'data-line="list.h:12"><span class="c-runner-number">list.h:12 </span>int x;' in html
        assert '<span class="c-runner-number">          </span>/* stdio.h: 7 lines */' in html

    def test_the_line_itself_is_in_the_title(self) -> None:
        source = "int f(void)\n{\n  return 1 < 2;\n}"
        one = shown(options(show="asm"), VIEWED, source=source)

        html = block([one], lambda: Source(trusted(SOURCE)), "name").html

        assert 'data-line="main.c:3" title="return 1 &lt; 2;"' in html

    def test_code_that_was_compiled_and_not_run_has_its_name_and_no_status(self) -> None:
        only_compiled = replace(VIEWED, run=None)

        html = html_of(only_compiled, show="source asm")

        assert 'data-verdict="ok" role="group" aria-label="Assembly"' in html
        assert "c-runner-status" not in html


def test_the_source_has_the_colours_of_its_assembly() -> None:
    source = trusted("<pre><code>int f(void)\n{\n    return 1;\n}\n</code></pre>")
    variants = [shown(options(show="source asm"), result) for result in (VIEWED, SILENT)]

    marked = str(source).replace("<code>", '<code class="nohighlight">')
    assert with_colors_of_views(source, variants) == marked.replace(
        "    return", '<span class="c-runner-origin c-runner-hue-3"></span>    return'
    )
    assert with_colors_of_views(source, variants[1:]) == source
