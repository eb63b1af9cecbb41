"""What a compiler found, message by message, with all that it drew and said beneath.

Gcc and clang quote the line that they speak of and draw beneath it: what they mean, of which type it is, what would
be better. Gcc has a margin with numbers, clang has it since its version 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .read import Diagnostic, message_at

# `main.c: In function …`, `In file included from main.c:3:`: what precedes a message.
_CONTEXT = re.compile(r"In file included from |\s+from [^\s:]+:\d+|[^\s:][^:]*: (?:In|At) .*:$")
_MARGIN = re.compile(r" *(?P<number>\d+|\+\+\+)? ?\|(?: |$|(?<=\|)(?=\+))(?P<text>.*)")
_MARKS = re.compile(r" *[~^][~^ ]*")
_NOISE = re.compile(r"compilation terminated\.|\d+ (?:warning|error)s?\b.* generated\.")


class Finding(NamedTuple):
    """A message of a compiler.

    Attributes:
        message: The message.
        beneath: What the compiler printed beneath it.
        notes: The notes that belong to it.
        lines: The indices of all the lines of this, of its notes and of what precedes it.
    """

    message: Diagnostic
    beneath: list[str]
    notes: list[Finding]
    lines: list[int]


class Suggestion(NamedTuple):
    """What would be better.

    Attributes:
        text: Some code.
        removed: Whether it is to go; else it is to be written.
    """

    text: str
    removed: bool = False


class Drawing(NamedTuple):
    """What a compiler drew beneath a message.

    Attributes:
        quoted: The line that it speaks of; empty if it quotes none.
        marks: What of that it means: `~~^~~`, in the columns of a terminal.
        suggestions: What it would have written.
        further: What it said beyond that.
    """

    quoted: str = ""
    marks: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    further: tuple[str, ...] = ()


def findings(lines: Sequence[str]) -> Iterator[Finding]:
    """The messages in what a compiler said, line by line. What belongs to none of them is left out."""
    context: list[int] = []
    root: Finding | None = None
    last: Finding | None = None
    for index, line in enumerate(lines):
        message = message_at(line)
        if message:
            last = Finding(message, [], [], [*context, index])
            context = []
            if message.kind == "note" and root:
                root.notes.append(last)
                root.lines.extend(last.lines)
            else:
                if root:
                    yield root
                root = last
        elif _CONTEXT.match(line):
            context.append(index)
        elif root and last and _NOISE.fullmatch(line):
            root.lines.append(index)
        elif root and last and _belongs(line, last, lines[index + 1 : index + 2]):
            last.beneath.append(line)
            root.lines.append(index)
        else:
            last = None
    if root:
        yield root


def _belongs(line: str, last: Finding, following: Sequence[str]) -> bool:
    """Whether a line belongs to the message above it."""
    if line[:1].isspace() or (line and set(line) <= set("^~-")):
        return True
    return not last.beneath and any(map(_MARKS.fullmatch, following))  # quoted without a margin


class _Quote(NamedTuple):
    number: int
    line: str
    below: list[str]


def drawing(finding: Finding) -> Drawing:
    """What a compiler drew beneath a message."""
    quotes: list[_Quote] = []
    suggestions: list[Suggestion] = []
    further: list[str] = []
    has_margin = any(map(_MARGIN.match, finding.beneath))
    for line in finding.beneath:
        margin = _MARGIN.match(line)
        if further or (not margin and has_margin):
            further.append(line)
        elif not margin and not quotes:
            quotes.append(_Quote(finding.message.line, line, []))
        elif not margin:
            quotes[-1].below.append(line)
        elif margin["number"] == "+++":
            suggestions.append(Suggestion(margin["text"].removeprefix("+")))
        elif margin["number"]:
            quotes.append(_Quote(int(margin["number"]), margin["text"], []))
        elif quotes:
            quotes[-1].below.append(margin["text"])
    for quote in quotes:
        suggestions += _suggestions(quote)
    here = next((quote for quote in quotes if quote.number == finding.message.line), None)
    marks = here.below[0] if here and here.below and _MARKS.fullmatch(here.below[0]) else ""
    return Drawing(here.line if here else "", marks, tuple(suggestions), tuple(further))


def _suggestions(quote: _Quote) -> Iterator[Suggestion]:
    """What stands beneath a quoted line and neither marks nor names a part of it."""
    lines = [line for line in quote.below if not _MARKS.fullmatch(line)]
    bars: set[int] = set()
    for line in lines:
        if set(line) <= {" ", "|"}:
            bars |= {column for column, character in enumerate(line) if character == "|"}
        elif bars:  # the names of what is marked, each beneath its bar
            bars = {column for column in bars if line[column : column + 1] == "|"}
        elif removed := re.fullmatch(r" *(-+)", line):
            if line == lines[-1]:
                yield Suggestion(quote.line[removed.start(1) : removed.end(1)], removed=True)
        elif line.strip():
            yield Suggestion(re.sub(r" {2,}", " … ", line.strip()))
