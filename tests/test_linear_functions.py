"""The functions over what strangers wrote take time in proportion to its length.

They get texts of the classes that they know: repeats, nests and near matches.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from mkdocs_c_runner.check.hints import calls_in
from mkdocs_c_runner.check.missing_files import missing_data, missing_headers
from mkdocs_c_runner.check.time_zones import unknown_zones
from mkdocs_c_runner.engine.artifacts import Mark
from mkdocs_c_runner.engine.job import SourceFile
from mkdocs_c_runner.engine.memory.marking import marked
from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.stops import Location, instrument
from mkdocs_c_runner.engine.result import Measured, Result, Stage
from mkdocs_c_runner.engine.session_shell import _read
from mkdocs_c_runner.engine.shell_lines import functions_in
from mkdocs_c_runner.engine.toolchain.flags import is_allowed
from mkdocs_c_runner.engine.toolchain.languages import C
from mkdocs_c_runner.engine.toolchain.named_compilers import meant
from mkdocs_c_runner.engine.wasm.heads import text_of
from mkdocs_c_runner.fence import front_matter, highlighter, shell_words
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.near_miss import inner_quotes, looks_like_ours, shown_as_code
from mkdocs_c_runner.fence.options import ROWS, Options
from mkdocs_c_runner.fence.other_words import in_our_words, opens_fence
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.fence.slips import mended
from mkdocs_c_runner.fence.table import FENCE
from mkdocs_c_runner.fence.values import decode_escapes
from mkdocs_c_runner.html.code_lines import html_lines, lines_of, put_before
from mkdocs_c_runner.html.command import command_line
from mkdocs_c_runner.html.search import without_excluded
from mkdocs_c_runner.html.shown import Shown
from mkdocs_c_runner.markup import trusted
from mkdocs_c_runner.messages.excerpts import excerpt
from mkdocs_c_runner.messages.grammar import link_error
from mkdocs_c_runner.messages.inline_expectations import heard, inline_expectations
from mkdocs_c_runner.messages.read import Diagnostic, Messages
from mkdocs_c_runner.messages.reports import located_report
from mkdocs_c_runner.pages.scan import may_have_fences
from mkdocs_c_runner.place import Place, places_in
from mkdocs_c_runner.program.assemble import Part, assemble, has_main
from mkdocs_c_runner.program.c_source import without_comments
from mkdocs_c_runner.program.columns import character_column
from mkdocs_c_runner.program.compile_line import compile_line, is_compile_line
from mkdocs_c_runner.program.definitions import defined_names
from mkdocs_c_runner.program.hidden_lines import Listing
from mkdocs_c_runner.program.session_text import Entry, entries_of, forgotten
from mkdocs_c_runner.program.snippet import Snippet
from mkdocs_c_runner.program.surroundings import Surroundings
from mkdocs_c_runner.program.unfinished import unfinished
from mkdocs_c_runner.program.units import _units_of
from mkdocs_c_runner.program.whole import whole_files
from mkdocs_c_runner.server.door import Door
from mkdocs_c_runner.server.saving import replaced

from .html.shown import shown
from .linear import HOSTILE_TEXTS, assert_linear

PROGRAM = assemble(Part("main.c", "int x;\n" * 50, Place("a.md")), (), Surroundings())

NOTHING = Surroundings()

SNIPPET = Snippet("int x;\n" * 50, Options(), Place("a.md"))


def read_messages(text: str) -> object:
    lines = text.split("\n")
    at = {n: Diagnostic("main.c", 1, None, "error", line) for n, line in enumerate(lines)}
    return [excerpt(message) for message in Messages(lines, at).with_notes]


def ran(options: Options) -> Shown:
    return shown(options, Result.judge(Stage(0), Stage(0), Measured()))


# Functions over what strangers wrote. Each raises nothing but ValueError.
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "defined_names": defined_names,
    "unknown_zones": lambda text: list(
        unknown_zones(Snippet(f'setenv("TZ", "{text}', Options(), Place("a.md")))
    ),
    "inner_quotes": inner_quotes,
    "inner_quotes of a value": lambda text: inner_quotes(f'```c run title="{text}'),
    "in_our_words": lambda text: [
        in_our_words(header) for line in text.split("\n") if (header := opens_fence(line))
    ],
    "split of front matter": lambda text: front_matter.split(f"---\n{text}\n---\n"),
    "front matter that is none": lambda text: front_matter.read(
        {}, f"---\n{text}\nc_runner:\n  std: {text}\n", "a.md", Options(), Rules()
    ),
    "reading of front matter": lambda text: front_matter.read(
        {"c_runner": {"foo": text, "prelude": text}}, text, "a.md", Options(), Rules()
    ),
    "header": lambda text: parse(
        {"run": None, **dict.fromkeys(ROWS[FENCE], text)}, Options(), Rules()
    ),
    "header of words": lambda text: parse(dict.fromkeys(text.split()), Options(), Rules()),
    "highlighter": lambda text: highlighter.check("hl_lines", text),
    "near miss": lambda text: looks_like_ours(f"```c {text} run"),
    "code blocks": lambda text: shown_as_code("```c run", text),
    "words of a shell": shell_words.split,
    "commands of a session": lambda text: entries_of(f"$ {text}"),
    "one command of a session": lambda text: entries_of("$ " + text.replace("\n", " ")),
    "a text in a session": lambda text: entries_of("$ cat <<END\n> " + text.replace("\n", "\n> ")),
    "a quote in a session": lambda text: entries_of("$ echo 'a\n> " + text.replace("\n", "\n> ")),
    "a command for the shell": lambda text: forgotten(Entry(1, 1, f"set {text}")),
    "a limit for the shell": lambda text: forgotten(Entry(1, 1, f"ulimit {text}")),
    "functions of a shell": lambda text: functions_in(f"f() {{\n{text}\n}} >{text}"),
    "what a shell tells": lambda text: _read(f"X={text}\n".encode()),
    "quotes that a shell tells": lambda text: _read(f"X='{text}".encode()),
    "a compiler in a session": lambda text: compile_line(f"gcc {text}", {}, is_allowed),
    "a line of a compiler": is_compile_line,
    "head of a program": lambda text: text_of(f"{text}/*{text}".encode(errors="replace")),
    "the name of a compiler": meant,
    "a command line": lambda text: command_line(
        ran(Options().with_values({"args": (text,), "stdin": text.encode(), "stdio": "pipes"}))
    ),
    "escapes": decode_escapes,
    "listing": lambda text: Listing.of(f"{text}\n// c-runner: hide\n{text}").whole,
    "missing headers": lambda text: list(
        missing_headers(Snippet(text, Options(), Place("a.md")), Stage(exit_code=1))
    ),
    "missing data": lambda text: list(missing_data(Snippet(text, Options(), Place("a.md")))),
    "code that ends too early": lambda text: unfinished(Part("a.h", text, Place("a.md", 1, 1))),
    "comments": lambda text: list(without_comments(text.split("\n"))),
    "main": lambda text: has_main(text, C),
    "definitions of C": _units_of.__wrapped__,
    "assembly of a program": lambda text: (
        assemble(Part("main.c", text, Place("a.md")), (), Surroundings(main="int main(void)")).lines
    ),
    "snapshot comments": lambda text: (
        assemble(Part("main.c", f"// c-runner: snapshot\n{text}", Place("a.md")), (), NOTHING).marks
    ),
    "marks in sources": lambda text: marked(
        [SourceFile("main.c", text.encode(errors="replace"))], [Mark("main.c", 1)] * 64
    ),
    "assembly with calls": lambda text: instrument(
        f"\t.type main, @function\nmain:\n\t.loc 1 1 1\n{text}\n\tret\n{text}",
        0,
        {1: Location("", 1)},
    ),
    "pictures of memory": lambda text: decode(f'{{"format":1}}\n{text}\n'.encode(errors="replace")),
    "inline expectations": lambda text: list(
        inline_expectations(Part("main.c", text, Place("a.md")))
    ),
    "places": lambda text: places_in(f"{text}\nx", f"{text}y\n{text}", "a.yml"),
    "columns": lambda text: [character_column(text, column) for column in range(len(text))],
    "messages": read_messages,
    "heard messages": lambda text: heard(
        (Diagnostic("main.c", 1, None, "error", line) for line in text.split("\n")), PROGRAM
    ),
    "link error": lambda text: link_error(f"{text}undefined reference to `f'"),
    "report": lambda text: located_report(SNIPPET, f" #1 {text}main.c:{text}: runtime error: "),
    "code for hints": lambda text: calls_in(Snippet(f"scanf({text}", Options(), Place("a.md"))),
    "mended options": mended,
    "search": without_excluded,
    "lines of code": lambda text: lines_of(trusted(f"<code>{text}</code>")),
    "HTML of lines": lambda text: html_lines(trusted(f"<code>{text}</code>")),
    "whole program": lambda text: whole_files(
        assemble(
            Part("main.c", text, Place("a.md")),
            [Part("a", f"{text}\n// c-runner: hide", Place("a.md"), is_file=False)],
            NOTHING,
        )
    ),
    "HTML before lines": lambda text: put_before(
        trusted(f"<code>{text}</code>"), {1: trusted("x")}
    ),
    "candidates for fences": may_have_fences,
    "saving": lambda text: replaced(f"```c run\n{text}\n```\n", 1, text, text),
    "host of a request": lambda text: Door().is_ours(f"{text}:1"),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_time_in_proportion_to_what_strangers_wrote(name: str) -> None:
    def cost(piece: str, length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        with suppress(ValueError):
            FUNCTIONS[name](text)
        return time.process_time() - begin

    for piece in HOSTILE_TEXTS["fence"]["pieces"]:
        assert_linear(partial(cost, piece), repr(piece), (24, 3000))
