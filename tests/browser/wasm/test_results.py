"""The page shows a result of the reader's browser as the server and the build would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from mkdocs_c_runner.engine.result import Result, Segment, Stage, Stream, Verdict
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet
from mkdocs_c_runner.server.answers import html

from ...conftest import served
from ...strategies import PROFILE

SOURCES = Path(__file__).parents[3] / "mkdocs_c_runner" / "browser"

COMPARE = """async ([result, frame, words, html]) => {
  const { rendered } = await import('/render.js');
  const made = document.createElement('div');
  made.append(...rendered(result, frame, words));
  const wanted = document.createElement('div');
  wanted.innerHTML = html;
  for (const root of [made, wanted]) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const blank = [];
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (!parentElement.closest('code') && !data.trim()) blank.push(walker.currentNode);
    }
    blank.forEach(node => node.remove());
    root.normalize();
  }
  return made.isEqualNode(wanted) ? null : [made.innerHTML, wanted.innerHTML];
}"""

WARNING = (
    "In file included from main.c:1:\n./a.h:1:2: warning: unused 'x' [-Wunused-variable]\n"
    "    1 | int x = 1;\n      |     ^   ~\n"
)
MESSAGES = (
    f"{WARNING}main.c:12:3: error: use of undeclared identifier 'größe'\n"
    "   12 | return größe + a_very_long_name_of_a_variable_that_is_wide;\n      |        ^~~~~\n"
    "1 warning and 1 error generated.\nwasm-ld: error: main.o: undefined symbol: f\n"
)
LINES = "".join(f"line {number}\n" for number in range(100))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that may import the sources."""
    with served(SOURCES) as address, browser.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{address}/package.json")
        yield opened


def difference(page: Page, result: Result, told: dict[str, Any]) -> Any:
    """What the page shows, and what the server would, if they differ."""
    options = Options().with_values({"show": ("output",), "godbolt": False, "stdio": "terminal"})
    snippet = Snippet("int main(void) {}", options, Place("main.c", None))
    limits = options.process.limits
    run = result.run
    texts = [(one.stream, one.text.decode()) for one in run.segments] if run else []
    told = {
        "verdict": str(result.verdict),
        "messages": result.compile.text().decode(),
        "pieces": [
            {"text": text, "typed": stream == "stdin", "stream": stream} for stream, text in texts
        ],
        "code": (run.exit_code or 0) if run else 1,
        "crash": None,
        **told,
    }
    frame = {
        "name": "c-runner-playground-edited",
        "truncate": options.process.truncate,
        "timeout": limits.wall_time,
        "most": limits.output,
        "memory": limits.memory,
    }
    labels = words("en")
    return page.evaluate(COMPARE, [told, frame, labels, html(snippet, result, labels)])


def printed(*segments: tuple[Stream, str], **end: Any) -> Stage:
    """The end of a program."""
    some = tuple(Segment(stream, text.encode()) for stream, text in segments)
    count = sum(len(text) for stream, text in segments if stream != "stdin")
    return Stage(segments=some, total_chars=count, **end)


