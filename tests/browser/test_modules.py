"""The pure functions of the page script, as they are written, in a real browser."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from mkdocs_c_runner.fence.shell_words import split
from mkdocs_c_runner.fence.values import decode_escapes

from ..conftest import served
from ..strategies import PROFILE

SOURCES = Path(__file__).parent.parent.parent / "mkdocs_c_runner" / "browser"
CALLS = tomllib.loads(Path(__file__).with_name("modules.toml").read_text("utf-8"))["call"]

CALL = """async ([module, name, args]) => (await import(`/${module}`))[name](...args)"""

READ = """async chunks => {
  const { events } = await import('/event_stream.js');
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new Uint8Array(chunk));
      controller.close();
    },
  });
  const read = [];
  for await (const event of events(body)) read.push(event);
  return read;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that may import the sources."""
    with served(SOURCES) as address, browser.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{address}/package.json")
        yield opened


@pytest.mark.parametrize(
    ("module", "function", "arguments", "value"),
    [
        (call["module"], call["function"], arguments, value)
        for call in CALLS
        for arguments, value in call["cases"]
    ],
)
def test_functions_return_what_the_table_says(
    page: Page, module: str, function: str, arguments: list[Any], value: object
) -> None:
    assert page.evaluate(CALL, [module, function, arguments]) == value


@PROFILE
@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=4))
def test_words_that_are_joined_are_split_again_as_a_shell_does(
    page: Page, words: list[str]
) -> None:
    joined = page.evaluate(CALL, ["shell_words.js", "join", [words]])

    assert page.evaluate(CALL, ["shell_words.js", "split", [joined]]) == words
    assert shlex.split(joined) == words
    assert list(split(joined)) == words


@PROFILE
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_an_input_on_a_fence_is_the_one_that_was_typed(page: Page, text: str) -> None:
    now = {"args": [], "stdin": text}
    header = page.evaluate(CALL, ["fence_text.js", "changed", ["c run", now]])

    value = header.removeprefix("c run stdin=")
    assert value[0] == value[-1] not in value[1:-1]
    assert decode_escapes(value[1:-1]).decode() == text


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_events_are_read_however_they_arrive(page: Page, size: int, end: str) -> None:
    texts = ["größe\n", "", "x\r\ny"]
    lines = [": alive", ""]
    for text in texts:
        lines += ["event: output", f"data: {json.dumps({'text': text}, ensure_ascii=False)}", ""]
    sent = end.join([*lines, "event: cut", "data: {}"]).encode()
    chunks = [list(sent[start : start + size]) for start in range(0, len(sent), size)]

    read = page.evaluate(READ, chunks)

    assert read == [{"name": "output", "data": {"text": text}} for text in texts]


SHOWN = """async ([html, deeds, note]) => {
  const { Figure } = await import('/figure.js');
  document.body.innerHTML = `<div class="result c-runner">${html}</div><p id="data" hidden></p>`;
  const figure = new Figure(document.getElementById("data"), []);
  figure.note = note;
  const group = document.querySelector(".result");
  for (const isAsBuilt of deeds) {
    figure.isAsBuilt = isAsBuilt;
    const label = document.createElement("p");
    label.className = "c-runner-label";
    label.textContent = "R";
    figure.show([label, new Text("run")]);
  }
  const last = group.textContent.replace(/\\s/g, "");
  figure.showBuilt();
  return [last, group.textContent.replace(/\\s/g, "")];
}"""

HEAD = '<div class="c-runner-head"><p class="c-runner-label">A</p></div>\n'
PICTURE = '<div class="c-runner-memory">a</div>\n<details>words</details>\n'
LABEL = '<p class="c-runner-label">B</p>\n'
OUTPUT = '<pre class="c-runner-output">output</pre>'
VIEW = '<pre class="c-runner-view c-runner-asm">mov</pre>'


def tabs(*panels: str) -> str:
    """Tabs, labeled by letters, and what stands in their row."""
    head = '<div class="c-runner-head"><p class="c-runner-status">end</p></div>'
    drawn = (
        f'<input type="radio" name="n" id="n-{label}"><label for="n-{label}">{label}</label>'
        f'<div class="c-runner-panel">{panel}</div>'
        for label, panel in zip("abcd", panels, strict=False)
    )
    return f'<div class="c-runner-tabs">{head}{"".join(drawn)}</div>'


@pytest.mark.parametrize(
    ("html", "as_built", "edited"),
    [
        (OUTPUT, "Rrun", "Rrun"),
        (HEAD + PICTURE + LABEL + OUTPUT, "RrunAawords", "Rrun"),
        (HEAD + PICTURE + LABEL + PICTURE, "RrunAawordsBawords", "Rrun"),
        (HEAD + OUTPUT + LABEL + '<div class="c-runner-steps">s</div>', "RrunBs", "Rrun"),
        (HEAD + OUTPUT + LABEL + VIEW, "RrunBmov", "Rrun"),
        (tabs(OUTPUT, '<pre class="c-runner-diagnostics">d</pre>'), "Rrun", "Rrun"),
        (tabs(OUTPUT, PICTURE, VIEW), "Rrunbawordscmov", "Rrun"),
        (
            tabs('<div class="highlight"><pre>int</pre></div>', PICTURE, OUTPUT, "<svg></svg>"),
            "aintbawordsRrun",
            "aintRrun",
        ),
        (tabs("<pre><code>int</code></pre>", PICTURE), "aintbawordsRrun", "aintRrun"),
    ],
)
@pytest.mark.parametrize("deeds", [[True], [True, True], [False], [False, True], [True, False]])
def test_what_was_read_of_a_program_stays_where_it_runs_as_it_is(
    html: str, as_built: str, edited: str, deeds: list[bool], page: Page
) -> None:
    shown, built = page.evaluate(SHOWN, [html, deeds, ""])

    assert shown == (as_built if deeds[-1] else edited)
    assert built == re.sub(r"<[^>]*>|\s", "", html)


@pytest.mark.parametrize(
    ("html", "edited"),
    [
        (OUTPUT, "Rrun"),
        (HEAD + OUTPUT + LABEL + VIEW, "Rrun"),
        (HEAD + PICTURE + LABEL + OUTPUT, "RrunNoteAawords"),
        (HEAD + OUTPUT + LABEL + '<div class="c-runner-steps">s</div>', "RrunNoteBs"),
        (tabs(OUTPUT, PICTURE, VIEW), "RrunNotebawords"),
        (tabs("<pre><code>int</code></pre>", PICTURE), "aintbawordsRrunNote"),
    ],
)
def test_where_nothing_draws_a_changed_program_pictures_stay_and_say_so(
    html: str, edited: str, page: Page
) -> None:
    shown, _ = page.evaluate(SHOWN, [html, [False], "Note"])

    assert shown == edited


def test_the_steps_of_another_run_can_be_gone_through(page: Page) -> None:
    steps = page.evaluate("""async () => {
      const { Figure } = await import('/figure.js');
      document.body.innerHTML = `<pre>int</pre><div class="result c-runner"></div><p id="data" hidden></p>`;
      const figure = new Figure(document.getElementById("data"), []);
      const seen = [];
      document.addEventListener("c-runner-memory", () => {
        seen.push(document.querySelector(".c-runner-steps").dataset.edited ?? "");
      });
      for (const isAsBuilt of [true, false]) {
        figure.isAsBuilt = isAsBuilt;
        figure.showHtml(`<div class="c-runner-steps"></div>`, "ok");
      }
      return seen;
    }""")

    assert steps == ["", "1"]
