"""Results by key: one JSON file for each, which can be deleted at any time.

An entry is data like any output of a program: whoever can write it can make a page show anything, and
no more. A broken or hostile entry is a miss.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from .job import Job
from .result import Result, Verdict
from .sandbox import POLICY_VERSION
from .storage import canonical, read_json, write_json

FORMAT_VERSION = 1

_DEPENDS_ON_LOAD = {Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT, Verdict.OUTPUT_LIMIT}


def cache_key(job: Job, compiler: str) -> str:
    """The key of a job's result: the same job, compiler, policy and format give the same result.

    Args:
        job: The job, every field of which is in the key.
        compiler: The digest of the compiler's identity.
    """
    content = canonical([job.to_json(), compiler, POLICY_VERSION, FORMAT_VERSION])
    return hashlib.sha256(content).hexdigest()


def is_lasting(result: Result, *, limit_expected: bool) -> bool:
    """Whether a result is worth keeping.

    A limit that was hit may say more of a busy machine than of the program, unless the author expects it.
    """
    if result.verdict is Verdict.INTERNAL_ERROR:
        return False
    return limit_expected or result.verdict not in _DEPENDS_ON_LOAD


class ResultCache:
    """The results under one directory.

    Args:
        directory: Where the entries are; it is made when the first is written.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def read(self, key: str) -> Result | None:
        """The result of this key, or None if there is no good entry."""
        entry = read_json(self._path(key))
        if not isinstance(entry, dict) or entry.get("version") != FORMAT_VERSION:
            return None
        try:
            return Result.from_json(entry.get("result"))
        except (ValueError, TypeError):
            return None

    def write(self, key: str, job: Job, compiler: str, result: Result) -> None:
        """Keeps a result, with the job and the compiler's version so that a change can be explained."""
        entry = {
            "version": FORMAT_VERSION,
            "job": job.to_json(),
            "compiler": compiler,
            "result": result.to_json(),
        }
        write_json(self._path(key), entry)

    def _path(self, key: str) -> Path:
        return self.directory / f"{key}.json"
