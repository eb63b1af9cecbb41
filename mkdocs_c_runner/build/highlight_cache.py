"""Highlighted sources, remembered from build to build: to highlight takes most of the time of a page.

The same source and the same settings give the same HTML. What is remembered is data like any output: nothing of it is
taken that could do more than look like code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from ..engine.canonical import canonical
from ..engine.store.json_files import JsonStore
from ..pages.pages import UNKNOWN

# Where they are in the cache.
DIRECTORY = "highlighted"

FORMAT_VERSION = 1

# Elements and attributes that make code look like code, and no placeholder of Python-Markdown.
_ATTRIBUTE = r"""[ ](?:
    (?:class|title|colspan|data-linenos)="[^"<>\x02]*" | (?:id|name)="__[\w-]*" | href="\#__[\w-]*"
)"""
_ELEMENT = "span|a|div|pre|code|table|thead|tbody|tr|th|td"
_SAFE = re.compile(rf"[^<\x02]*+(?:</?(?:{_ELEMENT})(?:{_ATTRIBUTE})*+>[^<\x02]*+)*+", re.VERBOSE)


class HighlightedPages:
    """The highlighted sources of the pages of a site.

    Args:
        cache: The directory of the cache, or None to keep none.
        store: What reads and writes these files.
    """

    def __init__(self, cache: Path | None, store: JsonStore) -> None:
        self._directory = cache / DIRECTORY if cache else None
        self._store = store
        self._kept: dict[str, dict[str, object]] = {}
        self._used: dict[str, dict[str, str]] = {}

    def recall(self, uri: str, decisive: object, make: Callable[[], str]) -> str:
        """A highlighted source, remembered or made.

        Args:
            uri: The page, or `UNKNOWN`.
            decisive: All that decides the HTML, as JSON values.
            make: Makes the HTML.
        """
        if self._directory is None or uri == UNKNOWN:
            return make()
        if uri not in self._kept:
            self._kept[uri] = self._read(uri)
        key = hashlib.sha256(canonical(decisive)).hexdigest()
        kept = self._kept[uri].get(key)
        html = kept if isinstance(kept, str) and _SAFE.fullmatch(kept) else make()
        self._used.setdefault(uri, {})[key] = html
        return html

    def keep(self, uri: str) -> None:
        """Remembers the sources of a page that was rendered, and no others of this page."""
        kept, used = self._kept.pop(uri, {}), self._used.pop(uri, {})
        used = {key: html for key, html in used.items() if _SAFE.fullmatch(html)}
        if used != kept:
            self._store.write(self._path(uri), {"version": FORMAT_VERSION, "sources": used})

    def _read(self, uri: str) -> dict[str, object]:
        entry = self._store.read(self._path(uri))
        valid = isinstance(entry, dict) and entry.get("version") == FORMAT_VERSION
        sources = entry.get("sources") if valid else None
        return sources if isinstance(sources, dict) else {}

    def _path(self, uri: str) -> str:
        return f"{self._directory}/{hashlib.sha256(uri.encode()).hexdigest()[:32]}.json"
