"""What there is to say about the blocks of a build: problems, failures, and how many there were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..engine.result import Outcome, Verdict
from .diagnostics import character_column, diagnostics
from .snippet import Place, Snippet
from .terminal_text import plain

_MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Failure:
    """A block that did not do what it was expected to do.

    Attributes:
        place: Where to look.
        reason: What happened, in one sentence.
        details: The compiler's or the program's own words, which are never printed raw.
        html: The block on its page, by which it is found again.
    """

    place: Place
    reason: str
    details: str
    html: str

    def __str__(self) -> str:
        """The failure as it stands in the log: a place, then lines that cannot be taken for commands."""
        return "\n".join([f"{self.place}: error: {self.reason}", *quoted(self.details)])


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
        failures: The failures not yet taken, by their block.
        run: How many blocks were run.
        cached: How many came from the cache.
        failed: How many of either are not as expected.
    """

    warn: Callable[[str], None]
    note: Callable[[str], None]
    failures: dict[object, Failure] = field(default_factory=dict)
    run: int = 0
    cached: int = 0
    failed: int = 0
    _seen: set[object] = field(default_factory=set)

    def problem(self, place: Place, text: str) -> None:
        """A mistake of the author's, told once."""
        if self._is_new((place, text)):
            self.warn(f"{place}: warning: {text}")

    def outcome(self, snippet: Snippet, outcome: Outcome, html: str) -> None:
        """How a block came out."""
        key = (snippet.place, snippet)
        if not self._is_new(key):
            return
        if outcome.origin == "run":
            self.run += 1
        else:
            self.cached += 1
        if not snippet.options.expect.is_met_by(outcome.result):
            self.failures[key] = _failure(snippet, outcome, html)
        elif outcome.result.verdict is not Verdict.COMPILE_ERROR:
            self._note_warnings(snippet, outcome)

    def forget_unpublished(self, path: str, html: str) -> None:
        """Forgets failures of blocks that a page does not show.

        A fence in an indented code block is run before anybody can know that it is only an example.
        """
        for key, failure in list(self.failures.items()):
            if failure.place.path == path and failure.html not in html:
                del self.failures[key]

    def take_failures(self) -> list[Failure]:
        """The failures since the last call, in the order of places."""
        failures = sorted(
            self.failures.values(), key=lambda item: (item.place.path, item.place.line)
        )
        self.failed += len(failures)
        self.failures.clear()
        return failures

    @property
    def blocks(self) -> int:
        """How many blocks there were."""
        return self.run + self.cached

    def summary(self) -> str:
        """The closing line of a build."""
        blocks = "1 block" if self.blocks == 1 else f"{self.blocks} blocks"
        return f"{blocks}: {self.run} run, {self.cached} cached, {self.failed} failed"

    def _note_warnings(self, snippet: Snippet, outcome: Outcome) -> None:
        for item in diagnostics(outcome.result.compile):
            if item.kind == "warning":
                place = _place_of(snippet, item.file, item.line, item.column)
                self.note(f"{place}: warning: {plain(item.text.encode())}")

    def _is_new(self, key: object) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _failure(snippet: Snippet, outcome: Outcome, html: str) -> Failure:
    result = outcome.result
    expected = f"The block was expected to {snippet.options.expect}"
    if result.verdict is Verdict.INTERNAL_ERROR:
        reason = "The block could not be run."
        return Failure(snippet.place, reason, plain(result.compile.text()), html)
    if result.run is None:
        if result.verdict is Verdict.COMPILE_ERROR:
            reason = f"{expected}, but it does not compile."
        else:
            reason = f"{expected}, but its compilation hit a limit ({result.verdict})."
        place = snippet.place
        for item in diagnostics(result.compile):
            if item.is_error:
                place = _place_of(snippet, item.file, item.line, item.column)
                break
        return Failure(place, reason, plain(result.compile.text()), html)
    run = result.run
    if run.limit_hit:
        what = f"it hit the {result.verdict.value.replace('-', ' ')}"
    elif run.signal:
        what = f"it was killed by {run.signal}"
    else:
        what = f"it exited with status {run.exit_code}"
    return Failure(snippet.place, f"{expected}, but {what}.", plain(run.text()), html)


def _place_of(snippet: Snippet, file: str, line: int, column: int | None) -> Place:
    """The place on the page that a line of the compiled program comes from."""
    lines = snippet.source.split("\n")
    if file != snippet.options.file or not snippet.place.known or line > len(lines):
        return snippet.place
    character = character_column(lines[line - 1], column) if column else 1
    return snippet.place.below(line, character - 1)
