"""Results by key: one JSON file for each, which can be deleted at any time.

An entry is data like any output of a program: someone who can write it can make a page show anything, and
no more. A broken or hostile entry is a miss.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ...bounds import STORED_FILE
from ..canonical import canonical
from ..job import Job, Limits
from ..result import Outcome, Result, Verdict
from .json_files import UNFINISHED, JsonStore

FORMAT_VERSION = 1

_DAY = 86_400  # seconds

# The age in seconds at which an unfinished file is abandoned.
_LONGEST_WRITE = 3600

_DEPENDS_ON_LOAD = {Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT, Verdict.OUTPUT_LIMIT}


def cache_key(job: Job, conditions: str) -> str:
    """Return the key of a job's result: the same job under the same conditions has the same result.

    Args:
        job: The job, every field of which is in the key.
        conditions: `Conditions.digest`: the executor with its rules, the compiler, the headers and the libraries.
    """
    rest = _besides_digest(job.compile_limits, job.run_limits, conditions)
    return hashlib.sha256(job.digest.encode() + rest).hexdigest()


@cache
def _besides_digest(compile_limits: Limits, run_limits: Limits, conditions: str) -> bytes:
    """Return the part of a key that is not in the job's digest; it is the same for most jobs of a build."""
    return canonical([asdict(compile_limits), asdict(run_limits), conditions, FORMAT_VERSION])


def is_lasting(result: Result, *, limit_expected: bool) -> bool:
    """Return whether a result is worth keeping.

    A limit may be hit because the machine is busy, so such a result is kept only if the author expects it.
    """
    if result.verdict is Verdict.INTERNAL_ERROR:
        return False
    return limit_expected or result.verdict not in _DEPENDS_ON_LOAD


class CacheEntry(NamedTuple):
    """A file of the cache as the file system sees it.

    Attributes:
        path: Its path.
        size: Its size in bytes.
        used: The time at which it was last read or written, as far as the file system notes that.
    """

    path: Path
    size: int
    used: float


class KeptResult(NamedTuple):
    """A result in the cache that was not read.

    Attributes:
        key: Its key.
        seconds: The time at which it was written, in whole seconds, which archives of a cache keep.
        size: The bytes of its file.
    """

    key: str
    seconds: int
    size: int


class KeptFiles:
    """A directory of files that can be made again.

    Args:
        directory: The directory.
        names: The pattern of their names.
    """

    def __init__(self, directory: Path, names: str = "*.json") -> None:
        self.directory = directory
        self._names = names

    def entries(self) -> list[CacheEntry]:
        """Return the files, oldest first."""
        entries = []
        for path in self.directory.glob(self._names):
            with contextlib.suppress(OSError):
                status = path.stat()
                used = max(status.st_atime, status.st_mtime)
                entries.append(CacheEntry(path, status.st_size, used))
        return sorted(entries, key=lambda entry: entry.used)

    def prune(self, since: float | None, most: int | None) -> int:
        """Remove old files and return their number.

        Args:
            since: Files last used before this time are removed; None removes none of them.
            most: The bytes that may be left; the oldest go first. None leaves all.
        """
        self._remove_unfinished()
        removed = 0
        entries = self.entries()
        size = sum(entry.size for entry in entries)
        for entry in entries:
            too_old = since is not None and entry.used < since
            too_much = most is not None and size > most
            if too_old or too_much:
                entry.path.unlink(missing_ok=True)
                size -= entry.size
                removed += 1
        return removed

    def _remove_unfinished(self) -> None:
        """Remove the unfinished files of builds that were killed."""
        for path in self.directory.glob(UNFINISHED):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - _LONGEST_WRITE:
                    path.unlink()


class ResultCache(KeptFiles):
    """The results in one directory.

    Args:
        directory: The directory of the entries; it is made when the first is written.
        store: Reads and writes them.
    """

    def __init__(self, directory: Path, store: JsonStore | None = None) -> None:
        super().__init__(directory)
        # A path takes longer to say its name than the file system to look for a file.
        self._beginning = f"{directory}/"
        self._store = store or JsonStore()

    def read(self, key: str) -> Outcome | None:
        """Return the outcome of this key, or None if there is no good entry."""
        entry = self._store.read(self._path(key))
        if not isinstance(entry, dict) or entry.get("version") != FORMAT_VERSION:
            return None
        try:
            return Outcome(
                Result.from_json(entry.get("result")), "cache", str(entry.get("compiler"))
            )
        except (ValueError, TypeError):
            return None

    def look(self, key: str) -> KeptResult | None:
        """Return what is seen of an entry that is not read, or None if there is none."""
        path = self._path(key)
        try:
            status = os.stat(path)
        except OSError:
            return None
        if time.time() - max(status.st_atime, status.st_mtime) > _DAY:
            # The file system notes that it is read, so that `prune` finds it in use.
            self._store.read_bytes(path, STORED_FILE)
        return KeptResult(key, int(status.st_mtime), status.st_size)

    def write(self, key: str, compiler: str, result: Result) -> bool:
        """Keep a result, with the version of its compiler, and return whether that is possible."""
        entry = {"version": FORMAT_VERSION, "compiler": compiler, "result": result.to_json()}
        return self._store.write(self._path(key), entry)

    def _path(self, key: str) -> str:
        return f"{self._beginning}{key}.json"
