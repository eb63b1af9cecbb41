"""Whether a block did what its author says it does: how it ended, what was announced, what it printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ..engine.result import Result, Verdict
from ..fence.expectation import Expectation
from ..messages.inline_expectations import Announcement, announcements
from ..messages.locate import compiler_said, place_of, place_of_link_error
from ..messages.read import Diagnostic, diagnostics, link_errors
from ..place import Place
from ..program.snippet import ExpectedOutput, Snippet
from ..terminal.screen import described, plain

_KINDS = {
    "image": "an image",
    "svg": "SVG",
    "csv": "a table",
    "plot": "numbers to draw",
    "markdown": "Markdown",
    "html": "HTML",
}


class Mismatch(NamedTuple):
    """What a block did other than expected.

    Attributes:
        place: Where to look.
        expectation: What was expected, in words that follow "expected to".
        came: What came instead, in words that follow "but", or empty.
        details: The compiler's or the program's own words, which must never be printed raw.
    """

    place: Place
    expectation: str
    came: str
    details: str = ""


def mismatch(snippet: Snippet, result: Result, others: Iterable[Result] = ()) -> Mismatch | None:
    """What is wrong with the outcome of a block; an internal error is the machine's affair, not its own.

    Args:
        snippet: The block.
        result: What came of it.
        others: What came of it where it was compiled otherwise. It is enough if one compiler says what
            the block announces.
    """
    if result.verdict is Verdict.INTERNAL_ERROR:
        return None
    messages = diagnostics(result.compile)
    announced = _announced(snippet)
    expect = _with_announced(snippet.options.expected.expect, announced)
    compiled = result.compile.succeeded
    if not expect.is_met_by(result) and (expect is snippet.options.expected.expect or not compiled):
        return _wrong_end(snippet, result, messages, expect)
    for item in announced:
        said = [messages, *(diagnostics(other.compile) for other in others)]
        if not any(item.is_kept(one, snippet.program) for one in said):
            place = item.line.place if item.line.place.known else snippet.place
            came = "it compiles" if item.kind == "error" and compiled else _without(item)
            return Mismatch(place, str(item), came, compiler_said(snippet, result))
    return _wrong_kind(snippet, result) or _wrong_output(snippet, result)


def unexpected_warnings(snippet: Snippet, result: Result) -> list[Diagnostic]:
    """The compiler's warnings, where the block compiled, less those that its author expects."""
    if not result.compile.succeeded or snippet.options.expected.expect.warnings:
        return []
    warnings = [message for message in diagnostics(result.compile) if message.kind == "warning"]
    announced = _announced(snippet) if warnings else []
    return [
        message
        for message in warnings
        if not any(item.is_kept([message], snippet.program) for item in announced)
    ]


def _announced(snippet: Snippet) -> list[Announcement]:
    parts = (snippet.block, *snippet.parts)
    kinds = snippet.options.expected.expect.announced
    return [item for part in parts for item in announcements(part) if item.kind in kinds]


def _with_announced(expect: Expectation, announced: list[Announcement]) -> Expectation:
    """An author who announces an error and says nothing else wants the block not to compile."""
    if any(item.kind == "error" for item in announced) and expect == Expectation():
        return replace(expect, verdict=Verdict.COMPILE_ERROR)
    return expect


def _without(item: Announcement) -> str:
    return f"there is no such {item.kind}"


def _wrong_end(
    snippet: Snippet, result: Result, messages: list[Diagnostic], expect: Expectation
) -> Mismatch:
    run = result.run
    if run is None and not result.compile.succeeded:
        place, error = _first_error(snippet, result, messages)
        if result.verdict is not Verdict.COMPILE_ERROR:
            came = f"its compilation hit a limit ({result.verdict})"
        elif expect.verdict is Verdict.COMPILE_ERROR:
            came = "it gave none"
        else:
            came = f"it does not compile: {error}" if error else "it does not compile"
        return Mismatch(place, str(expect), came, compiler_said(snippet, result))
    if run is None:
        came = "it has no main, so it was compiled and not run"
        return Mismatch(snippet.place, str(expect), came, compiler_said(snippet, result))
    outcome = replace(expect, warnings=())
    if run.limit_hit:
        came = f"it hit the {result.verdict.value.replace('-', ' ')}"
    elif run.signal:
        came = f"it was killed by {run.signal}"
    elif outcome.is_met_by(result):
        came = "it gave none" if not any(expect.warnings) else "it gave no such warning"
        return Mismatch(snippet.place, str(expect), came, compiler_said(snippet, result))
    elif expect.sanitizer:
        came = "there is no report of one"
    else:
        came = f"it exited with status {run.exit_code}"
    return Mismatch(snippet.place, str(outcome), came, plain(run.text()))


def _first_error(snippet: Snippet, result: Result, messages: list[Diagnostic]) -> tuple[Place, str]:
    """The place of what stopped the compilation, and its message if there is one."""
    for message in messages:
        if message.is_error:
            return place_of(snippet, message), message.text
    for error in link_errors(result.compile):
        wrap = (
            ""
            if snippet.options.toolchain.main == "wrap"
            else '; main="wrap" puts one around statements'
        )
        hint = wrap if error.symbol == "main" and not error.file else ""
        return place_of_link_error(snippet, error), f"{error.text}{hint}"
    return snippet.place, ""


def _wrong_kind(snippet: Snippet, result: Result) -> Mismatch | None:
    """What is wrong with output that is to be taken for more than text; a program that failed may print anything."""
    display = snippet.options.display
    if display.result == "text" or result.run is None or not result.run.succeeded:
        return None
    from ..media import check  # noqa: PLC0415 - most blocks print text
    from ..media.errors import NotAResult  # noqa: PLC0415

    try:
        printed_bytes = result.run.text("stdout")
        check(display.result, printed_bytes, header=display.header, plot=display.plot)
    except NotAResult as wrong:
        return Mismatch(snippet.place, f"print {_KINDS[display.result]}", str(wrong))
    return None


def _wrong_output(snippet: Snippet, result: Result) -> Mismatch | None:
    expected = _expected_output(snippet)
    if expected is None:
        return None
    volatile = snippet.options.expected.volatile
    typed_left_out = plain((result.run or result.compile).text())
    candidates = [_lines(text, volatile) for text in (printed(result), typed_left_out)]
    wanted = _lines(expected.text, volatile)
    if wanted in candidates:
        return None
    import difflib  # noqa: PLC0415 - most blocks print what they should

    diff = difflib.unified_diff(wanted, candidates[0], "expected", "printed", lineterm="")
    return Mismatch(expected.place, "print another text", "it printed this", "\n".join(diff))


def _expected_output(snippet: Snippet) -> ExpectedOutput | None:
    said = snippet.options.expected.expect_output
    if said is None:
        return snippet.expected_output
    return ExpectedOutput(said.decode(errors="replace"), snippet.place)


def printed(result: Result) -> str:
    """What readers see of the output, or of the compiler's messages if there is none to be had."""
    stage = result.run or result.compile
    kept = {"stdout": b"", "stderr": b"", "terminal": b""}
    for segment in stage.segments:
        stream = "terminal" if segment.stream == "stdin" else segment.stream
        kept[stream] += segment.text
    return described(b"".join(kept.values()))


def _lines(text: str, volatile: str) -> list[str]:
    """The lines of an output, without what nobody can see at their ends."""
    if volatile:
        text = re.sub(volatile, "…", text)
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
