"""What hypothesis makes: pages as authors write them and as they do not, results, and hostile bytes.

Each test tries `FUZZ_EXAMPLES` cases, by default few enough for every day. On a CI service they are always
the same ones, unless a number is given.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from mkdocs_c_runner.engine.artifacts import VIEWS
from mkdocs_c_runner.engine.result import (
    Artifact,
    LimitName,
    Measured,
    Result,
    Segment,
    Stage,
    Stream,
)

_EXAMPLES = os.environ.get("FUZZ_EXAMPLES")

settings.register_profile(
    "c-runner",
    max_examples=int(_EXAMPLES or 100),
    derandomize=bool(os.environ.get("CI")) and _EXAMPLES is None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PROFILE = settings.get_profile("c-runner")

FENCES = ("```", "```", "````", "~~~", "~~~~~")

MARKED = (
    "c run",
    " c run",
    "c run ",
    "c\trun",
    "C run",
    'c run="on" stdin="3 4\\n"',
    'c title="main.c" run hl_lines="1"',
    "{.c .run}",
    " { .c run }",
    '{.c .run #id .wide data-x="1" timeout="2s"}',
    ".c run",
)
NOT_RUN = ('c run="off"', 'c run timeout="never"', 'c run such="wrong"')
UNMARKED = ("", "c", "python", "text run", 'c title="run"', "{.c .runs}", "md", "{.python .run}")
BROKEN = (
    "c run timeout=2",
    "c, run",
    "c,run",
    "{.c run",
    "c run .wide",
    "c {run",
    'c run std-in="x"',
)

HEADERS = st.sampled_from((*MARKED, *MARKED, *NOT_RUN, *UNMARKED, *BROKEN))

CODE = st.sampled_from(
    (
        "int x;",
        "int main(void)",
        "\tint\ty;",
        '    puts("a\tb");',
        '  \tputs("a  b");',
        "\t\tz;\t// z",
        "x;  ",
        "",
        "",
        "  ",
        "\t",
        " \t ",
        "> x",
        "- x",
        "``",
        "# if 1",
        "\u4e2d\t\u6587;",
        "<b>&amp;</b>",
        "```c run",
        "~~~",
    )
)

PROSE = st.sampled_from(
    (
        "",
        "",
        "Text.",
        "# Heading",
        "- item",
        "1. item",
        "> quote",
        "Text with `` ``` `` in it.",
        "```` ```c run ````",
        "\ttabbed",
        "    indented",
        "<div>html</div>",
        "<!-- comment -->",
        "| a | b |",
        "Text[^1]",
    )
)

INCLUDES = st.sampled_from(
    (
        '--8<-- "fence.md"',
        '--8<-- "code.c"',
        '    --8<-- "code.c"',
        ';--8<-- "fence.md"',
        '--8<-- "missing.md"',
        '--8<-- "code.c:2:3"',
        '> --8<-- "code.c"',
        '    --8<-- "outer.c"',
        '--8<-- "parts.c:two"',
    )
)

FILES = {
    "fence.md": "Included:\n\n```c run\nint\tincluded;\n```\n",
    "code.c": 'int a;\n\tputs("a\tb");\nint c;\n',
    "outer.c": 'int outer;\n--8<-- "code.c"\nint outer;\n',
    "parts.c": (
        "int one;\nint same;\n// --8<-- [start:two]\nint same;\n"
        "// --8<-- [start:in]\nint three;\n// --8<-- [end:two]\n"
    ),
}
"""What the pages include."""


def indented(lines: Iterable[str], unit: str) -> list[str]:
    """Lines, each but the empty ones behind a prefix."""
    return [unit + line if line else "" for line in lines]


def quoted(lines: Iterable[str], sign: str) -> list[str]:
    """Lines in a block quote."""
    return [sign + line for line in lines]


CONTAINERS = {
    "list": ["- item", ""],
    "numbers": ["1. item", ""],
    "admonition": ['!!! note "Title"', ""],
    "details": ["???+ note", ""],
    "tab": ['=== "Tab"', ""],
    "footnote": ["[^1]:", ""],
    "definition": ["Term", "", ":   Words", ""],
    "code": ["Text", ""],
}


WRAPPERS = {
    "html": ("<div markdown>", "</div>"),
    "html without Markdown": ("<div>", "</div>"),
    "block": ("/// note | Title", "///"),
    "comment": ("<!--", "-->"),
}


@st.composite
def fence(draw: st.DrawFn, body: st.SearchStrategy[list[str]]) -> list[str]:
    """A fence, mostly closed."""
    signs = draw(st.sampled_from(FENCES))
    ends = (
        signs,
        signs,
        signs,
        signs,
        f"{signs}  ",
        signs[1:],
        signs + signs[0],
        f" {signs}",
        None,
    )
    end = draw(st.sampled_from(ends))
    return [signs + draw(HEADERS), *draw(body), *([] if end is None else [end])]


@st.composite
def example(draw: st.DrawFn, page: st.SearchStrategy[list[str]]) -> list[str]:
    """A page within a longer fence, as manuals of Markdown have them."""
    return ["``````md", *draw(page), "``````"]


@st.composite
def nested(draw: st.DrawFn, page: st.SearchStrategy[list[str]]) -> list[str]:
    """A page in a list, a quote, an admonition, a tab, or moved to the right, evenly or not."""
    lines = draw(page)
    kind = draw(st.sampled_from((*CONTAINERS, *WRAPPERS, "quote", "odd", "uneven")))
    if kind in WRAPPERS:
        opening, closing = WRAPPERS[kind]
        return ["", opening, "", *lines, "", closing, ""]
    if kind == "quote":
        return ["", *quoted(lines, draw(st.sampled_from(("> ", ">", ">  ", "> > ", ">\t")))), ""]
    if kind == "uneven":
        units = st.sampled_from(("", "  ", "    ", "\t"))
        return [draw(units) + line for line in lines]
    if kind == "odd":
        return indented(lines, draw(st.sampled_from((" ", "  ", "   ", "  \t"))))
    unit = draw(st.sampled_from(("    ", "    ", "\t", "  \t")))
    return ["", *CONTAINERS[kind], *indented(lines, unit), ""]


def _pages(leaf: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    def further(page: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
        joined = st.lists(page, max_size=3).map(lambda parts: [line for p in parts for line in p])
        return st.one_of(joined, nested(page), example(page))

    return st.recursive(leaf, further, max_leaves=6)


CLOSED = fence(st.lists(CODE, max_size=5))
WITH_INCLUDES = fence(st.lists(st.one_of(CODE, INCLUDES), max_size=4))

PAGES = _pages(st.one_of(CLOSED, CLOSED, PROSE.map(lambda line: [line]))).map("\n".join)
INCLUDING_PAGES = _pages(
    st.one_of(
        CLOSED, WITH_INCLUDES, INCLUDES.map(lambda line: [line]), PROSE.map(lambda line: [line])
    )
).map("\n".join)


SIGNALS = ("SIGSEGV", "SIGABRT", "SIGKILL", "SIGRTMIN+3")

FRAGMENTS = (
    b"\x1b",
    b"\x1b[",
    b"\x1b]",
    b"\x1b[38;5;",
    b"31m",
    b"m",
    b"K",
    b";",
    b"99999999999999999999",
    b"\x07",
    b"\x00",
    b"\x9b",
    b"\xff",
    b"\r",
    b"\n",
    b"\b",
    b"\t",
    "\u202e".encode(),
    "\u2028".encode(),
    "\u4e2d".encode(),
    b"<",
    b">",
    b"&",
    b"&lt;",
    b'"',
    b"'",
    b"</code></pre><script>",
    b"<!--",
    b"]]>",
    b"::error::",
    b"main.c:1:2: error: ",
    b"main.c:",
    b"1:",
    b" warning: ",
    b"ordinary text",
)
"""What is most likely to do harm in output."""

OUTPUT = st.binary(max_size=50) | st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(b"".join)

_SEGMENTS = st.builds(Segment, st.sampled_from(get_args(Stream)), OUTPUT)
_STAGES = st.builds(
    Stage,
    exit_code=st.none() | st.integers(0, 255),
    signal=st.none() | st.sampled_from(SIGNALS),
    limit_hit=st.none() | st.sampled_from(get_args(LimitName)),
    segments=st.lists(_SEGMENTS, max_size=4).map(tuple),
    total_chars=st.integers(0, 2**40),
    truncated=st.booleans(),
)
_NUMBERS = st.none() | st.floats(0, 1e6)
_MEASUREMENTS = st.builds(
    Measured,
    cpu_time=_NUMBERS,
    wall_time=_NUMBERS,
    max_rss=st.none() | st.integers(0, 2**40),
    compile_time=_NUMBERS,
)

_ARTIFACTS = st.lists(
    st.builds(Artifact, st.sampled_from(VIEWS), OUTPUT),
    max_size=2,
    unique_by=lambda artifact: artifact.name,
).map(tuple)

RESULTS = st.builds(Result.judge, _STAGES, st.none() | _STAGES, _MEASUREMENTS, _ARTIFACTS)
