"""Reads the source excerpt beneath a diagnostic.

Gcc and clang quote the line that they speak of. Beneath it they draw carets, the types of operands, and fix-its.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .grammar import is_caret_line, margin_line
from .read import Message


class FixIt(NamedTuple):
    """A change that the compiler suggests.

    Attributes:
        text: Some code.
        is_removed: Whether that code is to be removed; else it is to be written.
    """

    text: str
    is_removed: bool = False


class Excerpt(NamedTuple):
    """The lines beneath a diagnostic.

    Attributes:
        quoted: The source line of the diagnostic; empty if it is not quoted.
        carets: The caret line, `~~^~~`, in the columns of a terminal; or empty.
        fixits: The changes that the compiler suggests.
        further: The lines beyond these.
    """

    quoted: str = ""
    carets: str = ""
    fixits: tuple[FixIt, ...] = ()
    further: tuple[str, ...] = ()


class _Quote(NamedTuple):
    number: int
    line: str
    below: list[str]


def excerpt(message: Message) -> Excerpt:
    """Read the lines beneath a diagnostic."""
    quotes: list[_Quote] = []
    fixits: list[FixIt] = []
    further: list[str] = []
    own_number = message.diagnostic.line
    margins = [margin_line(line) for line in message.beneath]
    has_margin = any(margins)
    for line, margin in zip(message.beneath, margins, strict=True):
        if further or (not margin and has_margin):
            further.append(line)
        elif not margin and not quotes:
            quotes.append(_Quote(own_number, line, []))
        elif not margin:
            quotes[-1].below.append(line)
        elif margin.number == "+++":
            fixits.append(FixIt(margin.text.removeprefix("+")))
        elif margin.number:
            quotes.append(_Quote(int(margin.number), margin.text, []))
        elif quotes:
            quotes[-1].below.append(margin.text)
    for quote in quotes:
        fixits += _fixits(quote)
    own = next((quote for quote in quotes if quote.number == own_number), None)
    carets = own.below[0] if own and own.below and is_caret_line(own.below[0]) else ""
    return Excerpt(own.line if own else "", carets, tuple(fixits), tuple(further))


def _fixits(quote: _Quote) -> Iterator[FixIt]:
    """Yield the text beneath a quoted line that neither points at a part of it nor names one."""
    lines = [line for line in quote.below if not is_caret_line(line)]
    bars: set[int] = set()
    for line in lines:
        if set(line) <= {" ", "|"}:
            bars |= {column for column, character in enumerate(line) if character == "|"}
        elif bars:  # the types of operands, each beneath its bar
            bars = {column for column in bars if line[column : column + 1] == "|"}
        elif removed := re.fullmatch(r" *(-+)", line):
            if line == lines[-1]:
                yield FixIt(quote.line[removed.start(1) : removed.end(1)], is_removed=True)
        elif line.strip():
            yield FixIt(re.sub(r" {2,}", " … ", line.strip()))
