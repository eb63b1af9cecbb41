"""HTML as a type of its own: a `Markup` is HTML, and any other `str` is text.

This is the only file that escapes, and the only one that turns a `str` into `Markup`. A function that returns HTML
returns `Markup`, so that the type checker sees where text would reach a page as it is. Files outside `html/` have it
too: the terminal and the kinds of results make HTML of their own.

The methods of `Markup` escape their arguments in Python code, which is slow for the many small pieces of a block. So
pieces are joined as plain strings here, and wrapped once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from html import escape

from markupsafe import Markup

__all__ = ["EMPTY", "Markup", "element", "joined", "line", "start_tag", "text", "trusted", "void"]

# An attribute that is True has a name and no value; one that is False or None is left out.
Attribute = str | bool | None


_new = str.__new__


def trusted(html: str) -> Markup:
    """Mark a string as HTML without escaping it.

    That is the highlighter's code, and, where the site allows it, what a program prints.
    """
    return _new(Markup, html)


EMPTY = trusted("")


def text(value: str) -> Markup:
    """Return text as HTML. Quotes stay as they are: between tags they mean nothing."""
    return value if isinstance(value, Markup) else trusted(escape(value, quote=False))


def joined(pieces: Iterable[Markup], separator: str = "") -> Markup:
    """Return pieces of HTML, one after the other."""
    return _new(Markup, separator.join(pieces))


def element(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return an element with its end tag.

    Args:
        name: The name of the element.
        content: Its content; text is escaped.
        attributes: Its attributes, in order. An underscore stands for a hyphen; one at the end is dropped.
    """
    return _new(Markup, f"{_tag(name, attributes)}>{_content(content)}</{name}>")


def line(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return an element with a line feed behind it; see `element`."""
    return _new(Markup, f"{_tag(name, attributes)}>{_content(content)}</{name}>\n")


def void(name: str, /, *, is_xml: bool = False, **attributes: Attribute) -> Markup:
    """Return an element that has no content: `<img>`, or as SVG has them `<path/>`."""
    return trusted(_tag(name, attributes) + ("/>" if is_xml else ">"))


def start_tag(name: str, attributes: Mapping[str, Attribute]) -> Markup:
    """Return a start tag alone, for elements that are written while they are read."""
    return trusted(f"{_tag(name, attributes)}>")


def _content(content: Sequence[str]) -> str:
    if len(content) == 1:
        return content[0] if isinstance(content[0], Markup) else escape(content[0], quote=False)
    return "".join(
        [item if isinstance(item, Markup) else escape(item, quote=False) for item in content]
    )


def _tag(name: str, attributes: Mapping[str, Attribute]) -> str:
    tag = f"<{name}"
    for key, value in attributes.items():
        if value is True:
            tag += _spelled(key)
        elif value and len(value) <= _SHORT:
            tag += _short_attribute(key, value)
        elif value is not None and value is not False:
            tag += f"{_spelled(key)}={_quoted(value)}"
    return tag


def _quoted(value: str) -> str:
    """Return a value in the quotes that it has fewer of: JSON is a third shorter in single ones."""
    if value.count('"') > value.count("'"):
        return "'" + escape(value, quote=False).replace("'", "&#x27;") + "'"
    return f'"{escape(value)}"'


# Most attributes of a site are the same few, over and over. The caches save escaping them for each of the many small
# elements of a block; long values, such as labels, hardly repeat and would fill the cache.
_SHORT = 80  # characters


@lru_cache(maxsize=1024)
def _short_attribute(key: str, value: str) -> str:
    return f'{_spelled(key)}="{escape(value)}"'


@cache
def _spelled(key: str) -> str:
    """Return the name of an attribute, with the space before it."""
    return " " + key.rstrip("_").replace("_", "-")
