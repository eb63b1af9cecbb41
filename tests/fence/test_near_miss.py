"""Headers that Markdown refuses: that they are noticed, and that what is suggested is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.fence.highlighter import HIGHLIGHTER_OPTIONS
from mkdocs_c_runner.fence.near_miss import (
    corrected,
    corrected_other,
    looks_like_ours,
    means_ours,
    opens_another,
    repeated,
    shown_as_code,
)
from mkdocs_c_runner.fence.options import ROWS
from mkdocs_c_runner.fence.table import FENCE

from ..recording import scan
from ..strategies import PROFILE

CORRECTIONS: list[tuple[str, str]] = [
    # values without quotes
    ("```c run=true", '```c run="true"'),
    ("```c run stdin=3", '```c run stdin="3"'),
    ("```c run timeout=2", '```c run timeout="2"'),
    ("```c run expect=compile-error", '```c run expect="compile-error"'),
    ("```c run env=A=b", '```c run env="A=b"'),
    ("```c run flags=-O2", '```c run flags="-O2"'),
    ("```c run hl_lines=2", '```c run hl_lines="2"'),
    # other signs than those of Markdown
    ('```c run timeout=="2"', '```c run timeout="2"'),
    ('```c run timeout:="2"', '```c run timeout="2"'),
    ("```c run timeout==2", '```c run timeout="2"'),
    ("```c run expect: SIGSEGV", '```c run expect="SIGSEGV"'),
    ('```c run, stdin="3"', '```c run stdin="3"'),
    ('```c run stdin="3",', '```c run stdin="3"'),
    ('```c run stdin = "3"', '```c run stdin="3"'),
    ("```c run stdin = 3", '```c run stdin="3"'),
    ("```c,run", "```c run"),
    ("```c:run", "```c run"),
    ("```c; run", "```c run"),
    ("```c.run", "```c run"),
    ("```c-run", "```c run"),
    ("```c {.run", "```c run"),
    ("```c run}", "```c run"),
    ("```{.c run", "```c run"),
    ("```{c, run}", "```c run"),
    ("``` {c run", "```c run"),
    ("```{c run}", "```c run"),
    ("```{c} run", "```c run"),
    ('```{c} run stdin="3"', '```c run stdin="3"'),
    # names with hyphens, and names that nearly exist
    ('```c run hl-lines="2"', '```c run hl_lines="2"'),
    ('```c run std-in="3"', '```c run stdin="3"'),
    ('```c run cc-flags="-g"', '```c run flags="-g"'),
    ("```c run time-out=2", '```c run timeout="2"'),
    ("```c run cashe=off", '```c run cache="off"'),
    # what can only stand in braces
    ("```c run #id", "``` { .c run #id }"),
    ("```c run .wide", "``` { .c run .wide }"),
    ("```c run #a .b stdin=3", '``` { .c run #a .b stdin="3" }'),
    ('```c run data-x="1"', '``` { .c run data-x="1" }'),
    # quotes of a word processor, quotes that nothing closes, and quotes within quotes
    ("```c run std=“c17”", '```c run std="c17"'),
    ("```c run std=„c17“ stdin=‘3’", "```c run std=\"c17\" stdin='3'"),
    ('```c run std=“c17" title=“it’s”', '```c run std="c17" title="it’s"'),
    ("```c run std=«c17»", '```c run std="c17"'),
    ('```c run stdin="3', '```c run stdin="3"'),
    ("```c run stdin='3", "```c run stdin='3'"),
    ("```c run stdin=“3", '```c run stdin="3"'),
    ("```c run expect='exit 3\"", "```c run expect='exit 3'"),
    ("```c run expect=\"exit 3'", '```c run expect="exit 3"'),
    ('```c run expect="exit 3\' timeout="2"', '```c run expect="exit 3" timeout="2"'),
    ('```c run stdin="3 4\\n', '```c run stdin="3 4\\n"'),
    ('```c run stdin="3 timeout="2"', '```c run stdin="3" timeout="2"'),
    ('```c run timeout="2" stdin="3 4', '```c run timeout="2" stdin="3 4"'),
    (r'''```c run args="-n \"two words\""''', """```c run args='-n "two words"'"""),
    (r"""```c run args="\"a\"" timeout=2""", """```c run args='"a"' timeout="2\""""),
    (r'''```c run stdin="it's \"3\""''', r"""```c run stdin='it\x27s "3"'"""),
    # calls and lists
    ('```c run: timeout="2"', '```c run timeout="2"'),
    ("```c run: timeout=2", '```c run timeout="2"'),
    ("```c run: timeout: 2", '```c run timeout="2"'),
    ("```c run = timeout=2", '```c run timeout="2"'),
    ("```c run(timeout=2)", '```c run timeout="2"'),
    ('```c run (timeout=2, stdin="(3)")', '```c run timeout="2" stdin="(3)"'),
    ("```c run()", "```c run"),
    ("```c, run(stdin=“3”)", '```c run stdin="3"'),
    ('```c run args="run(1)" x=1', '```c run args="run(1)" x="1"'),
    # names of other tools
    ("```c run standard=c17", '```c run std="c17"'),
    ("```c run cflags=-g", '```c run flags="-g"'),
    # values of several words, and words that are no options
    ("```c run title=My first program", '```c run title="My first program"'),
    ("```c run title=My program timeout=2", '```c run title="My program" timeout="2"'),
    ("```c run title=My tools", '```c run title="My" tools'),
    ("```c run // a comment", "```c run"),
    ("```c run <!-- why -->", "```c run"),
    ('```c run expect="exit 3" now', '```c run expect="exit 3"'),
    # without the word, or with a word that means it
    ("```c rnu", "```c run"),
    ("```c runs", "```c run"),
    ("```c execute timeout=2", '```c run timeout="2"'),
    ('```c expect="exit 3"', '```c run expect="exit 3"'),
    ("```{.c stdin=3}", '```c run stdin="3"'),
    ('```c file="list.h', '```c file="list.h"'),
    ("```c name=push uses=pop", '```c name="push" uses="pop"'),
    # what stays as it is
    ("~~~c run timeout=2", '~~~c run timeout="2"'),
    ("`````c run timeout=2", '`````c run timeout="2"'),
    ("```C run=on", '```c run="on"'),
    ("``` c run=on", '```c run="on"'),
    ("```\tc\trun=on", '```c run="on"'),
    ("```c run stdin='a \"b\"' x=1", '```c run stdin=\'a "b"\' x="1"'),
    ("```c run stdin='3'", "```c run stdin='3'"),
    ("```c stdin=3 run", '```c stdin="3" run'),
    ("```c run run", "```c run"),
    ("```c Run", "```c run"),
    ("```c RUN stdin=3", '```c run stdin="3"'),
    ("```{.c .Run", "```c run"),
    ("```c run", "```c run"),
]


@pytest.mark.parametrize(("header", "meant"), CORRECTIONS)
def test_what_was_meant_is_suggested(header: str, meant: str) -> None:
    assert corrected(header) == meant


@pytest.mark.parametrize(("header", "meant"), CORRECTIONS)
def test_what_is_suggested_is_a_fence_and_needs_no_correction(header: str, meant: str) -> None:
    assert corrected(meant) == meant
    assert len(scan(f"{meant}\nint x;\n{meant[: meant.rindex(meant[0] * 3) + 3]}\n").fences) == 1


@pytest.mark.parametrize(
    "line",
    [
        "```c run",
        "   ```c run",
        "> > ```c run=1",
        ">\t```c run=1",
        "```c,run",
        "~~~~ {.c .run",
        '```C title="x", run',
        "- ```c run",
        "> 12. ```c run",
        "* - ```c,run",
        "```{c} run",
        "```{c run}",
    ],
)
def test_a_line_that_says_c_and_run_looks_like_ours(line: str) -> None:
    assert looks_like_ours(f"text\n{line}\ntext")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "```c",
        "```c runs",
        "```c prerun",
        "```c re_run",
        "```cpp run=1",
        "```c++ run=1",
        "```c# run=1",
        "```python run",
        "``c run",
        "~~c run",
        "`c run`",
        "x ```c run",
        "- ```c run``` in a sentence",
        "```c run``` begins a sentence",
        "- - c run",
        "c run",
        "``` run c",
        "```\nc run",
        "```c\nrun",
    ],
)
def test_other_lines_do_not(line: str) -> None:
    assert looks_like_ours(f"text\n{line}\ntext") is None


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("```python title=x", '```python title="x"'),
        ("```cpp run", "```cpp"),
        ("```c++ run", "```c++"),
        ("```console title=My shell x=1", '```console title="My shell"'),
        ("```c expect=SIGABRT title=x", '```c run expect="SIGABRT" title="x"'),
        ("```c title=x", '```c title="x"'),
        ("```gnu17 run", '```c run std="gnu17"'),
        ("```js {1,3}", "```js"),
        ("~~~ .c++ linenums=1 wrap", '~~~c++ linenums="1"'),
        ("```{r, echo=FALSE}", "```r"),
        ("```{.py title='a b'", "```py title='a b'"),
    ],
)
def test_a_header_of_another_language_is_corrected(header: str, meant: str) -> None:
    found = opens_another(header)

    assert found
    assert corrected_other(found) == meant


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        ("```c rnu", True),
        ("~~~{.c runs}", True),
        ("```C, exec", True),
        ('```c expect="exit 3"', True),
        ("```c std-in=3", True),
        ("```c standard=c17", True),
        ("```c file=a.h", True),
        ("```c title=x", False),
        ("```c linenum=1", False),
        ("```c copy", False),
        ("```c return", False),
        ("```c++ std=c17", False),
        ("```python runs", False),
        ("```c-sharp x=1", False),
    ],
)
def test_headers_without_the_word_are_ours_by_their_options(header: str, *, ours: bool) -> None:
    found = opens_another(header)

    assert found
    assert means_ours(found) is ours


@pytest.mark.parametrize("line", ["```", "~~~~ ", "text ```py", "```py``` begins a sentence", ""])
def test_a_line_without_a_language_opens_no_fence_of_another(line: str) -> None:
    assert opens_another(line) is None


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (r'```c run stdin="a\n" stdin="b\n"', ["stdin"]),
        ("```c run args='x=1 x=2' env=\"A=1 A=2\"", []),
        ('```c run stdin="1" timeout="2" timeout="3" stdin="1"', ["stdin", "timeout"]),
        ("``` { .c .run .a .a tools tools }", []),
    ],
)
def test_options_that_stand_there_twice_are_noticed(header: str, names: list[str]) -> None:
    assert list(repeated(header)) == names


def test_what_is_no_header_is_not_corrected() -> None:
    assert corrected("int run;") == "int run;"


NAMES = st.sampled_from(
    [*ROWS[FENCE], *HIGHLIGHTER_OPTIONS, "data-x", "hl-lines", "Std-In", "x", "c"]
)
VALUES = st.text("abc019-+./%_ ", max_size=8)
SIGNS = st.sampled_from(["=", " = ", ": ", " ", ",", ";", "#", ".", "{", "}", "{ ", " }"])
WORDS = st.one_of(
    NAMES,
    st.just("run"),
    st.builds("{}{}{}".format, NAMES, SIGNS, VALUES),
    st.builds("{}={}".format, NAMES, VALUES.map(lambda text: f'"{text}"')),
    st.builds("#{}".format, NAMES),
    st.builds(".{}".format, NAMES),
    SIGNS,
)


@PROFILE
@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5), st.sampled_from(["```", "~~~~"]))
def test_whatever_is_suggested_is_a_fence(before: list[str], after: list[str], fence: str) -> None:
    header = f"{fence}c {' '.join([*before, 'run', *after])}"

    suggested = corrected(header)

    assert len(scan(f"{suggested}\nint x;\n{fence}\n").fences) == 1, suggested


@pytest.mark.parametrize(
    ("header", "html", "shown"),
    [
        ("```c run", "<pre><code>```c run\nint x;\n```</code></pre>", True),
        ("```c run", '<div><pre class="a"><code>x\n```c run</code></pre></div>', True),
        ('```c run x="<&>"', "<pre>```c run x=&quot;&lt;&amp;&gt;&quot;</pre>", True),
        ("```c run", "<p>```c run</p>", False),
        ("```c run", "<p><code>```c run</code></p>", False),
        ("```c run", "<pre>a</pre>```c run<pre>b</pre>", False),
        ("```c run", "", False),
    ],
)
def test_a_header_in_a_code_block_is_an_example(header: str, html: str, *, shown: bool) -> None:
    assert shown_as_code(header, html) is shown
