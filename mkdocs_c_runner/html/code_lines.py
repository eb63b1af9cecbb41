"""Highlighted code, line by line, so that HTML can be put beneath a line of it, or before it.

The highlighter belongs to the site, so its HTML is read as it comes. Its elements are kept: those that are open at the
end of a line are closed before the HTML that is put there, and opened again behind it. Numbers in a column of their
own get as many empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple

from ..markup import EMPTY, Markup, trusted

# No tag has a `<` within: a text of many tags that never end is read once, and not from each of them anew.
_CODE_TAG = re.compile(r"<code\b[^<>]*>")
_PRE_TAG = re.compile(r"<pre\b[^<>]*>")
_COLUMN_OF_NUMBERS = '<td class="linenos">'
_PIECE = re.compile(r"<[^<>]*>|\n|[^<\n]+")
_TAG = re.compile(r"<[^<>]*>")
_CLASS = re.compile(r'\sclass="[^"]*"')
_ENDED = re.compile(r"\n(?:</[^<>\n]*>)*$")
# The target of a link to a line, and the elements of blanks and of plain names, which look like any text.
_ANCHOR = re.compile(r"<a\b[^<>]*></a>")
_PLAIN = re.compile(r'<span class="[wn]">([^<]*)</span>')
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
    number: Markup


def has_column_of_numbers(html: Markup) -> bool:
    """Whether the numbers of highlighted code stand in a column of their own."""
    return _numbers_in(html) is not None


def lines_of(html: Markup) -> list[Line]:
    """Return the lines of highlighted code; none if the highlighter is not known."""
    code = _code_in(html)
    return list(map(_line, _ENDED.sub("", code.inner).split("\n"))) if code else []


def html_lines(html: Markup) -> list[Markup]:
    """Return the HTML of each line of highlighted code, without numbers; none if the highlighter is not known."""
    code = _code_in(html)
    if code is None:
        return []
    inner = _ENDED.sub("", _NUMBER.sub("", code.inner))
    return [trusted(line) for line in _apart(_PLAIN.sub(r"\1", _ANCHOR.sub("", inner)))]


def _apart(inner: str) -> Iterator[str]:
    """Yield lines of HTML, each with all elements closed that are open in it."""
    opened: list[str] = []
    line = ""
    for piece in _PIECE.findall(inner):
        if piece == "\n":
            yield line + "".join(map(_end_tag, reversed(opened)))
            line = "".join(opened)
            continue
        if piece.startswith("</"):
            if not opened:
                continue  # of an element around all lines
            opened.pop()
        elif piece.startswith("<"):
            opened.append(_ID.sub("", piece))
            line += opened[-1]
            continue
        line += piece
    yield line + "".join(map(_end_tag, reversed(opened)))


def _end_tag(tag: str) -> str:
    return f"</{tag[1:].split(maxsplit=1)[0].rstrip('>')}>"


class _Found(NamedTuple):
    """An element with lines in it, and what stands around it."""

    before: str
    tag: str
    inner: str
    after: str


def _code_in(html: str) -> _Found | None:
    """Return the element with the lines of highlighted code; None if the highlighter is not known."""
    tag = _CODE_TAG.search(html)
    return _found(html, tag, html.rfind("</code>", tag.end())) if tag else None


def _numbers_in(html: str) -> _Found | None:
    """Return the element with the numbers that stand in a column of their own."""
    column = html.find(_COLUMN_OF_NUMBERS)
    tag = _PRE_TAG.search(html, column) if column >= 0 else None
    return _found(html, tag, html.find("</pre>", tag.end())) if tag else None


def _found(html: str, tag: re.Match[str], end: int) -> _Found | None:
    if end < 0:
        return None
    return _Found(html[: tag.start()], tag[0], html[tag.end() : end], html[end:])


def _line(html: str) -> Line:
    number = _NUMBER.search(html)
    if number is None:
        return Line(_text(html), EMPTY)
    blank = _SHOWN.sub(lambda shown: " " * len(shown[0]), number[0])
    return Line(_text(html.replace(number[0], "", 1)), trusted(blank))


def _text(html: str) -> str:
    return unescape(_TAG.sub("", html))


def put_beneath(html: Markup, beneath: Mapping[int, Markup]) -> Markup:
    """Return highlighted code with more beneath some of its lines.

    Args:
        html: The code.
        beneath: The HTML to put there, by the 1-based numbers of lines, with a line feed at the end of each line.
    """
    gaps = {line: "\n" * item.count("\n") for line, item in beneath.items()}
    text = str(html)
    if numbers := _numbers_in(text):
        text = "".join(numbers._replace(inner="".join(_put(numbers.inner, gaps))))
    if code := _code_in(text):
        text = "".join(_of_ours(code, _put(code.inner, beneath)))
    return trusted(text)


def put_before(html: Markup, before: Mapping[int, Markup]) -> Markup:
    """Return highlighted code with more at the beginning of some of its lines.

    Args:
        html: The code.
        before: The HTML to put there, by the 1-based numbers of lines, without a line feed.
    """
    if not before:
        return html

    code = _code_in(str(html))
    return trusted("".join(_of_ours(code, _led(code.inner, before)))) if code else html


def _led(inner: str, before: Mapping[int, str]) -> Iterator[str]:
    line = 1
    waiting = before.get(line, "")
    for piece in _PIECE.findall(inner):
        if not piece.startswith("<"):  # within an element that emphasizes the whole line
            yield waiting
            waiting = ""
        yield piece
        if piece == "\n":
            line += 1
            waiting = before.get(line, "")


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
    """Yield HTML with all open elements closed before it and opened again behind it."""
    yield from map(_end_tag, reversed(opened))
    yield html
    for tag in opened:
        yield _ID.sub("", tag)


def _of_ours(code: _Found, inner: Iterable[str]) -> _Found:
    """Return code with other lines that no script highlights again: it would lose the HTML that was put into it."""
    tag = _CLASS.sub("", code.tag).replace("<code", '<code class="nohighlight"', 1)
    return code._replace(tag=tag, inner="".join(inner))
