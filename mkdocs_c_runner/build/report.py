"""The report of a build: it counts blocks, and logs problems, failures and warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial

from ..check.advice import to_announce
from ..check.failure import Failure, Mistake, clipped, in_order, merged, one_line
from ..check.pictures import about_pictures
from ..check.ran import Checked
from ..fence.near_miss import code_blocks
from ..foreign import LogText, line
from ..messages.places import place_of
from ..messages.read import Diagnostic
from ..pages import macros
from ..place import Place
from ..program.snippet import Snippet
from ..terminal.screen import plain
from .placed import Noted, Placed, identity, remarks_on

# Seconds from which on a block counts as slow.
_SLOW = 1.0


@dataclass(slots=True)
class Report:
    """Counts the blocks of a build, and logs. A block that is rendered again is the same block.

    Attributes:
        warn: Logs a warning.
        note: Logs a line that an author may want to know.
        on_warning: The level of a compiler's warning: `info`, `warn`, `fail` or `ignore`.
        sink: Takes each block when it is published.
        mistake_sink: Takes each mistake.
        noted: The blocks that were published since they were last taken.
        blocks: The number of published blocks.
        run: The number of them that were run.
        cached: The number of them that came from the cache.
        recorded: The number of them that came from the records.
        failed: The number of them that are not as expected.
        not_run: The number of blocks that a mistake keeps from running.
        mistakes: The number of other mistakes.
        rewritten: The places of blocks whose code macros have changed.
    """

    warn: Callable[[LogText], None]
    note: Callable[[LogText], None]
    on_warning: str = "info"
    sink: Callable[[Checked], None] | None = None
    mistake_sink: Callable[[Mistake], None] | None = None
    noted: list[Noted] = field(default_factory=list)
    blocks: int = 0
    run: int = 0
    cached: int = 0
    recorded: int = 0
    failed: int = 0
    not_run: int = 0
    mistakes: int = 0
    rewritten: set[Place] = field(default_factory=set)
    _slowest: tuple[float, Place] | None = None
    _failures: list[Failure] = field(default_factory=list)
    _mistakes: list[Mistake] = field(default_factory=list)
    _rendered: list[Placed] = field(default_factory=list)
    _seen: set[object] = field(default_factory=set)

    def mistake(self, mistake: Mistake) -> None:
        """Note a mistake of the author, once. A block that it keeps from running is one of the blocks."""
        if not self._is_new(mistake):
            return
        self.blocks += mistake.unrun
        self.not_run += mistake.unrun
        if not mistake.unrun:
            self.mistakes += len(mistake.reasons)
        self._mistakes.append(mistake)
        if self.mistake_sink:
            self.mistake_sink(mistake)

    def remark(self, place: Place, text: str) -> None:
        """Log something that an author may want to know, once."""
        if self._is_new((place, text)):
            self.note(line(f"{place}: info: {one_line(text)}"))

    def broken(self, place: Place, error: Exception) -> None:
        """Note a block that could not be rendered, which is a mistake of ours."""
        reason = f"The block could not be rendered: {type(error).__name__}: {error}"
        self.failed += 1
        self._failures.append(Failure(place, one_line(reason), ""))

    def outdated(self, snippet: Snippet, page: str) -> None:
        """Note a block whose code another plugin has changed, if the block was rendered before."""
        if identity(snippet) in self._seen:
            reason = (
                f"The block was rendered before another plugin changed the code of {page} that it uses. "
                "Put that code on the same page."
            )
            self.failed += 1
            self._failures.append(Failure(snippet.place, reason, ""))

    def add(self, block: Placed) -> None:
        """Note a block that was rendered; it counts once its page is published."""
        new = [variant for variant in block.variants if self._is_new(identity(variant.snippet))]
        recalled = block.recalled
        if recalled and not self._is_new(recalled.identity):
            recalled = None
        if new or recalled or block.mistake:
            self._rendered.append(block._replace(variants=new, recalled=recalled))

    def publish(self, path: str, page: str) -> None:
        """Count the blocks of a page, less those that it shows as examples."""
        # Else no block is an example. Most pages have not one of these signs, and one is found much faster than three.
        shows_fences = any(sign in page and sign * 3 in page for sign in "`~")
        rendered, self._rendered = self._rendered, []
        examples = cache(partial(code_blocks, page))
        for block in rendered:
            if (block.page or block.variants[0].snippet.page) != path:
                self._rendered.append(block)
            elif not (shows_fences and block.is_example(page, examples)):
                self._count_all(block)

    def take_noted(self) -> list[Noted]:
        """Return the blocks that were published since the last call."""
        noted, self.noted = self.noted, []
        return noted

    def take_failures(self) -> list[Failure]:
        """Return the failures since the last call, in the order of places."""
        self._count_rest()
        failures, self._failures = merged(self._failures), []
        return sorted(failures, key=in_order)

    def take_mistakes(self) -> list[Mistake]:
        """Return the mistakes since the last call."""
        self._count_rest()
        mistakes, self._mistakes = self._mistakes, []
        return mistakes

    def _count_rest(self) -> None:
        for block in self._rendered:
            self._count_all(block)
        self._rendered = []

    def _count_all(self, block: Placed) -> None:
        if block.mistake:
            self.mistake(block.mistake)
        if block.recalled:
            self.noted.append(block.recalled.noted)
            self.blocks += 1
            self.cached += 1
            if block.recalled.snippet:
                self._remark_on(block.recalled.snippet)
        for variant in block.variants:
            self._count(variant)

    def _count(self, block: Checked) -> None:
        self.noted.append(Noted(block.snippet.page, lambda: block.snippet.job))
        if self.sink:
            self.sink(block)
        origin = block.outcome.origin
        self.blocks += 1
        self.run += origin == "run"
        self.cached += origin == "cache"
        self.recorded += origin == "record"
        if origin == "run":
            self._time(block)
        failure = block.failure
        for hint in () if failure else block.hints:
            self.remark(block.snippet.place, hint)
        self._remark_on(block.snippet)
        for text in about_pictures(block.outcome.result):
            self.remark(block.snippet.place, text)
        if failure:
            hint = f" {macros.CODE_IS_CHANGED}" if block.snippet.place in self.rewritten else ""
            failures = [failure._replace(reason=f"{failure.reason}{hint}")]
        else:
            failures = self._warnings(block)
        self.failed += bool(failures)
        self._failures += failures

    def _remark_on(self, snippet: Snippet) -> None:
        """Say what an author may want to know of a block, whatever it prints."""
        for text in remarks_on(snippet):
            self.remark(snippet.place, text)

    def _warnings(self, block: Checked) -> list[Failure]:
        """Log the unexpected warnings of a block that has no failure, or return them if they are failures."""
        if self.on_warning == "ignore":
            return []
        warnings = [self._warning(block, item) for item in block.warnings]
        if self.on_warning == "fail":
            return warnings
        log = self.warn if self.on_warning == "warn" else self.note
        for warning in warnings:
            if self._is_new(
                (warning.place, warning.cause)
            ):  # shared code is compiled several times
                log(line(f"{warning.place}: warning: {warning.cause}"))
        return []

    def _warning(self, block: Checked, item: Diagnostic) -> Failure:
        by = f" ({block.variant})" if block.variant else ""
        text = f"{clipped(plain(item.text.encode()))}{by}"
        reason = f"{text}{to_announce(item.text)}"
        return Failure(place_of(block.snippet, item), reason, "", block.snippet.place, text)

    def _time(self, block: Checked) -> None:
        measured = block.outcome.result.measured
        took = (measured.compile_time or 0.0) + (measured.wall_time or 0.0)
        if took >= _SLOW and (self._slowest is None or took > self._slowest[0]):
            self._slowest = (took, block.snippet.place)

    @property
    def slowest(self) -> str:
        """The place of the slowest block that was run, with its time; empty if none was slow."""
        return f"{self._slowest[1]} with {self._slowest[0]:.1f} s" if self._slowest else ""

    def summary(self) -> LogText:
        """Return the closing line of a build."""
        blocks = "1 block" if self.blocks == 1 else f"{self.blocks} blocks"
        recorded = f"{self.recorded} recorded, " if self.recorded else ""
        text = f"{blocks}: {recorded}{self.run} run, {self.cached} cached, {self.failed} failed"
        if self.not_run:
            text += f", {self.not_run} not run"
        if self.mistakes:
            text += f", {self.mistakes} mistake{'s' if self.mistakes > 1 else ''}"
        return line(text)

    def _is_new(self, key: object) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True
