"""Mistakes in the header of a fence that its options do not show, but its line and its code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..engine.artifacts import MEMORY
from ..fence.header import ParsedHeader
from ..fence.highlighter import beyond
from ..fence.near_miss import bare, inner_quotes, named, repeated
from ..program.hidden_lines import Listing, idle_ends, unknown_markers
from .found import FoundFence

# The options whose value is any text, so that SuperFences' own value for a bare word, the word, would be taken for it.
_WITH_TEXT = ("name", "title", "title_mode", "alt")
# What is meant by a comment that looks like a marker, by a part of its words.
_MARKERS = {
    "snap": "// c-runner: snapshot, or behind it the number of a pass or the names of variables",
    "remov": "// c-runner: remove NAME, with the names of what the program loses",
}
_HIDE_OR_SHOW = "// c-runner: hide or // c-runner: show, with nothing behind it"


def mistakes_of_line(source: str, header: ParsedHeader, found: FoundFence | None) -> Iterator[str]:
    """Yield the mistakes, a sentence each.

    Args:
        source: The code.
        header: The parsed header.
        found: The fence as it was found in its page, or None.
    """
    yield from _mistakes_of_text(found.text) if found else ()
    if found and (idle := _without_memory(header, found.text)):
        verb = "belong" if idle[1:] else "belongs"
        yield (
            f"{' and '.join(idle)} {verb} to pictures of memory, and the block shows none. Add "
            'show="source memory output".'
        )
    if header.emphasized:
        count = len(Listing.of(source).shown)
        if wrong := beyond(header.emphasized, count):
            lines = " or ".join(map(str, wrong))
            yield f'hl_lines="{header.emphasized}": the block shows {count} lines, so there is no line {lines}.'
    unknown = unknown_markers(source)
    for number, comment in unknown:
        meant = next(
            (meant for word, meant in _MARKERS.items() if word in comment.lower()), _HIDE_OR_SHOW
        )
        yield f"Line {number} of the block: {comment} is no marker of ours: write {meant}."
    for number in () if unknown else idle_ends(source):
        yield (
            f"Line {number} of the block: // c-runner: show ends nothing, because no line // c-runner: hide stands "
            "above it. Remove it, or write that line."
        )


@lru_cache(maxsize=256)
def _mistakes_of_text(text: str) -> tuple[str, ...]:
    """Return the mistakes that a header shows by itself; most headers of a site are the same few."""
    mistakes = [
        *(
            f'"{name}" has no value: write {name}="TEXT", with your text.'
            for name in bare(text, _WITH_TEXT)
        ),
        *(
            f'"{name}" stands there more than once: all but one of them must go.'
            for name in repeated(text)
        ),
    ]
    if inner := inner_quotes(text):
        mistakes.append(
            f"A double quote ends the value that it stands in: write single quotes around {inner}."
        )
    return tuple(mistakes)


def _without_memory(header: ParsedHeader, text: str) -> list[str]:
    """Return the options of pictures of memory that stand in the fence of a block without such pictures."""
    display = header.options.display
    if MEMORY in display.show or not (display.steps or display.addresses):
        return []
    asked = {"steps": display.steps, "addresses": display.addresses}
    return named(text, [name for name, value in asked.items() if value])
