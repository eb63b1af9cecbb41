"""Compares the results of blocks with their records, and writes records."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..check.ran import Checked
from ..engine.errors import EngineError
from ..engine.result import Result, Stage
from ..engine.store.records import Record, Records, record_key
from ..terminal.screen import described, plain
from .site import RenderedSite

_ADDRESS = re.compile(r"0x[0-9a-f]{4,}")


@dataclass(frozen=True, slots=True)
class Difference:
    """A block that is not as recorded.

    Attributes:
        block: The block, or None for a record without one.
        page: Its page.
        reason: What is different, in one sentence.
        diff: The lines of a unified diff.
        is_note: Whether it is only mentioned, and is no failure.
    """

    block: Checked | None
    page: str
    reason: str
    diff: tuple[str, ...] = ()
    is_note: bool = False


def update(site: RenderedSite, records: Records) -> list[str]:
    """Record the blocks of a site that are as expected, and return the pages whose records changed."""
    changed = []
    pages = site.pages()
    for page in sorted({*pages, *records.pages()}):
        new: dict[str, Record] = {}
        for block in pages.get(page, []):
            if block.is_as_expected:
                record = _record_of(block, page, site, records)
                new.setdefault(record.key, record)
        if records.write(page, new.values()):
            changed.append(page)
    return changed


def _record_of(block: Checked, page: str, site: RenderedSite, records: Records) -> Record:
    job = block.snippet.job
    if block.outcome.origin == "record":
        kept = records.find(job, page)
        if kept:
            return kept
    return Record.of(job, site.runner.conditions(job).compiler, block.outcome.result)


def check(site: RenderedSite, records: Records, *, strict: bool) -> Iterator[Difference]:
    """Yield the differences between a site whose blocks were run anew and its records.

    Args:
        site: The site.
        records: Its records.
        strict: Whether diagnostics and addresses count even if another toolchain made the record.
    """
    pages = site.pages()
    for page in sorted({*pages, *records.pages()}):
        current: set[str] = set()
        for block in pages.get(page, []):
            key = record_key(block.snippet.job)
            current.add(key)
            record = records.find(block.snippet.job, page)
            if record is None:
                yield Difference(block, page, "This block is not recorded.")
            else:
                yield from _compare(block, page, record, site, strict=strict)
        for record in records.of_page(page):
            if record.key not in current:
                yield Difference(None, page, f"The record {record.key[:12]} has no block any more.")


def toolchains(site: RenderedSite, records: Records) -> list[tuple[str, str]]:
    """Return the pairs of recorded and present compilers that differ."""
    pairs = set()
    for page, blocks in site.pages().items():
        for block in blocks:
            record = records.find(block.snippet.job, page)
            now = _version(site, block)
            if record and now and record.compiler != now:
                pairs.add((record.compiler, now))
    return sorted(pairs)


def twice(first: RenderedSite, second: RenderedSite) -> Iterator[Difference]:
    """Yield the blocks whose results differ in two runs."""
    for page, blocks in first.pages().items():
        for block, again in zip(blocks, second.pages().get(page, []), strict=False):
            volatile = block.snippet.options.expected.volatile
            lines = _lines(block.outcome.result, volatile), _lines(again.outcome.result, volatile)
            if lines[0] != lines[1]:
                diff = _diff(*lines, "first run", "second run")
                yield Difference(block, page, "This block is not deterministic.", diff)


def _compare(
    block: Checked, page: str, record: Record, site: RenderedSite, *, strict: bool
) -> Iterator[Difference]:
    volatile = block.snippet.options.expected.volatile
    before, now = (_lines(result, volatile) for result in (record.result, block.outcome.result))
    if before == now:
        return
    diff = _diff(before, now, "recorded", "now")
    same_tools = record.compiler == _version(site, block)
    if not same_tools and not strict:
        loosely = [
            _lines(result, volatile, loosely=True)
            for result in (record.result, block.outcome.result)
        ]
        if loosely[0] == loosely[1]:
            reason = "Another compiler words its messages or places its data otherwise."
            yield Difference(block, page, reason, diff, is_note=True)
            return
    yield Difference(block, page, "This block does not do what is recorded.", diff)


def _version(site: RenderedSite, block: Checked) -> str:
    try:
        return site.runner.conditions(block.snippet.job).compiler
    except EngineError:
        return ""


def _lines(result: Result, volatile: str, *, loosely: bool = False) -> list[str]:
    """Return a result as text: how it ended, its output, the messages of the compiler."""
    lines = [f"verdict: {result.verdict}"]
    if result.run:
        lines += _stage_lines(result.run, volatile, loosely=loosely)
    if not loosely and result.compile.segments:
        lines += ["compiler messages:", *_stage_lines(result.compile, "", loosely=False)[1:]]
    for artifact in () if loosely else result.artifacts:
        lines += [f"{artifact.name}:", *plain(artifact.text).splitlines()]
    return lines


def _stage_lines(stage: Stage, volatile: str, *, loosely: bool) -> list[str]:
    ended = f"exit status {stage.exit_code}" if stage.exit_code is not None else str(stage.signal)
    lines = [stage.limit_hit or ended]
    stream = None
    text = ""
    for segment in stage.segments:
        if segment.stream != stream and segment.stream in ("stdout", "stderr"):
            text += f"\n[{segment.stream}]\n"
        stream = segment.stream
        text += described(segment.text) + ("\n" if segment.text.endswith(b"\n") else "")
    if volatile:
        text = re.sub(volatile, "…", text)
    if loosely:
        text = _ADDRESS.sub("0x…", text)
    return [*lines, *text.splitlines()]


def _diff(before: list[str], now: list[str], first: str, second: str) -> tuple[str, ...]:
    return tuple(difflib.unified_diff(before, now, first, second, lineterm="", n=2))
