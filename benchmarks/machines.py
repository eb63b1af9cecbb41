"""What programs of other machines cost: beside the same program of this machine, and four beside four sets of flags.

The compilers take turns in one run. A run is measured by the program alone, in its sandbox; the emulator starts within
it. Medians, in milliseconds; differences and ratios count. It needs the compilers of the manual's page on machines, and
says which are not there. `make bench` runs it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.toolchain.identity import require_compiler
from mkdocs_c_runner.engine.toolchain.named_compilers import for_machines

ROUNDS = 15

HELLO = Job(
    (SourceFile("main.c", b'#include <stdio.h>\nint main(void) { printf("hello\\n"); }\n'),),
    flags=("-Wall", "-Wextra"),
    libs=("-lm",),
)
FLAGS = ("-O0", "-O1", "-O2", "-O3")


def main() -> None:
    """Measure all machines that are here."""
    sandbox = Bubblewrap()
    present = [row.name for row in for_machines() if is_here(row.name)]
    jobs = {name: replace(HELLO, compiler=name) for name in ("gcc", *present)}
    runs: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            result = execute(job, sandbox)
            assert result.run is not None
            assert result.run.text() == b"hello\n", result
            runs[name].append(1000 * (result.measured.wall_time or 0))
    native = statistics.median(runs["gcc"])
    print(f"a run of gcc: {native:.0f} ms")
    for name in present:
        print(f"a run of {name}: {statistics.median(runs[name]) - native:.0f} ms more")
    if len(present) >= len(FLAGS) - 1:
        machines = [jobs[name] for name in ("gcc", *present)][: len(FLAGS)]
        flags = [replace(HELLO, flags=(*HELLO.flags, flag)) for flag in FLAGS]
        ratio = compared(sandbox, machines, flags)
        print(f"four machines, against four sets of flags: {ratio:.2f} times the time")


def is_here(name: str) -> bool:
    """Return whether a compiler is installed, and say so if it is not."""
    try:
        require_compiler(name)
    except EngineError as error:
        print(f"left out: {error}")
        return False
    return True


def compared(sandbox: Bubblewrap, first: Sequence[Job], second: Sequence[Job]) -> float:
    """Return the time of some jobs as a multiple of that of others, one behind the other."""
    ratios = []
    for _ in range(ROUNDS):
        times = []
        for jobs in (first, second):
            begin = time.monotonic()
            for job in jobs:
                execute(job, sandbox)
            times.append(time.monotonic() - begin)
        ratios.append(times[0] / times[1])
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
