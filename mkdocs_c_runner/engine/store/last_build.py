"""What the last builds had on their pages, so that `status` can say why a block would run.

It explains and decides nothing: without it, every block that would run is called new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ..canonical import canonical
from ..job import Job
from .json_files import JsonStore

FORMAT_VERSION = 2

_TOO_LONG_TO_SPELL = {"sources": "source", "stdin": "stdin", "data": "data"}


class Seen(NamedTuple):
    """A block of an earlier build.

    Attributes:
        block: What tells whether anything has changed: the key of its job in the cache.
        key: The record key of its job.
        job: Its job in short.
        limits: Its limits.
        compiler: What the compiler said of itself.
        system: A digest of the compiler, the headers and the libraries.
    """

    block: str
    key: str
    job: Mapping[str, Any]
    limits: Mapping[str, Any]
    compiler: str
    system: str

    @classmethod
    def of(cls, job: Job, compiler: str, system: str, block: str) -> Seen:
        """A block as it is now."""
        from .records import summary  # noqa: PLC0415 - a build in which nothing changed needs none

        values = job.to_json()
        limits = {name: values[name] for name in ("compile_limits", "run_limits")}
        return cls(block, job.digest, summary(job), limits, compiler, system)

    def to_json(self) -> dict[str, Any]:
        """The block as JSON values."""
        return self._asdict()


class History:
    """The blocks of earlier builds, page by page.

    Args:
        directory: Where the files are that hold them: a large one, and a small one that tells whether
            anything is new.
        store: What reads and writes them.
    """

    def __init__(self, directory: Path, store: JsonStore | None = None) -> None:
        self._file = directory / "history.json"
        self._newest = directory / "newest.json"
        self._store = store or JsonStore()

    def update(self, pages: Mapping[str, Sequence[tuple[Job, str, str, str]]]) -> None:
        """Remembers the blocks of these pages; nothing is written if they are as before.

        Args:
            pages: The jobs of each page, with what their compilers say of themselves, the digests of what the
                system brings, and their keys.
        """
        keys = {page: [key for *_, key in blocks] for page, blocks in pages.items()}
        newest = hashlib.sha256(canonical([FORMAT_VERSION, keys])).hexdigest()
        if self._store.read(self._newest) == newest:
            return
        changed = {
            page: [Seen.of(*block).to_json() for block in blocks]
            for page, blocks in pages.items()
            if [entry.get("block") for entry in self._entries(page)] != keys[page]
        }
        if changed:
            self._pages = {**self._pages, **changed}
            self._store.write(self._file, {"version": FORMAT_VERSION, "pages": self._pages})
        self._store.write(self._newest, newest)

    def why(self, page: str, number: int, now: Seen) -> str:
        """Why a block has to run that is the so-manieth of its page."""
        earlier = self._entries(page)
        for entry in earlier:
            if entry.get("key") == now.key:
                return _why_same_job(entry, now)
        if number < len(earlier):
            changes = _changes(earlier[number].get("job"), now.job)
            return ", ".join(changes) if changes else "new"
        return "new"

    @cached_property
    def _pages(self) -> dict[str, Any]:
        kept = self._store.read(self._file)
        valid = isinstance(kept, dict) and kept.get("version") == FORMAT_VERSION
        pages = kept.get("pages") if isinstance(kept, dict) and valid else None
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
    return "evicted" if entry.get("block") == now.block else "rules of the sandbox changed"


def _changes(before: object, now: Mapping[str, Any]) -> list[str]:
    """What differs between two jobs, in words."""
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
