"""Keeps how blocks run in the browsers of readers from build to build: the program, and what readers must expect.

Reason: all of it is in the cache of results too, but there it takes a second entry for each block, in which the program
is text, a second digest, and the comparison. Here it is one file for a page, and the programs as they are published.

It is believed no more than a result in the cache: what is not as it should be is made anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..bounds import STORED_FILE
from ..check.elsewhere import NOTES, Elsewhere
from ..engine.job import Job
from ..engine.result import Stage
from ..engine.store.cache import cache_key
from ..engine.store.json_files import JsonStore
from ..html.publishing import file_name

# The end of the names of programs.
PROGRAM = ".wasm.gz"
_NAME = re.compile(r"[0-9a-f]{20}\.wasm\.gz")

# The directory of these files in the cache.
DIRECTORY = "browser"

# Raise it when a block would be compared otherwise.
FORMAT_VERSION = 1


class BrowserCache:
    """How the blocks of the pages of a site run in browsers.

    Args:
        cache: The directory of the cache.
        store: Reads and writes the files.
        conditions: The digest of what compiles and runs them there.
        is_published: Whether a program of this name is in the site, so that it need not be read.

    Attributes:
        conditions: The digest of what compiles and runs them there.
    """

    def __init__(
        self,
        cache: Path,
        store: JsonStore,
        conditions: str,
        is_published: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._directory = cache / DIRECTORY
        self._store = store
        self.conditions = conditions
        self._is_published = is_published
        self._before: dict[str, dict[str, Any]] = {}
        self._used: dict[str, dict[str, Any]] = {}
        self._keys: dict[Job, str] = {}
        self._retained: dict[str, list[Job]] = {}

    def has(self, page: str, job: Job) -> bool:
        """Whether something is kept of a block, which may have to be compared anew."""
        return self._key(job) in self._kept(page)

    def recall(self, page: str, job: Job, here: Stage | None) -> Elsewhere | None:
        """Return a block as it runs in browsers, or None if that is not kept.

        Args:
            page: The page that shows it.
            job: The block.
            here: How its program ran here.
        """
        key = self._key(job)
        entry = self._kept(page).get(key)
        is_same = isinstance(entry, dict) and entry.get("here") == _digest(here)
        found = self.elsewhere(entry) if is_same else None
        if found is not None:
            self._used.setdefault(page, {})[key] = entry
        return found

    def add(self, page: str, job: Job, here: Stage | None, found: Elsewhere) -> None:
        """Note how a block runs in browsers."""
        if found.program:
            name = file_name(PROGRAM, found.program)
            self._store.write_bytes(self._path(name), found.program)
        entry = {"here": _digest(here), **facts(found)}
        self._used.setdefault(page, {})[self._key(job)] = entry

    def retain(self, page: str, job: Job) -> None:
        """Keep what is kept of a block, whatever that is: nothing of it has changed."""
        self._retained.setdefault(page, []).append(job)

    def keep(self, page: str) -> None:
        """Write what belongs to a page that was rendered; any other blocks of it are forgotten."""
        before, used = self._before.pop(page, {}), self._used.pop(page, {})
        for job in self._retained.pop(page, ()) if used else ():
            key = self._key(job)
            if key in before:
                used[key] = before[key]
        if used != before:
            self._store.write(self._page_path(page), {"version": FORMAT_VERSION, "blocks": used})

    def _kept(self, page: str) -> dict[str, Any]:
        known = self._before.get(page)
        if known is None:
            known = self._before[page] = self._read(page)
        return known

    def _read(self, page: str) -> dict[str, Any]:
        entry = self._store.read(self._page_path(page))
        is_valid = isinstance(entry, dict) and entry.get("version") == FORMAT_VERSION
        blocks = entry.get("blocks") if is_valid else None
        return blocks if isinstance(blocks, dict) else {}

    def _key(self, job: Job) -> str:
        known = self._keys.get(job)
        if known is None:
            known = self._keys[job] = cache_key(job, self.conditions)
        return known

    def _page_path(self, page: str) -> str:
        return self._path(f"{hashlib.sha256(page.encode()).hexdigest()[:32]}.json")

    def _path(self, name: str) -> str:
        return f"{self._directory}/{name}"

    def elsewhere(self, entry: object) -> Elsewhere | None:
        """Return what an entry tells of a block, or None if it is none, or its program has gone."""
        if not isinstance(entry, dict):
            return None
        try:
            notes = tuple((name, str(how)) for name, how in entry["notes"])
            program, reason = str(entry["program"]), str(entry["reason"])
        except (KeyError, TypeError, ValueError):
            return None
        if not all(isinstance(name, str) and name in NOTES for name, _ in notes):
            return None
        if not program:
            return Elsewhere(notes=notes, reason=reason) if reason else None
        if not _NAME.fullmatch(program):
            return None
        if self._is_published(program):
            return Elsewhere(notes=notes, reason=reason, published=program)
        content = self._store.read_bytes(self._path(program), STORED_FILE)
        is_whole = content is not None and file_name(PROGRAM, content) == program
        return Elsewhere(content or b"", notes, reason) if is_whole else None


def facts(found: Elsewhere) -> dict[str, Any]:
    """Return what an entry tells of a block, as JSON values."""
    return {
        "program": file_name(PROGRAM, found.program) if found.program else found.published,
        "notes": [list(note) for note in found.notes],
        "reason": found.reason,
    }


def _digest(here: Stage | None) -> str:
    """Return a digest of how a program ran here, as far as it is compared."""
    compared = here and (here.exit_code, here.signal, here.limit_hit, here.segments)
    return hashlib.sha256(repr(compared).encode()).hexdigest()
