"""Entries of a cache, and the results in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import LimitName, Measured, Result, Segment, Stage
from mkdocs_c_runner.engine.store.cache import FORMAT_VERSION, ResultCache, cache_key

JOB = Job((SourceFile("main.c", b"int main(void) {}\n"),))


KEY = cache_key(JOB, "digest")


def printed(text: str | bytes, limit: LimitName | None = None) -> Result:
    """The result of a program that prints this."""
    data = text.encode() if isinstance(text, str) else text
    run = Stage(
        exit_code=None if limit else 0,
        signal="SIGKILL" if limit else None,
        limit_hit=limit,
        segments=(Segment("terminal", data),),
        total_chars=len(data),
    )
    return Result.judge(Stage(exit_code=0), run, Measured(cpu_time=0.5))


HELLO = printed("hello\n")


def kept(cache: ResultCache, key: str) -> Result | None:
    """The result under a key."""
    outcome = cache.read(key)
    return outcome.result if outcome else None


def entry_path(cache: ResultCache, key: str = KEY) -> Path:
    """The file of an entry, whether it is there or not."""
    cache.directory.mkdir(parents=True, exist_ok=True)
    return cache.directory / f"{key}.json"


def entry(**changes: Any) -> bytes:
    """A good entry, but for these names."""
    good = {"version": FORMAT_VERSION, "compiler": "", "result": HELLO.to_json()}
    return json.dumps(good | changes).encode()
