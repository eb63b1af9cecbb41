"""HTML as a type of its own: a `Markup` is HTML, and any other `str` is text.

This is the only file that escapes, and the only one that turns a `str` into `Markup`. A function that returns HTML
returns `Markup`, so that the type checker sees where text would reach a page as it is. Files outside `html/` have it
too: the terminal and the kinds of results make HTML of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from markupsafe import Markup

__all__ = ["Markup", "element", "empty", "joined", "start_tag", "text", "trusted"]

# An attribute that is True has a name and no value; one that is False or None is left out.
Attribute = str | bool | None


def text(value: str) -> Markup:
    """Return text as HTML. Quotes stay as they are: between tags they mean nothing."""
    return value if isinstance(value, Markup) else Markup(escape(value, quote=False))  # noqa: S704


def trusted(html: str) -> Markup:
    """Return HTML that somebody else made and that is to stand on the page as it is.

    That is the highlighter's code, and, where the site allows it, what a program prints.
    """
    return Markup(html)  # noqa: S704


def joined(pieces: Iterable[Markup], separator: str = "") -> Markup:
    """Return pieces of HTML, one after the other."""
    return Markup(separator.join(pieces))  # noqa: S704


def element(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return an element with its end tag.

    Args:
        name: The name of the element.
        content: What stands in it; text is escaped.
        attributes: Its attributes, in order. An underscore stands for a hyphen; one at the end is dropped.
    """
    return Markup(f"{_tag(name, attributes)}>{''.join(map(text, content))}</{name}>")  # noqa: S704


def empty(name: str, /, *, is_xml: bool = False, **attributes: Attribute) -> Markup:
    """Return an element that has no content: `<img>`, or as SVG has them `<path/>`."""
    return Markup(_tag(name, attributes) + ("/>" if is_xml else ">"))  # noqa: S704


def start_tag(name: str, attributes: Mapping[str, Attribute]) -> Markup:
    """Return a start tag alone, for elements that are written while they are read."""
    return Markup(f"{_tag(name, attributes)}>")  # noqa: S704


def _tag(name: str, attributes: Mapping[str, Attribute]) -> str:
    written = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        written.append(key.rstrip("_").replace("_", "-"))
        if value is not True:
            written[-1] += f'="{escape(str(value))}"'
    return " ".join(written)
