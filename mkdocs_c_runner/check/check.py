"""Checks whether a block did what its author expects: how it ended, its inline expectations, its output."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ..engine.patterns import NoPatterns, Patterns
from ..engine.result import Result, Verdict
from ..media import KINDS
from ..messages.inline_expectations import InlineExpectation, heard, inline_expectations
from ..messages.read import Diagnostic
from ..program.session import SessionSnippet
from ..program.snippet import Snippet
from ..terminal.screen import described
from .hints import hints
from .ran import Checked, Ran

_NO_PATTERNS = NoPatterns()


def check(ran: Ran, others: Sequence[Ran] = (), patterns: Patterns = _NO_PATTERNS) -> Checked:
    """Compare the outcome of a block with its expectation.

    Args:
        ran: The block with its outcome.
        others: The same block, compiled in other ways. An inline expectation is met if one compiler meets it.
        patterns: Finds what may differ in its output.
    """
    if ran.result.verdict is Verdict.INTERNAL_ERROR:  # a failure of the machine, not of the block
        return Checked(ran)
    if isinstance(ran.snippet, SessionSnippet):
        from .sessions import session_mismatch  # noqa: PLC0415 - few sites have any

        return Checked(ran, session_mismatch(ran, ran.snippet, patterns))
    inline = _inline_expectations(ran.snippet)
    missed = None
    if inline or not _has_usual_end(ran) or _has_promised_output(ran):
        from .mismatches import mismatch  # noqa: PLC0415 - most blocks of most sites end here

        missed = mismatch(ran, inline, others, patterns)
    warnings = _unexpected_warnings(ran, inline)
    return Checked(ran, missed, warnings, hints(ran, missed, warnings))


def check_variants(variants: Sequence[Ran], patterns: Patterns = _NO_PATTERNS) -> list[Checked]:
    """Check a block that was compiled in several ways."""
    others = variants if len(variants) > 1 else ()
    return [check(ran, others, patterns) for ran in variants]


def _inline_expectations(snippet: Snippet) -> list[InlineExpectation]:
    parts = [part for part in (snippet.block, *snippet.parts) if "//" in part.source]
    kinds = snippet.options.expected.expect.announced
    found = [item for part in parts for item in inline_expectations(part) if item.kind in kinds]
    return [item for item in found if snippet.program.has(*item.where)]


def _unexpected_warnings(ran: Ran, inline: list[InlineExpectation]) -> tuple[Diagnostic, ...]:
    warnings = [item for item in ran.messages.diagnostics if item.kind == "warning"]
    if not warnings or not ran.result.compile.succeeded or ran.options.expected.expect.warnings:
        return ()
    program = ran.snippet.program
    expected = {item.where: item for item in inline}  # a line has one comment at its end

    def is_expected(warning: Diagnostic) -> bool:
        there = heard([warning], program)
        return any(where in expected and expected[where].is_met_by(there) for where in there)

    return tuple(warning for warning in warnings if not is_expected(warning))


def _has_usual_end(ran: Ran) -> bool:
    """Return whether a block ended as its header says."""
    expect = ran.options.expected.expect
    return expect.is_met_by(ran.result, ran.messages.warnings if expect.warnings else ())


def _has_promised_output(ran: Ran) -> bool:
    """Return whether there is more to compare: a text that must be printed, or a kind that it must be of."""
    snippet = ran.snippet
    promised = snippet.options.expected.expect_output is not None or snippet.expected_output
    return bool(promised) or snippet.options.display.result in KINDS


def printed(result: Result) -> str:
    """Return the output as readers see it, or the compiler's messages of a block that did not run."""
    stage = result.run or result.compile
    streams: dict[str, list[bytes]] = {"stdout": [], "stderr": [], "terminal": []}
    for segment in stage.segments:
        stream = "terminal" if segment.stream == "stdin" else segment.stream
        streams[stream].append(segment.text)
    return described(b"".join(chain.from_iterable(streams.values())))
