"""How a `Runner` works: plain data, which the author's side may read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Self

Execute = Literal["auto", "never", "always", "look"]
Sandboxes = Literal["bwrap", "wasm"]


_SHARD = re.compile(r"(\d{1,9})/(\d{1,9})", re.ASCII)
_MOST_SHARDS = 9999


class Shard(NamedTuple):
    """One of several parts into which the jobs of a site are divided, each by its own content.

    So they are even, and a job stays in its shard whatever else changes.

    Attributes:
        number: Its number, from 1 on.
        total: The number of shards.
    """

    number: int
    total: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a shard as users write it: `2/5`.

        Raises:
            ValueError: If it is none.
        """
        found = _SHARD.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r}: must be NUMBER/TOTAL, as 2/5 for the second of five parts")
        number, total = int(found[1]), int(found[2])
        if not 1 <= total <= _MOST_SHARDS:
            raise ValueError(f"{text!r}: the number of parts must be from 1 to {_MOST_SHARDS}")
        if not 1 <= number <= total:
            parts = (
                "the only part is 1/1"
                if total == 1
                else f"the parts are 1/{total} to {total}/{total}"
            )
            raise ValueError(f"{text!r}: {parts}")
        return cls(number, total)

    def has(self, digest: str) -> bool:
        """Return whether the job with this digest is in the shard."""
        return int(digest[:16], 16) % self.total == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.total}"


@dataclass(frozen=True, slots=True)
class RunnerSettings:
    """How a runner works.

    Attributes:
        cache_directory: Where results are kept between builds, or None to keep none.
        results_directory: Where the recorded results are, or None if there are none.
        execute: `auto` looks in the records, then in the cache, and runs the rest; `never` looks in the records
            alone; `always` runs everything; `look` is for the command `status`: it looks in records and cache, and
            runs nothing.
        concurrency: The jobs that run at one time, or 0 for as many as keep all cores busy.
        sandbox: What confines programs: bubblewrap, or wasmtime, for which they are compiled to WebAssembly.
        workers: The address of the scheduler of a cluster whose workers execute jobs, or empty for this machine.
        shard: The jobs that are answered, if others are answered elsewhere.
    """

    cache_directory: Path | None = None
    results_directory: Path | None = None
    execute: Execute = "auto"
    concurrency: int = 0
    sandbox: Sandboxes = "bwrap"
    workers: str = ""
    shard: Shard | None = None
