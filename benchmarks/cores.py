"""What more cores give: from the parts of a cold build that are measured, checked against one core and against two.

A build has one interpreter, whose work is done by one core; all other work is shared by all of them. So a build takes
at least the processor time of its own process, and at least all processor time, divided by the number of cores.

On a machine that does other things, too, the clock says little. So it also prints how much of the processor time that
these leave is used: what is missing is time in which a core waits for the build, which the expectation leaves out.

The time of a process that is killed is nobody's: that of compilers that wait for the next program, and of what is left
in a sandbox. So what a build takes is all that its cores do meanwhile, less what others took of them during the two
commands beside it, which kill nothing.
"""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from builds import CORES, ENVIRONMENT, Site, marked, program, unmarked

ROUNDS = 3
BLOCKS = 200
BUILD = Path(__file__).with_name("own_build.py")

_SUBREAPER = 36  # of prctl: descendants whose parents have ended become our children


@dataclass(frozen=True)
class Parts:
    """What a command took, in seconds.

    Attributes:
        clock: On the clock.
        own: Of the processor, in its own process.
        all: Of the processor, in it and in all that it started.
        left: Of the processor, on the cores that it had: all but the time of other programs.
        others: Of the processor on these cores, for other programs, in a second.
    """

    clock: float
    own: float
    all: float
    left: float
    others: float


def parts_of(
    command: Sequence[str], directory: Path, cores: int, others: float | None = None
) -> Parts:
    """Runs a command on so many cores, until nothing that it started is left.

    Args:
        command: The command.
        directory: Its working directory.
        cores: Their number.
        others: What other programs take of them in a second, if the command kills processes that have worked.
    """
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    taskset = ["taskset", "-c", ",".join(map(str, chosen))]
    before, busy_before = _of_children(), _busy(chosen)
    begin = time.perf_counter()
    done = subprocess.run(
        [*taskset, *command], cwd=directory, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True
    )
    clock = time.perf_counter() - begin
    try:
        while True:
            os.wait()
    except ChildProcessError:
        own, *_ = done.stdout.split() or [b"0"]
        busy = _busy(chosen) - busy_before
        if others is None:
            others = max(0.0, busy - (_of_children() - before)) / clock
        left = (len(chosen) - others) * clock
        return Parts(clock, float(own), min(left, busy - others * clock), left, others)


def _busy(cores: Sequence[int]) -> float:
    """Seconds in which these cores were not idle, since the machine was started."""
    lines = Path("/proc/stat").read_text().splitlines()
    fields = [line.split() for line in lines if line.startswith("cpu")]
    busy = sum(
        sum(map(int, (*values[:3], *values[5:7])))  # user, nice, system, and interrupts
        for name, *values in fields
        if name[3:].isdigit() and int(name[3:]) in cores
    )
    return busy / os.sysconf("SC_CLK_TCK")


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def median(rows: Sequence[Parts]) -> Parts:
    """The median of each part."""
    columns = zip(*(astuple(row) for row in rows), strict=True)
    return Parts(*map(statistics.median, columns))


@dataclass(frozen=True)
class Contestants:
    """The same blocks, unmarked, marked, and as files for the compiler alone."""

    plain: Site
    run: Site
    floor: Path

    @classmethod
    def write(cls, place: Path) -> Contestants:
        """Writes them."""
        floor = place / "floor"
        floor.mkdir()
        for number in range(BLOCKS):
            (floor / f"{number}.c").write_text(program(number))
        plain = Site.write(place / "plain", unmarked, BLOCKS, "")
        return cls(plain, Site.write(place / "run", marked, BLOCKS, "c-runner"), floor)

    def measure(self, cores: int) -> tuple[Parts, Parts, Parts]:
        """Measures the three by turns, on so many cores."""
        build = [sys.executable, str(BUILD)]
        each = "gcc -Wall -Wextra -o $1.out $1 -lm && ./$1.out >/dev/null"
        bare = ["sh", "-c", f"ls *.c | xargs -P{cores} -n1 sh -c '{each}' sh"]
        rows = []
        for _ in range(ROUNDS):
            self.run.forget()
            plain = parts_of(build, self.plain.directory, cores)
            floor = parts_of(bare, self.floor, cores)
            others = (plain.others * plain.clock + floor.others * floor.clock) / (
                plain.clock + floor.clock
            )
            rows.append((plain, parts_of(build, self.run.directory, cores, others), floor))
        plain, run, floor = map(median, zip(*rows, strict=True))
        return plain, run, floor


def expected(run: Parts, cores: int) -> float:
    """The seconds that a build takes on so many cores."""
    return max(run.own, run.all / cores)


def report(plain: Parts, run: Parts, floor: Parts) -> None:
    """Prints the parts, and what more cores will give."""
    own, whole = ((run.own - plain.own), (run.all - plain.all))
    print(f"cores: {BLOCKS} distinct blocks, cold")
    print(f"  own process, a block, beyond unmarked  {own / BLOCKS * 1000:6.2f} ms")
    print(f"  all processes, a block                 {whole / BLOCKS * 1000:6.2f} ms")
    print(f"  gcc and program alone, a block         {floor.all / BLOCKS * 1000:6.2f} ms")
    print(f"  all processes / gcc and program alone  {whole / floor.all:6.2f}")
    for cores in (4, 16, 64):
        seconds = expected(run, cores)
        ratio = (seconds - plain.own) / (floor.all / cores)
        print(
            f"  {cores:2} cores, expected: {expected(run, 1) / seconds:5.1f} times as fast as one, and "
            f"{ratio:5.2f} times gcc alone on them"
        )


def main() -> None:
    """Measures, and compares what is expected of one core and of two with what they need."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="c-runner-benchmark-") as directory:
        contestants = Contestants.write(Path(directory))
        measured = {cores: contestants.measure(cores) for cores in (1, 2) if cores <= CORES}
    most = max(measured)
    report(*measured[most])
    for cores, (_, run, _) in measured.items():
        seconds = expected(measured[most][1], cores)
        used, share = run.all / run.left, 1 - run.left / (cores * run.clock)
        print(
            f"  {cores} cores: took {run.clock / seconds:5.2f} times what is expected, and used {used:.0%} of the "
            f"processor time that other programs left, who took {share:.0%}"
        )


if __name__ == "__main__":
    main()
