"""`status`: the blocks of a site, page by page: where each result comes from, and why it would run."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import click

from ..check.failure import clipped, one_line
from ..check.ran import Checked
from ..engine.errors import EngineError
from ..engine.result import Verdict
from ..engine.store.last_build import History, Seen
from ..foreign import echo, line, styled
from ..place import lines_in
from .command import Command
from .layout import beside_or_below, shortened, wrapped
from .manners import (
    FAILURES,
    block_json,
    counted,
    errors_to_exit_codes,
    in_browser,
    json_option,
    print_json,
    site_option,
    variant_of,
)
from .mistakes import counts_of_mistakes, has_failed, mistakes_json, print_mistakes
from .site import RenderedSite, render

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner status
  mkdocs-c-runner status -f site/mkdocs.yml --json
"""

_ORIGINS = {"record": "recorded", "cache": "cached", "none": "would run"}

# The text of a header.
_HEADER = re.compile(r"[ \t>]*+(?:[-*+]|\d+\.)?[ \t]*[`~]{3,}[ \t]*(.*)")
# The options of a header that do not tell blocks apart.
_SAID_ELSEWHERE = re.compile(
    r"""(?:^\{?[.]?[ch]\b|\brun(?:=(["'])(?:on|true|yes)\1)?(?=[\s}]|$)|\b(?:title|name|expect)=(["']).*?\2|\}$)"""
)

# Lines that most programs have.
_COMMON = re.compile(r"#\s*include|(?:int|void)\s+main\b|[{}\s;]*$|//|/\*")

_NUMBER, _LABEL = 6, 30


@click.command(cls=Command, epilog=_EXAMPLES)
@site_option
@json_option
def status(*, config_file: str | None, as_json: bool) -> None:
    """List a site's blocks: where each result comes from, and why it would run. Runs nothing."""
    with errors_to_exit_codes():
        site = render(config_file, "look")
        history = History(site.cache) if site.cache else None
        pages = {
            page: [
                (block, _why(site, history, page, number, block))
                for number, block in enumerate(blocks)
            ]
            for page, blocks in site.pages().items()
        }
    rows = [row for page in pages.values() for row in page]
    if as_json:
        listed = [_json(block, reason) for block, reason in rows]
        print_json([*listed, *mistakes_json(site)])
        sys.exit(FAILURES if has_failed(site) else 0)
    for page, of_page in pages.items():
        echo(styled(line((site.docs / page).as_posix()), bold=True))
        for block, reason in of_page:
            _print(block, reason)
    mistaken = print_mistakes(site)
    echo(line(", ".join(_counts([block for block, _ in rows], site))))
    sys.exit(FAILURES if mistaken else 0)


def _counts(blocks: list[Checked], site: RenderedSite) -> Iterator[str]:
    """Yield the number of blocks, in all and of each kind."""
    yield counted(len(blocks) + site.unrun, "block")
    for origin, word in _ORIGINS.items():
        count = sum(block.outcome.origin == origin for block in blocks)
        if count or origin == "none":
            yield f"{count:,} {word}"
    if failed := sum(_is_wrong(block) for block in blocks):
        yield f"{failed:,} not as expected"
    yield from counts_of_mistakes(site)


def _json(block: Checked, reason: str) -> dict[str, Any]:
    said = in_browser(block)
    return {**block_json(block, reason), **({"browser": said} if said else {})}


def _print(block: Checked, reason: str) -> None:
    """Print one block: its line, what tells it from others, and its state."""
    place = block.snippet.place
    elsewhere = f"{place}: " if place.path != block.snippet.page else ""
    label = shortened(f"{elsewhere}{_label(block)}", _LABEL)
    head = line(f"{place.line or 1:>{_NUMBER}}  {label:{_LABEL}}  ")
    if block.outcome.origin == "none":
        origin, color = f"would run{variant_of(block)}: {reason}", "yellow"
    else:
        origin, color = (
            f"{_ORIGINS[block.outcome.origin]}, {_outcome(block)}{variant_of(block)}",
            "green",
        )
    row = wrapped(origin, head, beside_or_below(head, _NUMBER + 2))
    echo(styled(row, len(head), fg="red" if _is_wrong(block) else color))
    if said := in_browser(block):
        echo(wrapped(said, " " * (_NUMBER + 2)))


def _is_wrong(block: Checked) -> bool:
    return block.outcome.origin != "none" and not block.is_as_expected


def _outcome(block: Checked) -> str:
    """Return how a block ended, in words."""
    if block.mismatch:
        return f"not as expected: {clipped(one_line(block.mismatch.actual))}"
    result = block.outcome.result
    if result.verdict is Verdict.OK:
        return "ok"
    run = result.run
    if result.verdict is not Verdict.RUNTIME_ERROR or run is None:
        how = result.verdict.value
    elif block.ran.options.expected.expect.sanitizer:
        how = "sanitizer"
    else:
        how = run.signal or f"exit {run.exit_code}"
    return f"{how} as expected"


def _label(block: Checked) -> str:
    """Return what tells a block from others: its title, its name, its options, or a line of its code."""
    options = block.snippet.options
    given = (options.display.title, options.names.name, options.names.file)
    return one_line(next((text for text in (*given, _options_of(block)) if text), _line_of(block)))


def _options_of(block: Checked) -> str:
    """Return the options in the header of a block, as they are written there."""
    place = block.snippet.place
    lines = _lines_of(place.path)
    number = (place.line or 1) - 1
    header = _HEADER.match(lines[number]) if number < len(lines) else None
    return " ".join(_SAID_ELSEWHERE.sub("", header[1]).split()) if header else ""


def _lines_of(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return lines_in(file.read())
    except (OSError, ValueError):  # of a page that a plugin made there is no file
        return []


def _line_of(block: Checked) -> str:
    """Return the first line of the code that few other programs have."""
    lines = [text.strip() for text in lines_in(block.snippet.source)]
    telling = (text for text in lines if not _COMMON.match(text))
    return next(telling, next(filter(None, reversed(lines)), ""))


def _why(
    site: RenderedSite, history: History | None, page: str, number: int, block: Checked
) -> str:
    """Explain why a block would run, or return nothing if it would not."""
    if block.outcome.origin != "none" or history is None:
        return ""
    job = block.snippet.job
    try:
        now = Seen.of(job, site.runner.conditions(job), site.runner.key(job))
    except EngineError as error:
        return error.reason.removesuffix(".")
    if not block.snippet.options.cache:
        return 'cache="off"'
    return history.why(page, number, now)
