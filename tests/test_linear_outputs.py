"""All that reads what programs, compilers and files say takes time in proportion to its length."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from mkdocs_c_runner.check.failure import one_line, quoted
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.engine.toolchain.command_line import reproducible
from mkdocs_c_runner.engine.toolchain.killed import was_killed
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

from .linear import HOSTILE_TEXTS, assert_linear

JOB = Job((SourceFile("main.c", b"int main(void) { return 0; }\n"),))


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
        views._painted_instruction(line)
        views._painted_symbol(line)
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
    "names of files": ("messages", lambda text: reproducible(text, JOB)),
    "killed": ("messages", lambda text: was_killed(_stage(text))),
    "asm": ("views", lambda text: view("asm", JOB, [text])),
    "preprocessed": ("views", lambda text: view("preprocessed", JOB, [text])),
    "symbols": ("views", lambda text: view("symbols", JOB, [text])),
    "sections": ("views", lambda text: view("sections", JOB, [text])),
    "disassembly": ("views", lambda text: view("disassembly", JOB, [text])),
    "painted": ("views", _painted),
    "svg": ("markup", svg_of),
    "html": ("markup", lambda text: foreign.excluded_from_search(text.decode())),  # type: ignore[arg-type]
    "search": ("markup", lambda text: search.without_excluded(text.decode())),
    "table": ("numbers", table_of),
    "chart": ("numbers", _chart),
    "picture": ("numbers", picture_of),
}


def hostile(kind: str) -> Iterator[tuple[str, str, str]]:
    """The beginning, the piece that is repeated, and the end of each class of texts."""
    known = HOSTILE_TEXTS[kind]
    for piece in known["pieces"]:
        for beginning in known["beginnings"]:
            yield beginning, piece, known["ends"][-1]
    for end in known["ends"]:
        yield known["beginnings"][-1], known["pieces"][-1], end


@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_foreign_text_takes_time_in_proportion_to_it(name: str) -> None:
    kind, read_it = READERS[name]

    def cost(beginning: str, piece: str, end: str, length: int) -> float:
        text = f"{beginning}{piece * (length // len(piece))}{end}".encode()
        begin = time.process_time()
        with suppress(NotAResult):
            read_it(text)
        return time.process_time() - begin

    for text in hostile(kind):
        assert_linear(partial(cost, *text), repr(text), (400, 6000))
