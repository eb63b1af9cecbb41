"""What a compiler says, with the words that matter told apart: by our classes, whatever it thinks of terminals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from ..terminal.screen import Run
from ..terminal.sgr import PLAIN, Style

# `main.c:3:5: warning: …`
_HEADLINE = re.compile(
    r"(?P<place>[^\s:][^\n:]*:(?:\d+:){0,2}) (?P<severity>(?:fatal )?(?P<kind>error|warning|note):)"
)
# Of what `      |     ^~~~` beneath a quoted line consists.
_POINTERS = frozenset("^~")
_MARGIN = frozenset(" |")


def told_apart(runs: Iterable[Run]) -> list[Run]:
    """The same text, with classes for places, for `error`, `warning` and `note`, and for what points at code."""
    kind = "note"
    found: list[Run] = []
    for text, style in runs:
        if style != PLAIN:
            found.append((text, style))
            continue
        for line in text.splitlines(keepends=True):
            headline = _HEADLINE.match(line)
            characters = set(line.rstrip("\n"))
            if headline:
                kind = headline["kind"]
                found.append((headline["place"], _marked("place")))
                found.append((" ", PLAIN))
                found.append((headline["severity"], _marked(kind)))
                found.append((line[headline.end() :], PLAIN))
            elif characters & _POINTERS and characters <= _POINTERS | _MARGIN:
                margin = line.find("|", 0, _first_pointer(line)) + 1
                pointers = line[margin:].strip()
                before, _, after = line[margin:].partition(pointers)
                found.append((line[:margin] + before, PLAIN))
                found.append((pointers, _marked(kind)))
                found.append((after, PLAIN))
            else:
                found.append((line, PLAIN))
    return _joined(found)


def _first_pointer(line: str) -> int:
    return min(line.find(pointer) for pointer in _POINTERS if pointer in line)


def _marked(marks: str) -> Style:
    return PLAIN._replace(marks=marks)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """The runs without empty ones, those of equal style as one."""
    return [
        ("".join(text for text, _ in equal), style)
        for style, equal in groupby(filter(itemgetter(0), runs), key=itemgetter(1))
    ]
