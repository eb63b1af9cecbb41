"""The directives with which programs begin. What they include is read once for all programs that begin alike.

To read the headers is a third of what the compiler does for a small program. It can keep what it has read, and go on
from there: a program whose first lines are kept is compiled to the same bytes, with the same messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

# Where the compiler has files for a while; the names there of one with a head, and of what is kept of it.
TEMPORARY, NAME, KEPT = "tmp", "head.h", "head.kept"

# What may stand before and between the directives: blanks and comments.
_BETWEEN = re.compile(rb"(?:\s|//[^\n]*\n|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*+")

# A directive that means the same in all programs: a header of the library, or a macro that says which functions it has.
_DIRECTIVE = re.compile(
    rb"#[ \t]*(?:include[ \t]*<[\w./+-]+>|define[ \t]+_\w+_SOURCE(?:[ \t]+\w+)?)(?=[ \t]*(?://[^\n]*)?\r?(?:\n|\Z))"
)

# With these, text is other text than it seems to be: continued lines and trigraphs.
_SPLICES = (b"\\", b"??")

# How many programs must begin alike: to keep a head takes twice as long as to read it once more.
_ENOUGH = 3

# The heads that a process keeps, each of some hundred kilobytes, and those that it counts.
_MOST, _MOST_MET = 16, 1000


class Head(NamedTuple):
    """The head of a source, and how it is kept.

    Attributes:
        text: Its directives, each on a line of its own.
        line: The command line that keeps them: it reads `NAME`, and writes `KEPT`.
        words: What the command line of a source that begins with them has more then.
    """

    text: str
    line: list[str]
    words: list[str]


def text_of(source: bytes) -> str:
    """Return the directives with which a source begins, or an empty text if no header is among them."""
    position, found = 0, []
    while True:
        between = _BETWEEN.match(source, position)
        position = between.end() if between else position
        directive = _DIRECTIVE.match(source, position)
        if directive is None:
            break
        found.append(directive[0])
        position = directive.end()
    head = b"\n".join(found)
    if b"include" not in head or any(splice in source[:position] for splice in _SPLICES):
        return ""
    return f"{head.decode()}\n"


class Heads:
    """The heads that a process has met, and what the compiler has made of those that it met often."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, ...], int] = {}
        self._kept: dict[tuple[str, ...], bytes] = {}

    def kept(self, head: Head, keep: Callable[[Head], bytes]) -> bytes:
        """Return what the compiler has made of a head; nothing if it has not.

        Args:
            head: The head.
            keep: Has the compiler do it. It returns nothing where the compiler has anything to say.
        """
        key = (head.text, *head.line)
        if key not in self._met and len(self._met) == _MOST_MET:
            self._met.clear()
        self._met[key] = times = self._met.get(key, 0) + 1
        if times == _ENOUGH and len(self._kept) < _MOST:
            self._kept[key] = keep(head)
        return self._kept.get(key, b"")
