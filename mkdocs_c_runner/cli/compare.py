"""Compares the results of blocks with their records, and writes records."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..bounds import DIFF_LINES
from ..check.difference import difference
from ..check.failure import Failure, one_line
from ..check.ran import Checked
from ..engine.errors import EngineError
from ..engine.patterns import PatternError, Patterns
from ..engine.result import Result, Verdict
from ..engine.store.last_build import changes_of
from ..engine.store.records import Record, Records, record_key, summary
from .result_text import result_text
from .site import RenderedSite


@dataclass(frozen=True, slots=True)
class Difference:
    """A block that is not as recorded.

    Attributes:
        block: The block, or None for a record without one.
        page: Its page.
        reason: What is different, and what to type if the block is not as expected, in whole sentences.
        diff: The lines of a unified diff.
        is_note: Whether it is only mentioned, and is no failure.
        failure: Why it could not be run, if it could not.
    """

    block: Checked | None
    page: str
    reason: str
    diff: tuple[str, ...] = ()
    is_note: bool = False
    failure: Failure | None = None


def update(site: RenderedSite, records: Records) -> list[str]:
    """Record the blocks of a site that are as expected, and return the pages whose records changed."""
    changed, pages = [], site.pages()
    for page in sorted({*pages, *records.pages()}):
        new: dict[str, Record] = {}
        for block in pages.get(page, []):
            record = records.find(block.snippet.job, page)  # stays if the machine has failed
            if block.is_as_expected:
                record = _record_of(block, site, record)
            elif not _could_not_run(block):
                record = None
            if record:
                new.setdefault(record.key, record)
        if records.write(page, new.values()):
            changed.append(page)
    return changed


def _record_of(block: Checked, site: RenderedSite, kept: Record | None) -> Record:
    if block.outcome.origin == "record" and kept:
        return kept
    conditions = site.runner.conditions(block.snippet.job)
    return Record.of(block.snippet.job, conditions.compiler, block.outcome.result)


def check(site: RenderedSite, records: Records, *, strict: bool) -> Iterator[Difference]:
    """Yield the differences between a site whose blocks were run anew and its records.

    Args:
        site: The site.
        records: Its records.
        strict: Whether diagnostics and addresses count even if another toolchain made the record.
    """
    pages = site.pages()
    for page in sorted({*pages, *records.pages()}):
        blocks = pages.get(page, [])
        # Results of other shards are not known, and all shards have to find the same pairs.
        earlier = _earlier(blocks, records.of_page(page), by_results=site.shard is None)
        current = {record_key(block.snippet.job) for block in blocks}
        gone = [record for record in records.of_page(page) if record.key not in current]
        for number, block in enumerate(blocks):
            record = records.find(block.snippet.job, page)
            if record is None and number in earlier:
                gone.remove(earlier[number])
            if not site.has(block.snippet.job.digest):
                continue
            if _could_not_run(block):
                yield _unrun(block, page)
            elif record is not None:
                yield from _compare(block, page, record, site, strict=strict)
            elif number in earlier:
                yield _changed(block, page, earlier[number], site.runner.patterns)
            else:
                yield Difference(block, page, f"This block is not recorded.{_failure(block)}")
        for record in filter(lambda one: site.has(one.key), gone):
            yield Difference(None, page, f"The record {record.key[:12]} has no block any more.")


def _could_not_run(block: Checked) -> bool:
    return block.outcome.result.verdict is Verdict.INTERNAL_ERROR


def _unrun(block: Checked, page: str) -> Difference:
    """Return the difference of a block of which there is no result, because the machine has failed."""
    failure = block.failure
    reason = f"{failure.reason} {one_line(failure.details)}" if failure else ""
    return Difference(block, page, reason, failure=failure)


def _failure(block: Checked) -> str:
    """Return why a block is not as expected, and what to type, to stand behind another sentence; or nothing."""
    return f" {block.failure.reason}" if block.failure else ""


def _earlier(
    blocks: Sequence[Checked], records: Sequence[Record], *, by_results: bool
) -> dict[int, Record]:
    """Return the records that blocks had before they were changed, by the blocks' numbers.

    A block and a record that stand between the same unchanged blocks belong together. Where several stand there, each
    record belongs to the block that differs from it least: in its options, then in its result, then in its position.
    """
    before = [record.key for record in records]
    now = [record_key(block.snippet.job) for block in blocks]
    if max(len(before), len(now)) > DIFF_LINES:
        return {}
    pairs: dict[int, Record] = {}
    for change, *old, first, last in difflib.SequenceMatcher(
        None, before, now, autojunk=False
    ).get_opcodes():
        if change == "replace":
            gone = [record for record in records[slice(*old)] if record.key not in now]
            for number, record in _alike(blocks[first:last], gone, by_results=by_results):
                pairs[first + number] = record
    return pairs


def _alike(
    blocks: Sequence[Checked], records: Sequence[Record], *, by_results: bool
) -> Iterator[tuple[int, Record]]:
    """Yield the numbers of blocks with the records that differ from them least, each block and record once."""
    jobs = [summary(block.snippet.job) for block in blocks]
    results = [result_text(block.outcome.result, loosely=False) for block in blocks]
    earlier = [result_text(record.result, loosely=False) for record in records]
    candidates = sorted(
        (
            len(changes_of(record.job, jobs[number])),
            by_results and earlier[place] != results[number],
            abs(number - place),
            number,
            place,
        )
        for place, record in enumerate(records)
        for number in range(len(blocks))
    )
    paired: set[int] = set()
    taken: set[int] = set()
    for *_, number, place in candidates:
        if number not in paired and place not in taken:
            yield number, records[place]
            paired.add(number)
            taken.add(place)


def _changed(block: Checked, page: str, record: Record, patterns: Patterns) -> Difference:
    """Return the difference of a block whose code or options were changed since it was recorded."""
    changes = ", ".join(changes_of(record.job, summary(block.snippet.job)))
    reason = f"This block has changed since it was recorded: {changes or 'unknown'}."
    try:
        lines = _differing(block, (record.result, block.outcome.result), patterns)
    except PatternError as error:
        return Difference(block, page, f"{reason} {_not_comparable(error)}")
    if not lines:
        return Difference(block, page, f"{reason} Its result is the same.")
    return Difference(block, page, f"{reason}{_failure(block)}", _diff(*lines, "recorded", "now"))


def toolchains(site: RenderedSite, records: Records) -> list[tuple[str, str]]:
    """Return the pairs of recorded and present compilers that differ."""
    pairs = set()
    for page, blocks in site.pages().items():
        for block in (one for one in blocks if site.has(one.snippet.job.digest)):
            record = records.find(block.snippet.job, page)
            now = _version(site, block)
            if record and now and record.compiler != now:
                pairs.add((record.compiler, now))
    return sorted(pairs)


def twice(first: RenderedSite, second: RenderedSite) -> Iterator[Difference]:
    """Yield the blocks whose results differ in two runs."""
    for page, blocks in first.pages().items():
        for block, again in zip(blocks, second.pages().get(page, []), strict=False):
            if not first.has(block.snippet.job.digest):
                continue
            if _could_not_run(block) or _could_not_run(again):
                yield _unrun(block if _could_not_run(block) else again, page)
                continue
            results = (block.outcome.result, again.outcome.result)
            try:
                lines = _differing(block, results, first.runner.patterns)
            except PatternError as error:
                yield Difference(block, page, _not_comparable(error))
                continue
            if lines:
                diff = _diff(*lines, "first run", "second run")
                yield Difference(block, page, "This block is not deterministic.", diff)


def _compare(
    block: Checked, page: str, record: Record, site: RenderedSite, *, strict: bool
) -> Iterator[Difference]:
    results = (record.result, block.outcome.result)
    try:
        lines = _differing(block, results, site.runner.patterns)
        if not lines:
            return
        diff = _diff(*lines, "recorded", "now")
        same_tools = record.compiler == _version(site, block)
        if not (
            same_tools or strict or _differing(block, results, site.runner.patterns, loosely=True)
        ):
            reason = "Another compiler words its messages or places its data otherwise."
            yield Difference(block, page, reason, diff, is_note=True)
            return
    except PatternError as error:
        yield Difference(block, page, _not_comparable(error))
        return
    reason = f"This block does not do what is recorded.{_failure(block)}"
    yield Difference(block, page, reason, diff)


def _not_comparable(error: PatternError) -> str:
    return f"This block is to be compared but for what is volatile, but {error}."


def _differing(
    block: Checked, results: tuple[Result, Result], patterns: Patterns, *, loosely: bool = False
) -> tuple[list[str], list[str]] | None:
    """Return two results as text, or None if they are equal but for what is volatile.

    Raises:
        PatternError: If the pattern of what is volatile cannot be used.
    """
    volatile = block.snippet.options.expected.volatile
    before, now = (result_text(result, loosely=loosely) for result in results)
    if before == now:
        return None
    if volatile:
        printed = patterns.replaced(volatile, [before.printed, now.printed])
        before, now = before._replace(printed=printed[0]), now._replace(printed=printed[1])
    lines = before.lines(loosely=loosely), now.lines(loosely=loosely)
    return None if lines[0] == lines[1] else lines


def _version(site: RenderedSite, block: Checked) -> str:
    try:
        return site.runner.conditions(block.snippet.job).compiler
    except EngineError:
        return ""


def _diff(before: list[str], now: list[str], first: str, second: str) -> tuple[str, ...]:
    return tuple(difference(before, now, (first, second), context=2))
