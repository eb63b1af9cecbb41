"""Builds the site in the working directory, and prints what this process alone took: seconds of the processor, and MiB.

With the argument `stub` no program is compiled or run: each is said to have printed a line. What is left is the cost of
the build itself.
"""

from __future__ import annotations

import resource
import sys

from mkdocs.__main__ import cli


def print_without_running() -> None:
    """Let each program have printed the number of its files, and no process be started."""
    # Imported here, since a site without the plugin imports none of it.
    from mkdocs_c_runner.engine.job import Job  # noqa: PLC0415
    from mkdocs_c_runner.engine.native import NativeExecutor  # noqa: PLC0415
    from mkdocs_c_runner.engine.processes.processes import Processes  # noqa: PLC0415
    from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage  # noqa: PLC0415

    def printed(_: NativeExecutor, job: Job) -> Result:
        text = f"{len(job.sources)}\n".encode()
        ran = Stage(0, segments=(Segment("terminal", text),), total_chars=len(text))
        return Result.judge(Stage(0), ran, Measured(0.001, 0.001, 1 << 20, 0.03))

    NativeExecutor.execute = printed  # type: ignore[method-assign]
    Processes.start = lambda *_: None  # type: ignore[method-assign]


def main() -> None:
    """Build, and print the costs."""
    if "stub" in sys.argv[1:]:
        print_without_running()
    cli(["build", "-q"], standalone_mode=False)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
