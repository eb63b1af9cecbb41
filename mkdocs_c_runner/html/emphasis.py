"""The compiler's messages with the words that matter emphasized, by our classes and not by its colors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import groupby
from operator import itemgetter

from ..engine.toolchain.languages import DEFAULT_FILES
from ..messages.grammar import headline, named_file
from ..terminal.screen import Run, plain
from ..terminal.sgr import PLAIN, Style

# The characters of a caret line: `      |     ^~~~`.
_POINTERS = frozenset("^~")
_MARGIN = frozenset(" |")
# The flag that a message ends with. It is never broken at its hyphens.
_FLAG = re.compile(r"\[-[^\[\]\s]+\]\n?\Z")


def emphasized(runs: Iterable[Run], title: str = "") -> list[Run]:
    """Return the same text with classes for places, for `error`, `warning` and `note`, and for carets.

    Args:
        runs: The compiler's messages.
        title: The name that readers see above a block that has no file name, or empty. Messages name the block so.
    """
    title = plain(title.encode(errors="replace"))
    severity = "note"
    pieces: list[Run] = []
    for text, style in runs:
        if style != PLAIN:
            pieces.append((text, style))
            continue
        for line in StringIO(text):
            titled = _titled(line, title) if title else line
            head = headline(titled)
            if head:
                severity = head.severity.split()[-1]
                pieces += _headline(titled, head.place, head.severity)
            else:
                pieces += _carets(titled, severity)
    return _joined(pieces)


def _titled(line: str, title: str) -> str:
    """Return a line in which the block's own file has the name that readers see above the block."""
    named = named_file(line)
    file = named.name.split(" (")[0] if named else ""
    if named is None or file not in DEFAULT_FILES:
        return line
    return f"{named.before}{title}{line[len(named.before) + len(file) :]}"


def _headline(line: str, place: str, severity: str) -> Iterator[Run]:
    kind = severity.rsplit(maxsplit=1)[-1]
    yield place, _emphasis("place")
    yield line[len(place)], PLAIN
    yield severity, _emphasis(kind)
    text, flag = with_flag(line[len(place) + 1 + len(severity) :])
    yield text, PLAIN
    yield flag.rstrip("\n"), _emphasis("flag")
    yield "\n" * flag.endswith("\n"), PLAIN


def with_flag(text: str) -> tuple[str, str]:
    """Split a message before the flag that it ends with, `[-Wunused-variable]`."""
    flag = _FLAG.search(text)
    return (text[: flag.start()], flag[0]) if flag else (text, "")


def _carets(line: str, kind: str) -> Iterator[Run]:
    """Yield a line, with its carets emphasized if it is a caret line."""
    characters = set(line.rstrip("\n"))
    if not (characters & _POINTERS and characters <= _POINTERS | _MARGIN):
        yield line, PLAIN
        return
    margin = line.find("|", 0, _first_pointer(line)) + 1
    pointers = line[margin:].strip()
    before, _, after = line[margin:].partition(pointers)
    yield line[:margin] + before, PLAIN
    yield pointers, _emphasis(kind)
    yield after, PLAIN


def _first_pointer(line: str) -> int:
    return min(line.find(pointer) for pointer in _POINTERS if pointer in line)


def _emphasis(word: str) -> Style:
    return PLAIN._replace(emphasis=word.rstrip(":"))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return the runs without empty ones, those of equal style as one."""
    return [
        ("".join(text for text, _ in equal), style)
        for style, equal in groupby(filter(itemgetter(0), runs), key=itemgetter(1))
    ]
