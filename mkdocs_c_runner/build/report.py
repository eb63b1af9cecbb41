"""What there is to say about the blocks of a build: problems, failures, and how many there were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..engine.job import Job
from ..engine.result import Outcome, Result, Verdict
from ..fence.near_miss import shown_as_code
from ..html.markup import split_beneath
from ..messages.locate import place_of
from ..pages import macros
from ..place import Place
from ..program.snippet import Snippet
from ..terminal.screen import plain
from .check import Mismatch, mismatch, unexpected_warnings

_MOST_LINES = 30
# Seconds from which on a block is worth a word.
_SLOW = 1.0


class Failure(NamedTuple):
    """A block that did not do what it was expected to do.

    Attributes:
        place: Where to look.
        reason: What happened, in one sentence.
        details: The compiler's or the program's own words, which are never printed raw.
    """

    place: Place
    reason: str
    details: str

    def __str__(self) -> str:
        """The failure as it stands in the log: a place, then lines that cannot be taken for commands."""
        return "\n".join([f"{self.place}: error: {self.reason}", *quoted(self.details)])


class Block(NamedTuple):
    """A block that was rendered.

    Attributes:
        snippet: Its code, options and place.
        outcome: What came of it.
        mismatch: What of that is not as expected, or None.
        html: Its HTML.
        header: The line that opens its fence, if that is known.
    """

    snippet: Snippet
    outcome: Outcome
    mismatch: Mismatch | None
    html: str
    header: str | None

    @classmethod
    def judged(cls, snippets: Sequence[Snippet], outcomes: Sequence[Outcome]) -> list[Block]:
        """The variants of a block that were run and not rendered."""
        results = [outcome.result for outcome in outcomes] if len(outcomes) > 1 else []
        return [
            cls(snippet, outcome, mismatch(snippet, outcome.result, results), "", None)
            for snippet, outcome in zip(snippets, outcomes, strict=True)
        ]

    @property
    def variant(self) -> str:
        """What tells this way to compile the block from the others, or empty if there is one."""
        return self.snippet.name_of_variant

    @property
    def is_as_expected(self) -> bool:
        """Whether it did what its author says."""
        return self.mismatch is None and self.outcome.result.verdict is not Verdict.INTERNAL_ERROR

    def failures(self) -> list[Failure]:
        """What is wrong with its outcome: nothing, or one thing."""
        if self.outcome.result.verdict is Verdict.INTERNAL_ERROR:
            text = plain(self.outcome.result.compile.text())
            variant = f" with {self.variant}" if self.variant else ""
            return [Failure(self.snippet.place, f"The block could not be run{variant}.", text)]
        missed = self.mismatch
        if missed is None:
            return []
        block = f"With {self.variant} the block" if self.variant else "The block"
        reason = _one_line(f"{block} was expected to {missed.expectation}, but {missed.came}")
        end = "" if reason.endswith("?") else "."  # some compilers ask what was meant
        return [Failure(missed.place, f"{reason}{end}", missed.details)]

    def is_example(self, page: str) -> bool:
        """Whether its fence turned out to be an example in an indented code block.

        SuperFences finds out only after the formatter was called, and puts the text back.
        """
        if self.header is None or all(part in page for part in split_beneath(self.html)):
            return False
        return shown_as_code(self.header, page)


def _one_line(text: str) -> str:
    """Text of ours that quotes an author, for a log: no control character gets through."""
    return " ".join(plain(text.encode(errors="replace")).split())


def quoted(text: str) -> list[str]:
    """Foreign text for a log: every line indented behind a bar, at most so many of them."""
    lines = text.splitlines()
    shown = [f"    | {line}" for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"    | … {len(lines) - _MOST_LINES} more lines")
    return shown


@dataclass(slots=True)
class Report:
    """Collects what a build says of its blocks. A block that is rendered again is the same block.

    Attributes:
        warn: Logs a warning of the author's road.
        note: Logs what an author may want to know.
        jobs: The jobs of the published blocks, with the paths of their pages.
        on_warning: What a warning of the compiler is: `info`, `warn`, `fail` or `ignore`.
        sink: Takes each block when it is published.
        blocks: How many blocks there were.
        run: How many blocks were run.
        cached: How many came from the cache.
        recorded: How many came from the records.
        failed: How many of either are not as expected.
        rewritten: The blocks whose code macros have changed.
    """

    warn: Callable[[str], None]
    note: Callable[[str], None]
    on_warning: str = "info"
    sink: Callable[[Block], None] | None = None
    jobs: list[tuple[str, Job]] = field(default_factory=list)
    blocks: int = 0
    run: int = 0
    cached: int = 0
    recorded: int = 0
    failed: int = 0
    rewritten: set[Place] = field(default_factory=set)
    _slowest: tuple[float, Place] | None = None
    _failures: list[Failure] = field(default_factory=list)
    _rendered: list[Block] = field(default_factory=list)
    _seen: set[object] = field(default_factory=set)

    def problem(self, place: Place, text: str) -> None:
        """A mistake of the author's, told once."""
        if self._is_new((place, text)):
            self.warn(f"{place}: warning: {_one_line(text)}")

    def broken(self, place: Place, error: Exception) -> None:
        """A mistake of ours: a block that could not be rendered."""
        reason = f"The block could not be rendered: {type(error).__name__}: {error}"
        self.failed += 1
        self._failures.append(Failure(place, _one_line(reason), ""))

    def outdated(self, snippet: Snippet, page: str) -> None:
        """A block that was rendered with code that another plugin has changed since, if it was rendered."""
        if snippet in self._seen:
            reason = (
                f"The block was rendered before another plugin changed the code of {page} that it uses. "
                "Put that code on the same page."
            )
            self.failed += 1
            self._failures.append(Failure(snippet.place, reason, ""))

    def outcome(self, block: Block) -> None:
        """Takes a block that was rendered."""
        if self._is_new(block.snippet):
            self._rendered.append(block)

    def publish(self, path: str, page: str) -> None:
        """Takes the blocks of a page into account, less those that it shows as examples."""
        mine = [block for block in self._rendered if block.snippet.page == path]
        self._rendered = [block for block in self._rendered if block.snippet.page != path]
        for block in mine:
            if not block.is_example(page):
                self._count(block)

    def take_failures(self) -> list[Failure]:
        """The failures since the last call, in the order of places."""
        for block in self._rendered:
            self._count(block)
        self._rendered = []
        failures = sorted(self._failures, key=lambda item: (item.place.path, item.place.line or 1))
        self._failures = []
        return failures

    def _count(self, block: Block) -> None:
        self.jobs.append((block.snippet.page, block.snippet.job))
        if self.sink:
            self.sink(block)
        origin = block.outcome.origin
        self.blocks += 1
        self.run += origin == "run"
        self.cached += origin == "cache"
        self.recorded += origin == "record"
        if origin == "run":
            self._time(block)
        failures = block.failures()
        if block.snippet.place in self.rewritten:
            hint = macros.CODE_IS_CHANGED
            failures = [item._replace(reason=f"{item.reason} {hint}") for item in failures]
        warnings = [] if failures else list(_warnings(block.snippet, block.outcome.result))
        if self.on_warning == "fail":
            failures = failures or warnings
        elif self.on_warning != "ignore":
            say = self.warn if self.on_warning == "warn" else self.note
            for warning in warnings:
                say(f"{warning.place}: warning: {warning.reason}")
        self.failed += bool(failures)
        self._failures += failures

    def _time(self, block: Block) -> None:
        measured = block.outcome.result.measured
        took = (measured.compile_time or 0.0) + (measured.wall_time or 0.0)
        if took >= _SLOW and (self._slowest is None or took > self._slowest[0]):
            self._slowest = (took, block.snippet.place)

    @property
    def slowest(self) -> str:
        """The place of the slowest block that was run and its time, or empty if none was slow."""
        return f"{self._slowest[1]} with {self._slowest[0]:.1f} s" if self._slowest else ""

    def summary(self) -> str:
        """The closing line of a build."""
        blocks = "1 block" if self.blocks == 1 else f"{self.blocks} blocks"
        recorded = f"{self.recorded} recorded, " if self.recorded else ""
        return f"{blocks}: {recorded}{self.run} run, {self.cached} cached, {self.failed} failed"

    def _is_new(self, key: object) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _warnings(snippet: Snippet, result: Result) -> Iterable[Failure]:
    """The compiler's warnings that the author of a block does not expect."""
    by = f" ({snippet.name_of_variant})" if snippet.name_of_variant else ""
    for item in unexpected_warnings(snippet, result):
        yield Failure(place_of(snippet, item), f"{plain(item.text.encode())}{by}", "")
