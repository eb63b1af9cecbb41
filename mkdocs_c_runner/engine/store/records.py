"""Results recorded in git: one JSON file a page, made to be read in a diff.

A record is found by its job, without the limits and without anything of one machine, so neither an upgrade nor
a reordering of blocks makes it stale. It is data like any output: someone who can write it can make a page show
anything, and no more. The records of a page lie in its own file, and those come first. A record in the file of another
page answers only for a block that has none there, as when a block was moved, and only if it names the same job.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..job import Job, SourceFile
from ..result import Result
from ..text_in_json import text_from_json, text_to_json
from .json_files import read_bounded, read_json, write_text

FORMAT_VERSION = 1


def record_key(job: Job) -> str:
    """Return the key of a job's record: a digest of the job without its limits, and of nothing else."""
    return job.digest


class Record(NamedTuple):
    """A result as it is committed.

    Attributes:
        key: The key of its job.
        job: The job in short, to explain a change: its sources are digests.
        compiler: The version that its compiler prints.
        result: The result, without measurements.
    """

    key: str
    job: Mapping[str, Any]
    compiler: str
    result: Result

    @classmethod
    def of(cls, job: Job, compiler: str, result: Result) -> Record:
        """Return the record of a result."""
        return cls(record_key(job), summary(job), compiler, result)

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values: text in lines, no measurements."""
        result = self.result.to_json()
        del result["measured"]
        for stage in (result["compile"], result["run"]):
            for segment in stage["segments"] if stage else []:
                segment["text"] = _lines(segment["text"])
        for artifact in result["artifacts"]:
            artifact["text"] = _lines(artifact["text"])
        return {
            "key": self.key,
            "job": dict(self.job),
            "compiler": self.compiler,
            "result": result,
        }

    @classmethod
    def from_json(cls, value: object) -> Record:
        """Reverse `to_json`.

        Raises:
            ValueError: If the value has another shape.
        """
        try:
            data: Any = value
            result = {**data["result"], "measured": {}}
            for name in ("compile", "run"):
                if result[name] is not None:
                    segments = [_joined(item) for item in result[name]["segments"]]
                    result[name] = {**result[name], "segments": segments}
            result["artifacts"] = [_joined(item) for item in result["artifacts"]]
            key, compiler, job = data["key"], data["compiler"], data["job"]
        except (TypeError, KeyError, AttributeError):
            raise ValueError("not a record") from None
        if not (isinstance(key, str) and isinstance(compiler, str) and isinstance(job, dict)):
            raise ValueError("not a record")
        return cls(key, job, compiler, Result.from_json(result))


def summary(job: Job) -> dict[str, Any]:
    """Return a job in short, for a diff and for explaining changes: files are digests."""
    values = job.to_json(limits=False)
    for name in ("sources", "data"):
        if name in values:
            files: tuple[SourceFile, ...] = getattr(job, name)
            values[name] = {file.name: hashlib.sha256(file.content).hexdigest() for file in files}
    session = job.session
    if session is not None:
        del values["session"]
        values["lines"] = [one.command for one in session.lines]
        programs = [*session.programs, *(job for one in session.lines for job in one.compiled)]
        values["programs"] = [program.digest for program in programs]
    return values


def _lines(text: Any) -> Any:
    """Split text after each line feed; leave other JSON as it is."""
    return re.findall(r"[^\n]*\n|[^\n]+", text) if isinstance(text, str) else text


def _joined(item: Any) -> dict[str, Any]:
    """Return a segment or an artifact with its text in one piece."""
    text = item["text"]
    if isinstance(text, list):
        text = "".join(text)
    # By way of bytes, so that text that cannot be encoded is refused here.
    return {**item, "text": text_to_json(text_from_json(text))}


class Records:
    """The records of a site.

    Args:
        directory: Their directory: `<page>.json` files, laid out as the pages are.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._by_page: dict[str, dict[str, Record]] | None = None
        self._by_key: dict[str, list[Record]] = {}

    def find(self, job: Job, page: str) -> Record | None:
        """Return the record of a job, if there is one: that of the page, else one of another page."""
        if self._by_page is None:
            self._by_page = {}
            for name in self.pages():
                records = self._by_page[name] = {}
                for record in self.of_page(name):
                    records.setdefault(record.key, record)
                    self._by_key.setdefault(record.key, []).append(record)
        key = record_key(job)
        own = self._by_page.get(page, {}).get(key)
        if own is not None or key not in self._by_key:
            return own
        wanted = summary(job)
        return next((record for record in self._by_key[key] if record.job == wanted), None)

    def of_page(self, page: str) -> list[Record]:
        """Return the records of a page, in its order; none if its file is a link to elsewhere."""
        try:
            return self._read(self._path(page))
        except OSError:
            return []

    def pages(self) -> list[str]:
        """Return the pages that have records."""
        return sorted(
            path.relative_to(self.directory).as_posix().removesuffix(".json")
            for path in self.directory.rglob("*.json")
        )

    def write(self, page: str, records: Iterable[Record]) -> bool:
        """Write the records of a page, or remove its file if there are none.

        Returns:
            Whether anything changed.

        Raises:
            OSError: If it cannot be written. Unlike the cache, a lost record must not pass unnoticed.
        """
        path = self._path(page)
        blocks = [record.to_json() for record in records]
        if not blocks:
            if not path.exists():
                return False
            path.unlink()
            for parent in path.parents:
                if parent == self.directory.parent:
                    break
                with contextlib.suppress(OSError):
                    parent.rmdir()
            return True
        value = {"version": FORMAT_VERSION, "blocks": blocks}
        text = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
        content = text.encode()
        if read_bounded(path, len(content)) == content:
            return False
        write_text(path, text)
        return True

    def _path(self, page: str) -> Path:
        path = self.directory / f"{page}.json"
        root = os.path.normpath(self.directory)
        if os.path.commonpath([root, os.path.normpath(path)]) != root:
            raise ValueError(f"{page} is outside of {self.directory}")
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
            raise OSError(errno.EPERM, f"a link leads out of {self.directory}", str(path))
        return path

    def _read(self, path: Path) -> list[Record]:
        """Return the good records of a file; a damaged one counts as absent."""
        value = read_json(path)
        if not isinstance(value, dict) or value.get("version") != FORMAT_VERSION:
            return []
        blocks = value.get("blocks")
        records = []
        for block in blocks if isinstance(blocks, list) else []:
            with contextlib.suppress(ValueError):
                records.append(Record.from_json(block))
        return records
