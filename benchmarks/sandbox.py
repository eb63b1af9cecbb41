"""What a run in the sandbox costs: all layers together, against bwrap with namespaces alone.

Both run the same small program, by turns, in one go; medians, in milliseconds. `make bench` runs it.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace

from mkdocs_c_runner.engine.job import COMPILE_LIMITS, RUN_LIMITS, Job, SourceFile
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, InjectedFile, compile_policy, run_policy
from mkdocs_c_runner.engine.toolchain.command_line import PROGRAM, compile_command

ROUNDS = 200

SOURCE = b'#include <stdio.h>\nint main(void) { puts("hello"); }\n'
PLAIN = [
    *("bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr"),
    *("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"),
]


def main() -> None:
    """Measures and prints."""
    sandbox = Bubblewrap()
    job = Job((SourceFile("main.c", SOURCE),))
    compiled = sandbox.run(compile_command(job), compile_policy(), COMPILE_LIMITS)
    command = Command(("./a.out",), (InjectedFile(PROGRAM, compiled.artifact, 0o555),))
    terminal = replace(command, stdio="terminal")
    with open("/tmp/c-runner-benchmark", "wb") as file:
        file.write(compiled.artifact)
    plain = [*PLAIN, "--ro-bind", file.name, "/program", "--", "/program"]
    subprocess.run(["chmod", "755", file.name], check=True)

    def alone() -> None:
        subprocess.run(plain, capture_output=True, check=True, env={})

    contestants: dict[str, Callable[[], object]] = {
        "bwrap --unshare-all": alone,
        "all layers, pipes": lambda: sandbox.run(command, run_policy(), RUN_LIMITS),
        "all layers, terminal": lambda: sandbox.run(terminal, run_policy(), RUN_LIMITS),
    }
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            begin = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - begin) * 1000)
    floor = statistics.median(times["bwrap --unshare-all"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:22} {median:6.2f} ms  {median - floor:+6.2f} ms  {median / floor:5.2f} times")


if __name__ == "__main__":
    main()
