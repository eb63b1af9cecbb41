"""Highlighted code, line by line, so that something can be put beneath a line of it, or before it.

The highlighter's elements are kept: those that are open at the end of a line are closed before, and opened again
behind, what is put there. Numbers in a column of their own get as many empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_CODE = re.compile(r"(?P<tag><code\b[^>]*>)(?P<inner>.*)(?P<end></code>)", re.DOTALL)
_NUMBERS = re.compile(
    r'(?P<tag><td class="linenos">.*?<pre\b[^>]*>)(?P<inner>.*?)(?P<end></pre>)', re.DOTALL
)
_PIECE = re.compile(r"<[^>]*>|\n|[^<\n]+")
_CLASS = re.compile(r'\sclass="[^"]*"')
_ENDED = re.compile(r"\n(?:</[^>]*>)*$")
_ID = re.compile(r'\s(?:id|name)="[^"]*"')

# The number of a line that stands in the line itself: as text, or as an attribute that the style sheet shows.
_NUMBER = re.compile(r'<span class="linenos[^>]*>[^<]*</span>')
_SHOWN = re.compile(r'(?<=data-linenos=")[^"]*|(?<=>)[^<]+')


class Line(NamedTuple):
    """A line of highlighted code.

    Attributes:
        text: The code.
        number: The element with its number that stands before it, without digits; empty if there is none.
    """

    text: str
    number: str


def has_column_of_numbers(html: str) -> bool:
    """Whether the numbers of some highlighted code stand in a column of their own."""
    return _NUMBERS.search(html) is not None


def lines_of(html: str) -> list[Line]:
    """The lines of some highlighted code; none if it is not known how it is made."""
    found = _CODE.search(html)
    return list(map(_line, _ENDED.sub("", found["inner"]).split("\n"))) if found else []


def _line(html: str) -> Line:
    number = _NUMBER.search(html)
    if number is None:
        return Line(_text(html), "")
    blank = _SHOWN.sub(lambda shown: " " * len(shown[0]), number[0])
    return Line(_text(html.replace(number[0], "", 1)), blank)


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def put_beneath(html: str, beneath: Mapping[int, str]) -> str:
    """Some highlighted code with more beneath some of its lines.

    Args:
        html: The code.
        beneath: What is put there, by the 1-based numbers of lines: HTML with a line feed at the end of each line.
    """
    gaps = {line: "\n" * item.count("\n") for line, item in beneath.items()}
    html = _NUMBERS.sub(lambda found: _filled(found, gaps), html, count=1)
    return _CODE.sub(lambda found: _of_ours(_filled(found, beneath)), html, count=1)


def put_before(html: str, before: Mapping[int, str]) -> str:
    """Some highlighted code with more at the beginning of some of its lines.

    Args:
        html: The code.
        before: What is put there, by the 1-based numbers of lines: HTML without a line feed.
    """
    if not before:
        return html
    return _CODE.sub(
        lambda found: _of_ours(found["tag"] + "".join(_led(found["inner"], before)) + found["end"]),
        html,
        count=1,
    )


def _led(inner: str, before: Mapping[int, str]) -> Iterator[str]:
    line = 1
    waiting = before.get(line, "")
    for piece in _PIECE.findall(inner):
        if not piece.startswith("<"):  # within what makes a line stand out as a whole
            yield waiting
            waiting = ""
        yield piece
        if piece == "\n":
            line += 1
            waiting = before.get(line, "")


def _filled(found: re.Match[str], beneath: Mapping[int, str]) -> str:
    return found["tag"] + "".join(_put(found["inner"], beneath)) + found["end"]


def _put(inner: str, beneath: Mapping[int, str]) -> Iterator[str]:
    opened: list[str] = []
    line = 1
    waiting = ""
    if not _ENDED.search(inner):
        inner += "\n"
    for piece in _PIECE.findall(inner):
        closes = piece.startswith("</")
        if waiting and not closes:
            yield from _between(opened, waiting)
            waiting = ""
        yield piece
        if closes:
            opened.pop()
        elif piece.startswith("<"):
            opened.append(piece)
        elif piece == "\n":
            waiting = beneath.get(line, "")
            line += 1
    yield waiting


def _between(opened: list[str], html: str) -> Iterator[str]:
    """Something with all elements closed around it."""
    for tag in reversed(opened):
        yield f"</{tag[1:].split()[0].rstrip('>')}>"
    yield html
    for tag in opened:
        yield _ID.sub("", tag)


def _of_ours(html: str) -> str:
    """Code that no script may highlight again: it would lose what is put into it."""
    tag = html[: html.index(">") + 1]
    return _CLASS.sub("", tag).replace("<code", '<code class="nohighlight"', 1) + html[len(tag) :]
