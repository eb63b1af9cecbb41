"""A kind of results: how output of it is read, and how it is drawn on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from ..labels import Labels
from ..markup import Markup
from .plot import Plot

Value = TypeVar("Value")


class Reading(NamedTuple):
    """The options of a fence that decide how output is read.

    Attributes:
        header: Whether the first row of a table names its columns, or None to find out.
        plot: How numbers are drawn.
    """

    header: bool | None = None
    plot: Plot = Plot()


class Canvas(NamedTuple):
    """The page on which a value is drawn.

    Attributes:
        labels: The words around it, with the signs in numbers.
        publish: Publishes a file with this suffix and content, and returns its address as the page sees it.
        alt: The author's description of the value, or empty.
        markdown: Renders Markdown as the page would, or None where that is impossible.
        search: Whether the search of the site finds the value.
    """

    labels: Labels
    publish: Callable[[str, bytes], str]
    alt: str = ""
    markdown: Callable[[str], str] | None = None
    search: bool = True


class Kind(NamedTuple, Generic[Value]):
    """A kind of results.

    Attributes:
        name: Its name in a message, with its article: `a table`.
        decode: Reads output, or raises `NotAResult`.
        draw: Makes HTML of a value; may raise `NotAResult` too.
        is_text: Whether programs print it as text.
        is_labeled: Whether the label of output is shown above it.
        needs_allow_html: Whether it can hold any HTML, so that a site has to allow it.
    """

    name: str
    decode: Callable[[bytes, Reading], Value]
    draw: Callable[[Value, Canvas], Markup]
    is_text: bool = True
    is_labeled: bool = True
    needs_allow_html: bool = False
