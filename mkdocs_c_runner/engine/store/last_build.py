"""Notes on the blocks of the last builds, so that `status` can explain why a block would run.

They explain and decide nothing: without them, every block that would run is called new.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ..canonical import canonical, canonical_text
from ..executor import Conditions
from ..job import Job
from .json_files import JsonStore
from .records import record_key, summary

FORMAT_VERSION = 4

# The parts of a job of which only the name is told.
_TOO_LONG_TO_SPELL = {
    "sources": "source",
    "stdin": "stdin",
    "data": "data",
    "lines": "commands",
    "programs": "a program",
}


class Seen(NamedTuple):
    """A block of an earlier build.

    Attributes:
        cache_key: The key of its result in the cache: another one if anything has changed.
        record_key: The key of its record: the same under other limits, compilers and headers.
        job: Its job in short.
        limits: Its limits.
        compiler: The version that its compiler prints.
        system: A digest of the compiler, the headers and the libraries.
    """

    cache_key: str
    record_key: str
    job: Mapping[str, Any]
    limits: Mapping[str, Any]
    compiler: str
    system: str

    @classmethod
    def of(cls, job: Job, conditions: Conditions, cache_key: str) -> Seen:
        """Return the notes on a block as it is now."""
        values = job.to_json()
        limits = {name: values[name] for name in ("compile_limits", "run_limits")}
        return cls(
            cache_key,
            record_key(job),
            summary(job),
            limits,
            conditions.compiler,
            conditions.system,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the notes as JSON values."""
        return self._asdict()


class History:
    """The blocks of earlier builds, page by page.

    The notes on all blocks together take much memory. So those of this build are made page by page, and packed.

    Args:
        directory: The directory of its two files: a large one, and a small one that tells which pages are as before.
        store: Reads and writes them.
    """

    def __init__(self, directory: Path, store: JsonStore | None = None) -> None:
        self._file = directory / "history.json"
        self._newest = directory / "newest.json"
        self._store = store or JsonStore()
        self._noted: dict[str, tuple[int, str]] = {}
        self._new: dict[str, bytes] = {}

    def remember(
        self,
        page: str,
        blocks: Sequence[tuple[Callable[[], Job], str]],
        conditions: Callable[[Job], Conditions],
    ) -> None:
        """Take note of the blocks of a page, behind those of which it was told before.

        Args:
            page: Its path.
            blocks: What returns their jobs, with the keys of these in the cache. It is asked where anything is
                new, and raises LookupError if there is no such block.
            conditions: Returns the conditions that a job met; see above.
        """
        count, digest = self._noted.get(page, (0, ""))
        for _, key in blocks:
            digest = hashlib.sha256(f"{digest} {key}".encode()).hexdigest()
        self._noted[page] = count + len(blocks), digest
        if self._digests.get(page) == digest:
            self._new.pop(page, None)
            return
        notes = self._entries(page)[:count]
        if packed := self._new.get(page):
            notes = json.loads(zlib.decompress(packed))
        for made, key in blocks:
            try:
                job = made()
            except LookupError:  # whoever wrote to the cache has made it up
                continue
            notes.append(Seen.of(job, conditions(job), key).to_json())
        self._new[page] = zlib.compress(canonical(notes), 1)

    def write(self) -> None:
        """Write down what is new, if anything is."""
        if not self._new:
            return
        self._store.write_pieces(self._file, self._texts())
        digests = {page: digest for page, (_, digest) in self._noted.items()}
        newest = {"version": FORMAT_VERSION, "pages": {**self._digests, **digests}}
        self._store.write(self._newest, newest)

    def _texts(self) -> Iterator[str]:
        """Yield the text of the large file, page by page."""
        before = '{"pages":{'
        for page in sorted({*self._pages, *self._new}):
            if packed := self._new.get(page):
                notes = zlib.decompress(packed).decode()
            else:
                notes = canonical_text(self._pages[page])
            yield f"{before}{canonical_text(page)}:{notes}"
            before = ","
        yield f'}},"version":{FORMAT_VERSION}}}'

    def why(self, page: str, number: int, now: Seen) -> str:
        """Explain why the block at index `number` of a page must run."""
        earlier = self._entries(page)
        for entry in earlier:
            if entry.get("record_key") == now.record_key:
                return _why_same_job(entry, now)
        if number < len(earlier):
            changes = changes_of(earlier[number].get("job"), now.job)
            return ", ".join(changes) if changes else "new"
        return "new"

    @cached_property
    def _pages(self) -> dict[str, Any]:
        return self._read(self._file)

    @cached_property
    def _digests(self) -> dict[str, Any]:
        """A digest of all keys of each page of earlier builds, one after the other."""
        return self._read(self._newest) if self._store.has(self._file) else {}

    def _read(self, path: Path) -> dict[str, Any]:
        content = self._store.read(path)
        if not isinstance(content, dict) or content.get("version") != FORMAT_VERSION:
            return {}
        pages = content.get("pages")
        return pages if isinstance(pages, dict) else {}

    def _entries(self, page: str) -> list[dict[str, Any]]:
        entries = self._pages.get(page)
        if not isinstance(entries, list):
            return []
        return [entry for entry in entries if isinstance(entry, dict)]


def _why_same_job(entry: Mapping[str, Any], now: Seen) -> str:
    if entry.get("compiler") != now.compiler:
        return f"compiler changed from {entry.get('compiler')} to {now.compiler}"
    if entry.get("limits") != now.limits:
        return "limits changed"
    if entry.get("system") != now.system:
        return "compiler, headers or libraries of the system changed"
    if entry.get("cache_key") == now.cache_key:
        return "evicted"
    return "rules of the sandbox changed"


def changes_of(before: object, now: Mapping[str, Any]) -> list[str]:
    """Return the differences between two jobs, in words."""
    if not isinstance(before, dict):
        return []
    changes = []
    for name in dict.fromkeys([*before, *now]):
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if name in _TOO_LONG_TO_SPELL:
            changes.append(f"{_TOO_LONG_TO_SPELL[name]} changed")
        else:
            changes.append(f"{name} changed from {_spell(old)} to {_spell(new)}")
    return changes


def _spell(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return " ".join(map(_spell, value)) or "none"
    return str(value) or "none"
