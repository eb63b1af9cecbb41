"""All that reads foreign text costs time in proportion to its length, whatever stands in it.

Each function gets growing texts of many classes: a piece repeated, behind a beginning and before an end of each kind.
"""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator

import pytest

from mkdocs_c_runner.check.failure import one_line, quoted
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.engine.toolchain.views import view
from mkdocs_c_runner.html import folding, search, views
from mkdocs_c_runner.labels import labels
from mkdocs_c_runner.media import foreign
from mkdocs_c_runner.media.chart import chart_of
from mkdocs_c_runner.media.chart_drawing import drawing_of
from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.picture import picture_of
from mkdocs_c_runner.media.plot import Plot
from mkdocs_c_runner.media.svg import drawing_of as svg_of
from mkdocs_c_runner.media.table import table_of
from mkdocs_c_runner.messages import excerpts, grammar
from mkdocs_c_runner.messages.read import read
from mkdocs_c_runner.terminal.screen import described, plain, to_html, to_runs

# The bytes of the least text that is read, and of the largest one that is tried to find a text that can be measured.
LEAST, MOST = 2_000, 256_000
MEASURABLE = 0.004  # seconds
# The slope is 1.2 at most, but for noise. One reading each of a text and of
# four times the text raises a suspicion, which several of a text and of sixteen times the text confirm. There is room
# for the step in cost at which memory comes from the system: sixteen times the text takes a quadratic function 256
# times as long.
SUSPECT, CONFIRM = 4, 16
NOISE = 1.5
STEP = 3

JOB = Job((SourceFile("main.c", b"int main(void) { return 0; }\n"),))
TEXTS = [
    *(" ", "\t", "\r", "\b", "a", "1", "-", "\n", "\0", "é", "\u202e", "\ufffd", " a", "a\n"),
    *(
        "(",
        "[",
        "<",
        "{",
        '"',
        "'",
        "\\",
        "#",
        ";",
        ",",
        ":",
        "|",
        "~",
        "^ ",
        "..",
        "=",
        "/*",
        "x ",
    ),
]
TERMINAL = [
    *(
        "\x1b",
        "\x1b[",
        "\x1b]",
        "\x1b[2K",
        "\x1b[1K",
        "\x1b[K",
        "a\x1b[2K",
        "\ra\x1b[2K",
        "\t\x1b[1K",
    ),
    *(
        "\x1b[31ma",
        "\x1b[1;4m",
        "1;",
        "38;5;",
        "38:2:",
        "\x1b]0;",
        "\x1b(",
        "\x1b ",
        "\b\x1b[K",
        "\t\b",
    ),
    *("\ta\r", "\r\t\t\t\ta", "a\b\b\x1b[1K"),
]
MESSAGES = [
    *(
        "a:1:1: error: x\n",
        "a:1:1: note: x\n",
        "a:(",
        "x:1: ",
        "In file included from ",
        "  1 | x\n",
    ),
    *(
        "    | ^~~\n",
        " | |\n",
        "a: undefined reference to `x'\n",
        "undefined reference to ",
        "+++ |",
    ),
    *("warning: ", " from a:1", "a: In ", "    | --\n", "99999", "a.c:(.text): "),
]
VIEWS = [
    *("\t.loc 1 1\n", '\t.file 1 "main.c"\n', "a:\n", '# 1 "main.c"\nx\n', '# 1 "a/include/b"\n'),
    *(
        "\tmov a, b\n",
        "1[a",
        '\t.string "',
        ".L1:\n\tjmp .L1\n",
        "\t.type f,@function\nf:\n",
        "main.c:1\t\tx\n",
    ),
]
MARKUP = [
    *(
        "<p ",
        "<p>",
        "<p data-search-exclude>",
        "</p>",
        "<svg><g>",
        "<g id='a'>",
        "<use href='#a'/>",
    ),
    *(
        "url(",
        "url(#a) ",
        "a:b;",
        "rgb(",
        "&lt;",
        "&#1;",
        "<!--",
        "<![CDATA[",
        "<g a='1' ",
        "<a><b>",
    ),
]
NUMBERS = [
    "1 2\n",
    "1,2\n",
    "1e5,",
    '"a",',
    '""',
    "1_",
    "1 ",
    "P1\n",
    "# c\n",
    "255 ",
    "1.",
    "x;y\n",
]

