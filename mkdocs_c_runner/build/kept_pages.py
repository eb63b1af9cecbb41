"""The files of kept blocks, one for each page: in the first line what is to be known of them, and behind it their HTML.

HTML within JSON is full of escaped quotes, which takes several times as long to read.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..bounds import STORED_FILE
from ..engine.canonical import canonical_text
from ..engine.store.json_files import JsonStore, parse_json

if TYPE_CHECKING:
    from ..engine.store.cache import KeptResult
    from ..program.snippet import Snippet

# The end of the names of these files.
SUFFIX = ".blocks"


@dataclass(slots=True)
class KeptPage:
    """What an earlier build has kept of a page. Anybody may have written it.

    Attributes:
        results: What is to be known of the results of its blocks, by their keys.
    """

    results: dict[str, Any] = field(default_factory=dict)
    _places: dict[str, Any] = field(default_factory=dict)
    _html: str = ""

    @classmethod
    def read(cls, store: JsonStore, path: str, version: str) -> KeptPage:
        """Read the file of a page; if it is none of this version, nothing is kept."""
        content = store.read_bytes(path, STORED_FILE) or b""
        first, _, html = content.partition(b"\n")
        match parse_json(first):
            case {"about": about, "results": dict(results), "blocks": dict(places)}:
                # A file that is damaged holds nothing: a block whose HTML is cut off could look like one that has none.
                if about == [version, _digest(html)]:
                    with contextlib.suppress(UnicodeDecodeError):
                        return cls(results, places, html.decode())
        return cls()

    def has(self, key: str) -> bool:
        """Whether there is a block of this key."""
        return key in self._places

    def block(self, key: str) -> tuple[str, str, Any] | None:
        """Return the HTML of a block, above its seam and beneath, and what is known of it; None if there is none."""
        match self._places.get(key):
            case [int(begin), int(seam), int(end), about] if (
                0 <= begin < seam <= end <= len(self._html)
            ):
                return self._html[begin:seam], self._html[seam:end], about
        return None


@dataclass(slots=True)
class UsedPage:
    """What this build keeps of a page.

    Attributes:
        results: As in `KeptPage`.
        blocks: The HTML of its blocks above and beneath the seam, and what is known of them, by their keys.
        is_new: Whether one of them was rendered now.
        snippets: Those of them that were read, with their results, and with the name of the program that readers run in
            their browsers: empty if it cannot run there, None if they run none.
    """

    results: dict[str, list[Any]] = field(default_factory=dict)
    blocks: dict[str, tuple[str, str, Any]] = field(default_factory=dict)
    is_new: bool = False
    snippets: dict[Snippet, tuple[KeptResult, str | None]] = field(default_factory=dict)

    def differs_from(self, before: KeptPage) -> bool:
        """Whether it has to be written."""
        are_same = all(map(before.has, self.blocks)) and self.results == before.results
        return self.is_new or not are_same

    def write(self, store: JsonStore, path: str, version: str) -> None:
        """Write the file of a page, if its HTML is Unicode."""
        places: dict[str, list[Any]] = {}
        html: list[str] = []
        length = 0
        for key, (above, beneath, about) in self.blocks.items():
            seam = length + len(above)
            places[key] = [length, seam, seam + len(beneath), about]
            length = seam + len(beneath)
            html += above, beneath
        with contextlib.suppress(UnicodeEncodeError):
            text = "".join(html).encode()
            about = [version, _digest(text)]
            first = canonical_text({"about": about, "results": self.results, "blocks": places})
            store.write_bytes(path, b"%s\n%s" % (first.encode(), text))


def _digest(html: bytes) -> str:
    return hashlib.sha256(html).hexdigest()


def path_of(directory: str, uri: str, suffix: str = SUFFIX) -> str:
    """Return the path of the file of a page, or of another one with what is known of it."""
    return f"{directory}/{hashlib.sha256(uri.encode()).hexdigest()[:32]}{suffix}"
