"""Nothing that this package prints is a command of a runner or of a terminal, and there is one way to print."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.foreign import json_text, line, lines, styled

from .runners import COMMANDS, PARSERS, taken
from .strategies import PROFILE

PACKAGE = Path(__file__).parent.parent / "mkdocs_c_runner"

# The calls that print, log, or raise an error that a host prints.
PRINTING = {
    "echo",
    "secho",
    "warn",
    "note",
    "info",
    "warning",
    "error",
    "debug",
    "critical",
    "exception",
}
RAISED = {"PluginError", "BlocksFailed", "UsageError"}
# What makes the text for them.
MAKERS = {
    *("line", "lines", "joined", "json_text", "styled"),
    *("in_log", "closing_line", "summary", "wrapped"),
}
# The only other calls, each with its reason.
OTHERWISE = {
    # The one that prints, and the logger behind `Log`.
    ("foreign.py", "click.echo(text, err=err)"),
    ("foreign.py", "self._logger.debug('%s', text)"),
    ("foreign.py", "self._logger.info('%s', text)"),
    ("foreign.py", "self._logger.warning('%s', text)"),
    ("foreign.py", "self._logger.error('%s', text)"),
    # The style sheet, which is ours.
    ("cli/css.py", "click.echo(text, nl=False)"),
    # An annotation, with the escapes of GitHub; a quoted line of `check.failure.quoted`.
    ("build/ending.py", "echo(command)"),
    ("cli/mistakes.py", "echo(command)"),
    ("cli/run.py", "echo(text)"),
}
# The files that name a stream, and what they write to it.
STREAMS = {
    "build/progress.py": "the bar, made by `line`",
    "cli/connection.py": "the streams of a C file that the user names, as they are",
    "cli/layout.py": "nothing: asks whether errors go to a terminal",
    "cli/run.py": "the messages of the compiler about a C file that the user names, as they are",
    "engine/pattern_worker.py": "answers to the process that started it",
    "engine/wasm/worker.py": "answers to the process that started it",
}

# Text that is as it was.
HARMLESS = (
    "docs/index.md:3:1: warning: unknown option",
    "    | main.c:3:5: error: ‘x’ undeclared (first use)",
    "a:: b ::c std::vector<int>",
    "#include <stdio.h> ## heading [link] # [x]",
    "a --- b +++ ~~~",
    "---- x",
    "section_start: a label, travis_foldx",
    "tabs\tand non-breaking\u00a0blanks, “quotes”, 日本, ✓, ␛",
    "",
)


@pytest.mark.parametrize("command", COMMANDS, ids=repr)
def test_no_runner_takes_a_command(command: str) -> None:
    for text in (command, f"place: {command}", f"{command}{command}", f"x\n  {command}\ny"):
        assert list(taken(line(text))) == []
        assert "\n" not in line(text)
        assert list(taken(lines(text))) == []


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_takes_what_is_not_mended(name: str) -> None:
    assert any(name == parser for command in COMMANDS for parser, _ in taken(command))


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert line(text) == lines(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##vso[a]b", "##vso [a]b"),
        ("####[a]", "#### [a]"),
        ("  ::error::x", "  : :error::x"),
        ("--- x", "-- - x"),
        ("section_end:1:x\r", "section_end :1:x␍"),
        ("travis_time:start", "travis_time :start"),
        ("\x1b[31m\x9b\u202e\ud800", "␛[31m‹U+009B›‹U+202E›‹U+D800›"),
        ("a\nb", "a␊b"),
    ],
)
def test_a_change_is_seen_and_small(text: str, shown: str) -> None:
    assert line(text) == shown


@pytest.mark.parametrize("command", COMMANDS, ids=repr)
def test_a_style_is_put_around_harmless_text(command: str) -> None:
    text = line(f"docs/x.md:1:1: error: {command}")

    for end in range(len(text) + 1):
        colored = styled(text, 0, end, fg="red", bold=True)
        assert click.unstyle(colored) == text
        assert {name for name, _ in taken(colored)} <= {"terminals"}


@pytest.mark.parametrize("command", COMMANDS, ids=repr)
def test_json_has_the_same_value(command: str) -> None:
    value = {command: [command, f"\\{command}", f"\t{command}", f'"{command}']}
    text = json_text(value)

    assert json.loads(text) == value
    assert list(taken(text)) == []


_TEXTS = st.text() | st.lists(
    st.sampled_from((*COMMANDS, "#", ":", "-", "[", "\n", " ", "\\"))
).map("".join)


@PROFILE
@given(_TEXTS)
def test_any_text_is_harmless_and_stays_so(text: str) -> None:
    once = lines(text)
    assert list(taken(once)) == []
    assert lines(once) == once
    once.encode()
    assert list(taken(json_text([text]))) == []
    assert json.loads(json_text([text])) == [text]


def printing_calls() -> list[tuple[str, ast.Call]]:
    """The calls of the package that print or log, or make an error that a host prints."""
    calls = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                function = ast.unparse(node.func)
                last = function.rpartition(".")[2]
                # `error` is also a helper of regular expressions and parsers; of loggers it is what is meant.
                prints = last in PRINTING and (last != "error" or "log" in function)
                if prints or last in RAISED or function in ("print", "log", "self._log"):
                    calls.append((name, node))
    return calls


def test_everything_that_is_printed_is_made_for_it() -> None:
    past = set()
    for name, call in printing_calls():
        text = call.args[0] if call.args else None
        maker = ast.unparse(text.func).rpartition(".")[2] if isinstance(text, ast.Call) else ""
        if maker not in MAKERS:
            past.add((name, ast.unparse(call)))
    assert past == OTHERWISE


def test_streams_are_named_in_few_files() -> None:
    named = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(
            isinstance(node, ast.Attribute)
            and ast.unparse(node)
            in ("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    }
    assert named == set(STREAMS)


def test_text_for_logs_is_made_in_two_files() -> None:
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("LogText")
    }
    assert makers == {"foreign.py", "build/github.py"}