STARTS = {
    "terminal": ["", "a" * 1000, "\x1b[", "\x1b]", "\t" * 100],
    "messages": ["", "a:1:1: error: ", "    1 | ", "a:", " "],
    "views": [
        "",
        '# 1 "main.c"\n',
        "\t.text\n\t",
        '\t.file 1 "main.c"\n\t.loc 1 1\nmain:\n',
        "main.c:1\t\t",
    ],
    "markup": [
        "",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g style="fill:',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g fill="',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">',
        "<p ",
    ],
    "numbers": ["", "P3 100 100 255 ", "P1 ", "P2\n#", "x,y\n"],
}
ENDS = {
    "terminal": ["", "!"],
    "messages": ["", "!\n"],
    "views": ["", "!\n"],
    "markup": ["", '"/></svg>', ':"/></svg>', "</svg>"],
    "numbers": ["", "x"],
}
PIECES = {
    "terminal": TERMINAL,
    "messages": MESSAGES,
    "views": VIEWS,
    "markup": MARKUP,
    "numbers": NUMBERS,
}


def _stage(text: bytes) -> Stage:
    return Stage(exit_code=1, segments=(Segment("stderr", text),), total_chars=len(text))


def _excerpts(text: bytes) -> None:
    for message in read(_stage(text)).with_notes:
        excerpts.excerpt(message)


def _lines(text: bytes) -> None:
    for line in text.decode(errors="replace").split("\n"):
        grammar.headline(line)
        grammar.warning_in(line)
        grammar.named_file(line)
        grammar.is_context(line)
        grammar.is_summary(line)
        grammar.margin_line(line)
        grammar.number_in_margin(line)
        grammar.link_error(line)


def _chart(text: bytes) -> None:
    drawing_of(chart_of(text, Plot()), "title", labels({}))


def _painted(text: bytes) -> None:
    for line in text.decode(errors="replace").split("\n"):
        views._painted(line)
        views._ORIGIN.fullmatch(line)


READERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "to_html": ("terminal", lambda text: to_html([(text, False)])),
    "typed": ("terminal", lambda text: to_runs([(text, False), (text, True)])),
    "plain": ("terminal", plain),
    "described": ("terminal", described),
    "quoted": ("terminal", lambda text: quoted(one_line(text.decode(errors="replace")))),
    "is_wide": ("terminal", lambda text: folding.is_wide(to_runs([(text, False)]))),
    "fold": ("terminal", lambda text: folding.fold(to_runs([(text, False)]), 20)),
    "messages": ("messages", lambda text: read(_stage(text)).warnings),
    "link errors": ("messages", lambda text: read(_stage(text)).link_errors),
    "excerpts": ("messages", _excerpts),
    "lines of messages": ("messages", _lines),
    "asm": ("views", lambda text: view("asm", JOB, [text])),
    "preprocessed": ("views", lambda text: view("preprocessed", JOB, [text])),
    "painted": ("views", _painted),
    "svg": ("markup", svg_of),
    "html": ("markup", lambda text: foreign.excluded_from_search(text.decode())),  # type: ignore[arg-type]
    "search": ("markup", lambda text: search.without_excluded(text.decode())),
    "table": ("numbers", table_of),
    "chart": ("numbers", _chart),
    "picture": ("numbers", picture_of),
}


def seconds(read_it: Callable[[bytes], object], text: bytes) -> float:
    """The least processor time of three readings, or of one that takes long enough to be told from noise."""
    least = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            begin = time.process_time()
            with contextlib.suppress(NotAResult):
                read_it(text)
            least = min(least, time.process_time() - begin)
    finally:
        gc.enable()
    return least


def hostile(kind: str) -> Iterator[tuple[str, str, str]]:
    """The beginning, the piece that is repeated, and the end of each class of texts."""
    starts, ends = STARTS[kind], ENDS[kind]
    for piece in TEXTS:
        for start in starts[:2]:
            yield start, piece, ends[-1]
    for piece in PIECES[kind]:
        for start in starts:
            yield start, piece, ends[1]


def too_steep(read_it: Callable[[bytes], object], make: Callable[[int], bytes]) -> float:
    """How many times as long sixteen times the text takes, if that is too much; else 0."""
    size = LEAST
    while (took := _once(read_it, make(size))) < MEASURABLE:
        if size * 2 > MOST:
            return 0
        size *= 2
    if _once(read_it, make(size * SUSPECT)) / took <= SUSPECT**1.2 * NOISE:
        return 0
    ratio = seconds(read_it, make(size * CONFIRM)) / seconds(read_it, make(size))
    return ratio if ratio > CONFIRM**1.2 * STEP else 0


def _once(read_it: Callable[[bytes], object], text: bytes) -> float:
    begin = time.process_time()
    with contextlib.suppress(NotAResult):
        read_it(text)
    return time.process_time() - begin


@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_foreign_text_takes_time_in_proportion_to_it(name: str) -> None:
    kind, read_it = READERS[name]
    for start, piece, end in hostile(kind):

        def make(size: int, around: tuple[str, str, str] = (start, piece, end)) -> bytes:
            text = around[0] + around[1] * (size // len(around[1])) + around[2]
            return text.encode()

        ratio = too_steep(read_it, make)
        assert not ratio, f"{start[-30:]!r} + n * {piece!r} + {end!r}: {ratio:.0f} times for 16 n"
