"""The place of a diagnostic on its page."""

from __future__ import annotations

from ..place import Place
from ..program.snippet import Snippet
from .read import Diagnostic


def place_of(snippet: Snippet, diagnostic: Diagnostic) -> Place:
    """Return the place of a diagnostic; the fence itself if the line was not written on a page."""
    line = snippet.program.line(diagnostic.file, diagnostic.line)
    if line is None:
        return snippet.place
    place = line.place_in(diagnostic.column, snippet.variant.compiler)
    return place if place.known else snippet.place