CRASH = {"crash": {"signal": "SIGSEGV", "reason": "", "detail": "", "place": None}}
FINE = Stage(0)
RESULTS: dict[str, tuple[Result, dict[str, Any]]] = {
    "output": (Result(Verdict.OK, FINE, printed(("terminal", "hi\n"), exit_code=0)), {}),
    "nothing": (Result(Verdict.OK, FINE, printed(exit_code=0)), {}),
    "a status": (
        Result(Verdict.RUNTIME_ERROR, FINE, printed(("terminal", "x" * 50), exit_code=3)),
        {},
    ),
    "input": (
        Result(
            Verdict.OK,
            FINE,
            printed(("terminal", "n? "), ("stdin", "3\n"), ("terminal", "& <b>\n"), exit_code=0),
        ),
        {},
    ),
    "a crash": (Result(Verdict.RUNTIME_ERROR, FINE, printed(signal="SIGSEGV")), CRASH),
    "a time limit": (
        Result(
            Verdict.TIME_LIMIT,
            FINE,
            printed(("terminal", "a\n"), limit_hit="wall_time", signal="SIGKILL"),
        ),
        {},
    ),
    "a memory limit": (Result(Verdict.MEMORY_LIMIT, FINE, Stage(limit_hit="memory")), {}),
    "an output limit": (
        Result(
            Verdict.OUTPUT_LIMIT,
            FINE,
            Stage(  # a build keeps what it shows
                segments=(Segment("terminal", b"yes\n" * 2500),),
                total_chars=2**20,
                truncated=True,
                limit_hit="output",
                signal="SIGKILL",
            ),
        ),
        {"pieces": [{"text": "yes\n" * 2**18, "typed": False, "stream": "terminal"}]},
    ),
    "much": (Result(Verdict.OK, FINE, printed(("terminal", LINES), exit_code=0)), {}),
    "a long line": (Result(Verdict.OK, FINE, printed(("terminal", "漢" * 21), exit_code=0)), {}),
    "very long lines": (
        Result(
            Verdict.OK,
            FINE,
            printed(
                (
                    "terminal",
                    f"{'x' * 2500}\nshort\n\x1b[31m{'漢' * 1500}\x1b[m{'😀' * 501}\nend\n",
                ),
                exit_code=0,
            ),
        ),
        {},
    ),
    "a very long line behind many lines": (
        Result(Verdict.OK, FINE, printed(("terminal", f"{LINES}{'x' * 2001}"), exit_code=0)),
        {},
    ),
    "messages": (
        Result(Verdict.COMPILE_ERROR, Stage(1, segments=(Segment("stderr", MESSAGES.encode()),))),
        {},
    ),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_shown_as_on_the_server(name: str, page: Page) -> None:
    assert difference(page, *RESULTS[name]) is None


PIECES = [
    *("a", "word ", "é", "漢", "\n", "\t", "\r", "\b", "\x07", "\x7f", "\u202e", "\x9b", "&<"),
    *("\x1b[31m", "\x1b[1;4m", "\x1b[0m", "\x1b[m", "\x1b[7m", "\x1b[92;41m", "\x1b[22;24m"),
    *("\x1b[38;5;200m", "\x1b[48;2;1;200;3m", "\x1b[38:2::255:0:0m", "\x1b[38;5;240m", "\x1b[>1m"),
    *("\x1b[K", "\x1b[1K", "\x1b[2K", "\x1b]0;title\x07", "\x1b[?25l", "\x1b(B", "\x1b"),
]


MOVING = [
    *("a", "word ", "漢", "e\u0301", "\n", "\t", "\r", "\b", "\x07", "x" * 79, "\n" * 23),
    *(
        "\x1b[31m",
        "\x1b[0m",
        "\x1b[K",
        "\x1b[1K",
        "\x1b[2K",
        "\x1b[J",
        "\x1b[1J",
        "\x1b[2J",
        "\x1b[3J",
    ),
    *(
        "\x1b[H",
        "\x1b[3;5H",
        "\x1b[24;80f",
        "\x1b[A",
        "\x1b[2B",
        "\x1b[C",
        "\x1b[9D",
        "\x1b[E",
        "\x1b[F",
    ),
    *(
        "\x1b[5G",
        "\x1b[2d",
        "\x1b[2@",
        "\x1b[3P",
        "\x1b[4X",
        "\x1b[2S",
        "\x1b[T",
        "\x1b[L",
        "\x1b[2M",
    ),
    *(
        "\x1b[2;5r",
        "\x1b[r",
        "\x1b[s",
        "\x1b[u",
        "\x1b7",
        "\x1b8",
        "\x1bD",
        "\x1bE",
        "\x1bM",
        "\x1bc",
    ),
    *("\x1b[?1049h", "\x1b[?1049l", "\x1b[?47h", "\x1b[?47l", "\x1b[99999999C", "\x1b[;H"),
]


@PROFILE
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=30),
        st.lists(st.sampled_from(MOVING), max_size=30),
    )
)
def test_a_terminal_shows_what_the_build_would(page: Page, pieces: list[str]) -> None:
    run = printed(("terminal", "".join(pieces)), exit_code=0)

    assert difference(page, Result(Verdict.OK, FINE, run), {}) is None
