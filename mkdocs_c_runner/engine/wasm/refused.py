"""What WebAssembly cannot run, as far as that is seen before it is tried."""

from __future__ import annotations

import re

from ..job import Job
from ..toolchain.named_compilers import named

_FLAGS = (
    (re.compile(r"\A-fsanitize=.*(?:address|leak|thread).*"), "sanitizers of memory and threads"),
    (re.compile(r"-fopenmp|-pthread|-lpthread"), "threads"),
    (re.compile(r"-m(?:sse|avx|fma|bmi|popcnt).*"), "instructions of x86-64"),
)


def refusal(job: Job) -> str | None:
    """Return why a job cannot be run as WebAssembly, or None if it may be possible."""
    if named(job.compiler).machine:
        return f"The program is one for another machine: {job.compiler}."
    if job.tools:
        return "The program may call other programs, and WebAssembly has none."
    if any(name in ("asm", "preprocessed") for name in job.artifacts):
        return "The compiler for WebAssembly makes no views of the code."
    for flag in (*job.flags, *job.libs):
        for pattern, what in _FLAGS:
            if pattern.fullmatch(flag):
                return f"WebAssembly has no {what}: {flag}"
    return None
