"""Markdown and HTML that a program prints, shown as they are. A site has to allow them: they can hold anything."""

from __future__ import annotations

import re

from ..markup import Markup, line, trusted
from .errors import NotAResult
from .kind import Canvas, Reading

# The elements that `html/search.py` knows, unless they are excluded already.
_EXCLUDABLE = re.compile(r"<(?:p|pre|details|table|svg|label)\b(?![^<>]*\bdata-search-exclude\b)")


def decode(data: bytes, reading: Reading) -> str:  # noqa: ARG001 - the signature of all kinds
    """Read output as text."""
    return data.decode(errors="replace")


def draw_markdown(content: str, canvas: Canvas) -> Markup:
    """Return the HTML of Markdown.

    Raises:
        NotAResult: If the host renders none.
    """
    if canvas.markdown is None:
        raise NotAResult("Markdown is not rendered here")
    return draw_html(canvas.markdown(content), canvas)


def draw_html(content: str, canvas: Canvas) -> Markup:
    """Return HTML as it was printed."""
    html = trusted(content)
    inside = html if canvas.search else excluded_from_search(html)
    return line("div", trusted("\n"), inside, trusted("\n"), class_="c-runner-html")


def excluded_from_search(html: Markup) -> Markup:
    """Return HTML of somebody else's that the search of the site is not to find."""
    return trusted(_EXCLUDABLE.sub(r"\g<0> data-search-exclude", str(html)))
