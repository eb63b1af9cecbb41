"""Keeps highlighted sources from build to build.

Reason: highlighting takes most of the time of a page. With this cache a warm build takes less time than a build of the
same site without this plugin (`make bench` measures it).

Safety rule: only HTML that can do no more than look like code (`SAFE_SOURCE`) is written or taken; anything else is
made anew. Whoever can write to the cache can so make code look different, and no more.

A key covers everything that decides the HTML: the source, the fence, and the settings and versions of the highlighter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from markdown import Markdown
from pymdownx import __meta__ as pymdownx
from pymdownx.highlight import DEFAULT_CONFIG as HIGHLIGHT_SETTINGS

from ..engine.canonical import canonical
from ..engine.store.json_files import JsonStore
from ..markup import Markup

try:
    import pygments
except ImportError:  # then the browser is to highlight
    _PYGMENTS = ""
else:
    _PYGMENTS = pygments.__version__

# The directory of these files in the cache.
DIRECTORY = "highlighted"

FORMAT_VERSION = 1

# Elements and attributes that make code look like code, and no placeholder of Python-Markdown.
_ATTRIBUTE = r"""[ ](?:
    (?:class|title|colspan|data-linenos)="[^"<>\x02]*" | (?:id|name)="__[\w-]*" | href="\#__[\w-]*"
)"""
_ELEMENT = "span|a|div|pre|code|table|thead|tbody|tr|th|td"
_TEXT = r"[^<\x02]*+"
# Most elements are one token each, which the general rule matches too, at twice the cost.
_TOKENS = rf'(?:<span[ ]class="[^"<>\x02]*+">{_TEXT}</span>{_TEXT})++'
SAFE_SOURCE = re.compile(
    rf"{_TEXT}(?:{_TOKENS}|</?(?:{_ELEMENT})(?:{_ATTRIBUTE})*+>{_TEXT})*+", re.VERBOSE
)

_SETTINGS: WeakKeyDictionary[Markdown, str] = WeakKeyDictionary()


class HighlightCache:
    """The highlighted sources of the pages of a site.

    Args:
        cache: The directory of the cache, or None to keep nothing.
        store: Reads and writes the files.
        ahead: Returns what the file of a page holds, if somebody has highlighted its sources in this build, and else
            None.
    """

    def __init__(
        self,
        cache: Path | None,
        store: JsonStore,
        ahead: Callable[[str], dict[str, object] | None] = lambda _: None,
    ) -> None:
        self._directory = cache / DIRECTORY if cache else None
        self._store = store
        self._before: dict[str, dict[str, object]] = {}
        self._used: dict[str, dict[str, str]] = {}
        self._retained: dict[str, list[str]] = {}
        self._lines: dict[str, dict[object, Sequence[Markup]]] = {}
        self._ahead = ahead

    def recall(self, uri: str | None, decisive: object, make: Callable[[], str]) -> str:
        """Return the HTML of a source from the cache, or make it.

        Args:
            uri: The page, or None if it is not known; then nothing is kept.
            decisive: Everything that decides the HTML, as JSON values.
            make: Makes the HTML.
        """
        if self._directory is None or uri is None:
            return make()
        if uri not in self._before:
            ahead = self._ahead(uri)
            self._before[uri] = self._read(uri) if ahead is None else ahead
        key = key_of(decisive)
        kept = self._before[uri].get(key)
        is_kept = isinstance(kept, str) and SAFE_SOURCE.fullmatch(kept)
        html = str(kept) if is_kept else make()
        if is_kept or SAFE_SOURCE.fullmatch(html):
            self._used.setdefault(uri, {})[key] = html
        return html

    def retain(self, uri: str, key: str) -> None:
        """Let a source stay in the cache that nobody asks for in this build, since all of its block is kept."""
        self._retained.setdefault(uri, []).append(key)

    def lines(
        self, uri: str | None, key: object, make: Callable[[], Sequence[Markup]]
    ) -> Sequence[Markup]:
        """Return the lines of some code, which several blocks of a page may show, or make them.

        Args:
            uri: The page, or None if it is not known.
            key: The code, and what it is shown as.
            make: Makes the lines.
        """
        if uri is None:
            return make()
        known = self._lines.setdefault(uri, {})
        if key not in known:
            known[key] = make()
        return known[key]

    def keep(self, uri: str) -> Mapping[str, str]:
        """Write the sources of a page that was rendered, and return them; any others of this page are forgotten."""
        self._lines.pop(uri, None)
        before, used = self._before.pop(uri, {}), self._used.pop(uri, {})
        for key in self._retained.pop(uri, ()) if before else ():  # else the file is as it was
            if isinstance(html := before.get(key), str):
                used.setdefault(key, html)
        if used != before:
            self._store.write(self._path(uri), {"version": FORMAT_VERSION, "sources": used})
        return used

    def _read(self, uri: str) -> dict[str, object]:
        entry = self._store.read(self._path(uri))
        valid = isinstance(entry, dict) and entry.get("version") == FORMAT_VERSION
        sources = entry.get("sources") if valid else None
        return sources if isinstance(sources, dict) else {}

    def _path(self, uri: str) -> str:
        return f"{self._directory}/{hashlib.sha256(uri.encode()).hexdigest()[:32]}.json"


def key_of(decisive: object) -> str:
    """Return the key of a source.

    Args:
        decisive: Everything that decides the HTML, as JSON values.
    """
    return hashlib.sha256(canonical(decisive)).hexdigest()


# For pages of which nothing is kept.
NO_CACHE = HighlightCache(None, JsonStore())


def settings_of(md: Markdown) -> str:
    """Return a digest of the settings and versions of the highlighter of an instance, as a part of a key."""
    settings = _SETTINGS.get(md)
    if settings is None:
        processor: Any = md.preprocessors["fenced_code_block"]
        highlighter = processor.highlighter
        decisive = (
            _PYGMENTS,
            pymdownx.__version__,
            f"{highlighter.__module__}.{highlighter.__qualname__}",
            # SuperFences has them as attributes; its extension would copy all of them for each page.
            [getattr(processor, name, None) for name in HIGHLIGHT_SETTINGS],
        )
        settings = _SETTINGS[md] = hashlib.sha256(repr(decisive).encode()).hexdigest()
    return settings
