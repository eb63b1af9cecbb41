"""The difference between what a block did and what its author expects: its end, inline expectations, its output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engine.patterns import PatternError, Patterns
from ..engine.result import Stage, Verdict
from ..engine.toolchain.languages import is_source
from ..fence.expectation import Expectation
from ..media import KINDS
from ..media.errors import NotAResult
from ..messages.inline_expectations import InlineExpectation
from ..messages.locate import located, place_of_link_error
from ..messages.places import place_of
from ..messages.read import Diagnostic
from ..messages.reports import located_report, place_of_report
from ..place import Place
from ..program.assemble import BEFORE
from ..program.snippet import ExpectedOutput, Snippet
from ..program.unfinished import unfinished
from ..terminal.screen import plain
from . import advice
from .check import printed
from .difference import difference, lines_of
from .ran import Mismatch, Ran

# The characters of a pattern in a message.
_SHOWN_PATTERN = 40


def mismatch(
    ran: Ran, inline: list[InlineExpectation], others: Sequence[Ran], patterns: Patterns
) -> Mismatch | None:
    """Return the first difference, or None if the block did all that is expected of it.

    Args:
        ran: The block with its outcome.
        inline: The expectations in its comments.
        others: The same block, compiled in other ways.
        patterns: Finds what may differ in its output.
    """
    missed = _wrong_end(ran, inline) or _missing_diagnostic(ran, inline, others)
    return missed or _wrong_kind(ran) or _wrong_output(ran, patterns)


def _wrong_end(ran: Ran, inline: list[InlineExpectation]) -> Mismatch | None:
    """Return what is wrong with the end of the block: it did not compile, or ended in another way."""
    expect = _with_inline(ran.options.expected.expect, inline)
    compiled = ran.result.compile.succeeded
    if expect.is_met_by(ran.result, ran.messages.warnings if expect.warnings else ()):
        return None
    if expect is not ran.options.expected.expect and compiled:
        return None  # an inline expectation is missing, which says more
    if not compiled and ran.result.run is None:
        return _not_compiled(ran, expect)
    return _wrong_run(ran, ran.result.run, expect)


def _with_inline(expect: Expectation, inline: list[InlineExpectation]) -> Expectation:
    """Return the expectation of the whole block. An inline error alone means that it does not compile."""
    if inline and expect == Expectation() and any(item.kind == "error" for item in inline):
        return replace(expect, verdict=Verdict.COMPILE_ERROR)
    return expect


def _not_compiled(ran: Ran, expect: Expectation) -> Mismatch:
    place, error = first_error(ran)
    to_type = advice.to_accept(ran.result, ran.options)
    if ran.result.verdict is not Verdict.COMPILE_ERROR:
        actual = f"its compilation hit {advice.limit_hit(ran.result, ran.options)}"
        to_type = advice.to_get_more(ran.result, ran.options)
    elif not error and (refused := advice.refused_flag(ran.result.compile)):
        actual = f"the compiler refused its flags: {refused}"
        to_type = advice.TO_CORRECT_FLAGS
    elif expect.verdict is Verdict.COMPILE_ERROR:
        actual = "it gave none"
        to_type = _to_be_warned(ran)
    else:
        actual = f"it does not compile: {error}" if error else "it does not compile"
    return _with_messages(ran, place, str(expect), actual, to_type)


def _to_be_warned(ran: Ran) -> str:
    return advice.to_be_warned(ran.messages, ran.options, ran.snippet.variant.flags)


def _wrong_run(ran: Ran, run: Stage | None, expect: Expectation) -> Mismatch:
    place = ran.snippet.place
    if run is None:
        actual = "it has no main, so it was compiled and not run"
        return _with_messages(ran, place, str(expect), actual, "Add a main, or remove expect.")
    outcome = replace(expect, warnings=())
    to_type = advice.to_accept(ran.result, ran.options)
    if run.limit_hit:
        actual = f"it hit {advice.limit_hit(ran.result, ran.options)}"
        to_type = f"{advice.to_get_more(ran.result, ran.options)} {to_type}"
    elif expect.sanitizer and expect.is_fault_of_sanitizer(run.text()):
        actual = "the sanitizer itself could not do its work"
        to_type = "Choose another sanitizer in flags."
    elif run.signal:
        actual = f"it was killed by {run.signal}"
    elif outcome.is_met_by(ran.result):
        actual = "it gave none" if not any(expect.warnings) else "it gave no such warning"
        return _with_messages(ran, place, str(expect), actual, _to_be_warned(ran))
    elif expect.sanitizer:
        actual = "no sanitizer reported anything"
        to_type = advice.to_be_caught(ran.snippet.variant.flags)
    else:
        actual = f"it exited with status {run.exit_code}"
    text = plain(run.text())
    if not (run.succeeded or run.limit_hit):
        place = place_of_report(ran.snippet, text) or place
    return Mismatch(place, str(outcome), actual, located_report(ran.snippet, text), to_type)


def _with_messages(
    ran: Ran, place: Place, expectation: str, actual: str, to_type: str = ""
) -> Mismatch:
    return Mismatch(place, expectation, actual, located(ran.snippet, ran.messages), to_type)


def first_error(ran: Ran) -> tuple[Place, str]:
    """Return the place of the error that stopped the compilation, and its message if there is one."""
    snippet = ran.snippet
    for diagnostic in ran.messages.diagnostics:
        if diagnostic.is_error:
            return _unfinished(snippet, diagnostic) or (
                place_of(snippet, diagnostic),
                diagnostic.text,
            )
    for error in ran.messages.link_errors:
        return place_of_link_error(snippet, error), error.text
    return snippet.place, ""


def _unfinished(snippet: Snippet, error: Diagnostic) -> tuple[Place, str] | None:
    """Return the end of the code before a block, and a message, if an error in the block comes from there."""
    line = snippet.program.line(error.file, error.line)
    if "expected" not in error.text:
        return None
    for part in snippet.program.parts:
        if part is snippet.block or (line and part is line.part) or is_source(part.name):
            continue
        if missing := unfinished(part):
            place = missing.place if missing.place.known else snippet.place
            is_prelude = missing.name.endswith(BEFORE)
            name = "the prelude" if is_prelude else f'the code of "{missing.name}"'
            return place, f"{name} ends without {missing.sign}"
    return None


def _missing_diagnostic(
    ran: Ran, inline: list[InlineExpectation], others: Sequence[Ran]
) -> Mismatch | None:
    for item in inline:
        if any(item.is_met_by(one.heard) for one in (ran, *others)):
            continue
        place = item.line.place if item.line.place.known else ran.snippet.place
        compiles = item.kind == "error" and ran.result.compile.succeeded
        actual = "it compiles" if compiles else f"there is no such {item.kind}"
        to_type = advice.TO_COMPILE if compiles else advice.TO_ANNOUNCE
        return _with_messages(ran, place, str(item), actual, to_type)
    return None


def _wrong_kind(ran: Ran) -> Mismatch | None:
    """Return why output is not of the kind of its fence; a program that failed may print anything."""
    if ran.options.display.result not in KINDS:
        return None
    if ran.result.run is None or not ran.result.run.succeeded:
        return None
    if not isinstance(ran.value, NotAResult):
        return None
    name = KINDS[ran.options.display.result].name
    return Mismatch(ran.snippet.place, f"print {name}", str(ran.value), advice=advice.TO_SHOW_TEXT)


def _wrong_output(ran: Ran, patterns: Patterns) -> Mismatch | None:
    expected = _expected_output(ran.snippet)
    if expected is None:
        return None
    without_typed = plain((ran.result.run or ran.result.compile).text())
    texts = [expected.text, printed(ran.result), without_typed]
    wanted, *candidates = map(lines_of, texts)
    volatile = ran.options.expected.volatile
    if volatile and wanted not in candidates:
        try:
            wanted, *candidates = map(lines_of, patterns.replaced(volatile, texts))
        except PatternError as error:
            shown = volatile if len(volatile) <= _SHOWN_PATTERN else f"{volatile[:_SHOWN_PATTERN]}…"
            promise = f'print a text that differs in volatile="{shown}" alone'
            return Mismatch(expected.place, promise, str(error))
    if wanted in candidates:
        return None
    diff = difference(wanted, candidates[0], ("expected", "printed"))
    source = "its output fence" if ran.options.expected.expect_output is None else "expect_output"
    expectation = f"print the text of {source}"
    to_type = advice.to_correct(source, is_volatile=bool(volatile))
    return Mismatch(expected.place, expectation, "the output differs", "\n".join(diff), to_type)


def _expected_output(snippet: Snippet) -> ExpectedOutput | None:
    expected = snippet.options.expected.expect_output
    if expected is None:
        return snippet.expected_output
    return ExpectedOutput(expected.decode(errors="replace"), snippet.place)
