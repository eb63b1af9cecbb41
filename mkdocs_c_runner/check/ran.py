"""A block that was run, and the same block checked: the values between the steps run, check and render."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..engine.result import Outcome, Result, Verdict
from ..fence.options import Options
from ..media import KINDS
from ..media.errors import NotAResult
from ..media.kind import Reading
from ..messages.inline_expectations import Heard, heard
from ..messages.read import Diagnostic, Messages, read
from ..place import Place
from ..program.snippet import Snippet
from ..terminal.screen import plain
from .failure import Failure, clipped, one_line, sentence

if TYPE_CHECKING:  # a site whose readers run nothing does without it
    from .elsewhere import Elsewhere


class Mismatch(NamedTuple):
    """A difference between the outcome of a block and its expectation.

    Attributes:
        place: Where to look.
        expectation: The expectation, in words that follow "expected to".
        actual: The outcome, in words that follow "but".
        details: The words of the compiler or the program, which must never be printed raw.
        advice: What to type, in whole sentences, or empty.
    """

    place: Place
    expectation: str
    actual: str
    details: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Ran:
    """A block that was compiled in one way, and perhaps run.

    Attributes:
        snippet: The block.
        outcome: Its outcome.
        messages: The compiler's messages.
    """

    snippet: Snippet
    outcome: Outcome
    messages: Messages

    @classmethod
    def of(cls, snippet: Snippet, outcome: Outcome) -> Ran:
        """Read the compiler's messages of an outcome."""
        return cls(snippet, outcome, read(outcome.result.compile))

    @property
    def options(self) -> Options:
        """The options of its fence."""
        return self.snippet.options

    @property
    def result(self) -> Result:
        """Its result."""
        return self.outcome.result

    @cached_property
    def heard(self) -> Heard:
        """The compiler's messages, each at the line that it speaks of."""
        return heard(self.messages.diagnostics, self.snippet.program)

    @cached_property
    def value(self) -> Any:
        """The value that it printed, of the kind of its fence; if there is none, the `NotAResult` with the reason.

        None if its output is text, or if it did not run.
        """
        kind, run = KINDS.get(self.options.display.result), self.result.run
        if kind is None or run is None:
            return None
        try:
            return kind.decode(
                run.text("stdout"), Reading(self.options.display.header, self.options.display.plot)
            )
        except NotAResult as error:
            return error


@dataclass(frozen=True)
class Checked:
    """A block whose outcome was compared with its expectation.

    Attributes:
        ran: The block with its outcome.
        mismatch: The difference between the two, or None.
        warnings: The compiler's warnings that its author does not expect, where it compiled.
        hints: What its author may have overlooked, in whole sentences.
        elsewhere: The block as it runs in the browsers of readers, or None if they do not run it.
    """

    ran: Ran
    mismatch: Mismatch | None = None
    warnings: tuple[Diagnostic, ...] = ()
    hints: tuple[str, ...] = ()
    elsewhere: Elsewhere | None = None

    @property
    def snippet(self) -> Snippet:
        """The block."""
        return self.ran.snippet

    @property
    def outcome(self) -> Outcome:
        """Its outcome."""
        return self.ran.outcome

    @property
    def variant(self) -> str:
        """The name of this way to compile the block, or empty if there is only one."""
        return self.snippet.name_of_variant

    @property
    def is_as_expected(self) -> bool:
        """Whether it did what its author expects."""
        return self.mismatch is None and self.outcome.result.verdict is not Verdict.INTERNAL_ERROR

    @property
    def to_type(self) -> str:
        """What its author may type, in whole sentences; empty if it is as expected, or if nothing is known."""
        if self.mismatch is None:
            return ""
        return one_line(" ".join(filter(None, (*self.hints, self.mismatch.advice))))

    @property
    def failure(self) -> Failure | None:
        """Its failure, if it is not as expected."""
        if self.outcome.result.verdict is Verdict.INTERNAL_ERROR:
            text = plain(self.outcome.result.compile.text())
            variant = f" with {self.variant}" if self.variant else ""
            reason, place = f"The block could not be run{variant}.", self.snippet.place
            has_failed = self.outcome.origin != "none"  # else nobody has tried
            return Failure(place, reason, text, place, of_machine=has_failed)
        missed = self.mismatch
        if missed is None:
            return None
        place = missed.place.right(0)  # the line of an included file may begin left of the page's
        block = f"With {self.variant} the block" if self.variant else "The block"
        block = f"{block}{_where(self.snippet, place)}"
        actual = clipped(one_line(missed.actual))
        promise = clipped(one_line(missed.expectation))
        reason = sentence(f"{block} was expected to {promise}, but {actual}")
        advice = f" {self.to_type}" if self.to_type else ""
        cause = "" if self.outcome.result.compile.succeeded else actual
        return Failure(place, f"{reason}{advice}", missed.details, self.snippet.place, cause)


def _where(snippet: Snippet, place: Place) -> str:
    """Return where a block stands, if the place that is told stands in the code of another one; else nothing."""
    own, block, output = snippet.place, snippet.block, snippet.expected_output
    lines = [block.place_of(number) for number in range(1, block.source.count("\n") + 2)]
    places = (own, output.place if output else own, *lines)
    is_own = any((place.path, place.line) == (at.path, at.line) for at in places)
    return "" if is_own or not own.known else f" at {own}"
