"""Files that a plugin brings into a page by its own directives, of which it does not say what came from where."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..place import Place, lines_in

# As mkdocs-include-markdown-plugin and Jinja, for mkdocs-macros, have it: words, then a path in quotes.
_DIRECTIVE = re.compile(r"""\{[%{!]([^"'{}\n]*)["']([^"'\n]+)["']""")
# The bullet that may stand before a fence belongs to it.
_OPENING = re.compile(r"[ \t>]*((?:(?:[-*+]|\d+[.)])[ \t]+)*(?:`{3}|~{3}))")
_INCLUDE = re.compile(r"\binclude")

# A page that brings in more files than this is searched for none of them.
_MOST_FILES = 100


def included_places(
    texts: Iterable[str],
    body: str,
    uri: str,
    read: Callable[[str], bytes],
    path_of: Callable[[str], str],
) -> dict[str, Place]:
    """Return the places of lines in files that a page includes, except for lines in none, or in several places.

    Args:
        texts: The lines, each from the fence on.
        body: The page as its author wrote it.
        uri: Its path below the directory of the pages.
        read: Reads a file by such a path; ValueError says that it cannot.
        path_of: Returns the path of a file as places name it.
    """
    files = list(dict.fromkeys(_files(body, uri)))
    if len(files) > _MOST_FILES:
        return {}
    wanted = set(texts)
    places: dict[str, list[Place]] = {}
    for name in files:
        for number, line in enumerate(_lines(name, read), 1):
            opening = _OPENING.match(line)
            text = line[opening.start(1) :].rstrip() if opening else ""
            if opening and text in wanted:
                place = Place(path_of(name), number, opening.start(1) + 1)
                places.setdefault(text, []).append(place)
    return {text: found[0] for text, found in places.items() if len(found) == 1}


def _files(body: str, uri: str) -> Iterator[str]:
    """Yield the paths that directives may mean: relative to the page, or to the directory of the pages."""
    for words, path in _DIRECTIVE.findall(body):
        if not _INCLUDE.search(words):
            continue
        yield posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
        yield posixpath.normpath(path)


def _lines(uri: str, read: Callable[[str], bytes]) -> Sequence[str]:
    try:
        return lines_in(read(uri).decode("utf-8-sig"))
    except ValueError:
        return ()
