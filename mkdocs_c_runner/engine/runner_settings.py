"""How a `Runner` works: plain data, which the author's side may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Execute = Literal["auto", "never", "always", "look"]
Sandboxes = Literal["bwrap", "wasm"]


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
    """

    cache_directory: Path | None = None
    results_directory: Path | None = None
    execute: Execute = "auto"
    concurrency: int = 0
    sandbox: Sandboxes = "bwrap"
