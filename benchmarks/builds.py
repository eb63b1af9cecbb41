"""What runnable blocks cost: in a cold build, a large site, cold and warm, under serve, and against markdown-exec.

`make bench` runs all of it, `python benchmarks/builds.py cold large` the parts that are named. Contestants take
turns in one run, and medians are compared. Ratios count; times are those of this machine on this day.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5

CORES = len(os.sched_getaffinity(0))

# Python keeps its bytecode, as it does on a user's machine.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}

# Programs as blogs have them. `NUMBER` in them stands for a number, so that no two blocks are equal.
PROGRAMS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "programs").glob("*.c"))
]


def program(number: int) -> str:
    """A small program like those of a tutorial, different from that of any other number."""
    return PROGRAMS[number % len(PROGRAMS)].replace("NUMBER", str(number + 1))


def unmarked(number: int) -> str:
    """A block that is shown only."""
    return f"```c\n{program(number)}```"


def marked(number: int) -> str:
    """A block that is run."""
    return f"```c run\n{program(number)}```"


def markdown_exec(number: int) -> str:
    """A block as users of markdown-exec write it: a shell that calls the compiler."""
    commands = (
        "cd $(mktemp -d)\ncat > main.c <<'END'\n"
        f"{program(number)}END\ngcc -Wall -Wextra main.c -lm && ./a.out\n"
    )
    return f'```bash exec="on" source="above" result="text"\n{commands}```'


@dataclass(frozen=True)
class Site:
    """A site of equal pages.

    Attributes:
        directory: Where it is.
    """

    directory: Path

    @classmethod
    def write(
        cls,
        directory: Path,
        block: Callable[[int], str],
        blocks: int,
        plugins: str,
        per_page: int = 5,
    ) -> Site:
        """Writes a site."""
        docs = directory / "docs"
        docs.mkdir(parents=True)
        (directory / "mkdocs.yml").write_text(
            f"site_name: Benchmark\nplugins: [{plugins}]\nmarkdown_extensions: [pymdownx.superfences]\n"
        )
        for first in range(0, blocks, per_page):
            sections = [
                f"## Block {number}\n\nSome prose stands before it.\n\n{block(number)}\n"
                for number in range(first, first + per_page)
            ]
            name = f"page{first // per_page}.md" if first else "index.md"
            (docs / name).write_text("\n".join(["# A page\n", *sections]))
        return cls(directory)

    def forget(self) -> None:
        """Makes the next build a cold one."""
        shutil.rmtree(self.directory / ".cache", ignore_errors=True)

    def build(self) -> Cost:
        """Builds it, in a process of its own."""
        return cost_of([sys.executable, "-m", "mkdocs", "build", "-q"], self.directory)

    def cold(self) -> Cost:
        """Builds it without a cache."""
        self.forget()
        return self.build()


@dataclass(frozen=True)
class Cost:
    """What a process took.

    Attributes:
        seconds: On the clock.
        busy: Of the processor, in this process and in those that it waited for: other work on the machine counts less.
        mebibytes: Of memory at its peak.
    """

    seconds: float
    busy: float
    mebibytes: float


def cost_of(command: Sequence[str], directory: Path) -> Cost:
    """Runs a command and measures it."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=directory, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def by_turns(*contestants: Callable[[], Cost], rounds: int = ROUNDS) -> list[Cost]:
    """The medians of several contestants that take turns; of the processor the least, of memory the most."""
    rows = [[contestant() for contestant in contestants] for _ in range(rounds)]
    return [
        Cost(
            statistics.median(cost.seconds for cost in column),
            min(cost.busy for cost in column),
            max(cost.mebibytes for cost in column),
        )
        for column in zip(*rows, strict=True)
    ]


def without_sandbox(directory: Path, blocks: int) -> Callable[[], Cost]:
    """The floor: the compiler and the programs alone, on all cores."""
    directory.mkdir()
    for number in range(blocks):
        (directory / f"{number}.c").write_text(program(number))
    each = "gcc -Wall -Wextra -o $1.out $1 -lm && ./$1.out"
    command = f"ls *.c | xargs -P{CORES} -n1 sh -c '{each}' sh"
    return lambda: cost_of(["sh", "-c", command], directory)


def cold(place: Path) -> None:
    """200 blocks that nobody has run."""
    plain = Site.write(place / "plain", unmarked, 200, "")
    run = Site.write(place / "run", marked, 200, "c-runner")
    run.cold()
    floor, unrun, ours = by_turns(without_sandbox(place / "floor", 200), plain.build, run.cold)
    print("cold: 200 distinct blocks, nothing cached")
    print(f"  the site unmarked                      {unrun.seconds:6.2f} s")
    print(f"  gcc and programs, xargs -P{CORES}, no sandbox {floor.seconds:6.2f} s")
    print(f"  the site marked, less unmarked         {ours.seconds - unrun.seconds:6.2f} s")
    print(
        f"  ratio                                  {(ours.seconds - unrun.seconds) / floor.seconds:6.2f}"
    )


def first(place: Path) -> None:
    """From the start of a build to its first result."""
    plain = Site.write(place / "plain", unmarked, 200, "")
    run = Site.write(place / "run", marked, 200, "c-runner")
    bare = without_sandbox(place / "bare", 1)
    run.cold()
    # More rounds than elsewhere: the difference of two long times is compared with a short one.
    rows = [
        (plain.build().seconds, bare().seconds, _until_first_result(run)) for _ in range(3 * ROUNDS)
    ]
    unrun, floor, seconds = map(statistics.median, zip(*rows, strict=True))
    print("first: until the first result of 200 blocks is there")
    print(f"  the site unmarked, all of it           {unrun:6.2f} s")
    print(f"  gcc and one program                    {floor:6.2f} s")
    print(f"  the first result                       {seconds:6.2f} s")
    print(f"  beyond unmarked / gcc and program      {(seconds - unrun) / floor:6.2f}")


def _until_first_result(site: Site) -> float:
    """Builds a site cold, and returns the seconds until its first result is in the cache."""
    site.forget()
    results = site.directory / ".cache/plugin/c-runner/results"
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=site.directory, env=ENVIRONMENT
    )
    while not any(results.glob("*.json")) and process.poll() is None:
        time.sleep(0.002)
    seconds = time.perf_counter() - begin
    process.wait()
    return seconds


def memory(place: Path) -> None:
    """5,000 blocks on 1,000 pages, cold."""
    plain = Site.write(place / "plain", unmarked, 5000, "").build()
    run = Site.write(place / "run", marked, 5000, "c-runner").cold()
    print("memory: 5,000 distinct blocks on 1,000 pages, cold")
    print(f"  unmarked                               {plain.mebibytes:4.0f} MiB")
    print(f"  more than unmarked                     {run.mebibytes - plain.mebibytes:4.0f} MiB")


def large(place: Path) -> None:
    """2,000 blocks on 400 pages, cold and warm."""
    plain = Site.write(place / "plain", unmarked, 2000, "")
    run = Site.write(place / "run", marked, 2000, "c-runner")
    first = run.cold()
    unrun, ours = by_turns(plain.build, run.build)
    print("large: 2,000 distinct blocks on 400 pages")
    print(f"  unmarked    {unrun.seconds:6.2f} s  {unrun.mebibytes:4.0f} MiB")
    print(f"  cold        {first.seconds:6.2f} s  {first.mebibytes:4.0f} MiB")
    print(f"  warm        {ours.seconds:6.2f} s  {ours.mebibytes:4.0f} MiB")
    print(f"  warm, a block          {(ours.seconds - unrun.seconds) / 2:6.2f} ms")
    print(f"  warm / unmarked        {ours.seconds / unrun.seconds:6.2f}")
    print(f"  warm / unmarked, CPU   {ours.busy / unrun.busy:6.2f}")
    print(f"  cold, memory more than unmarked {first.mebibytes - unrun.mebibytes:4.0f} MiB")
    print(f"  warm, memory more than unmarked {ours.mebibytes - unrun.mebibytes:4.0f} MiB")


def browser(place: Path) -> None:
    """200 blocks that nobody has run, and the same for the browsers of readers too."""
    plain = Site.write(place / "plain", marked, 200, "c-runner")
    site = Site.write(place / "browser", marked, 200, "c-runner: {playground: browser}")
    without, with_browser = by_turns(plain.cold, site.cold, rounds=3)
    warm_without, warm = by_turns(plain.build, site.build)
    print(f"200 blocks, cold                         {without.seconds:6.2f} s")
    print(f"  with playground: browser               {with_browser.seconds:6.2f} s")
    print(f"  ratio                                  {with_browser.seconds / without.seconds:6.2f}")
    print(f"  ratio, warm                            {warm.seconds / warm_without.seconds:6.2f}")
    print(f"  ratio, warm, CPU                       {warm.busy / warm_without.busy:6.2f}")


def serve(place: Path) -> None:
    """One block of 2,000 is edited under `mkdocs serve`."""
    plain = Site.write(place / "plain", unmarked, 2000, "")
    run = Site.write(place / "run", marked, 2000, "c-runner")
    run.cold()
    bare = without_sandbox(place / "bare", 1)
    floor = statistics.median(bare().seconds for _ in range(ROUNDS))
    unrun = statistics.median(edits(plain, unmarked))
    ours = statistics.median(edits(run, marked))
    print("serve: one block of 2,000 on 400 pages is edited; from saving to the new page")
    print(f"  unmarked                               {unrun:6.2f} s")
    print(f"  gcc and one program                    {floor:6.2f} s")
    print(f"  marked                                 {ours:6.2f} s")
    print(f"  less gcc and program / unmarked        {(ours - floor) / unrun:6.2f}")


def edits(site: Site, block: Callable[[int], str]) -> list[float]:
    """Edits a page a few times, and measures how long each takes to be seen."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", address],
        cwd=site.directory,
        env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in server.stderr or ():
            if "Serving on" in line:
                break
        return [_edit(site, block, f"http://{address}", number) for number in range(ROUNDS)]
    finally:
        server.terminate()
        server.communicate()


def _edit(site: Site, block: Callable[[int], str], address: str, number: int) -> float:
    """Replaces a block by one that nobody has run."""
    reload = re.search(r"livereload\((\d+), ?\d+\)", _get(f"{address}/page50/"))
    if reload is None:
        sys.exit("mkdocs serve has no live reload")
    path = site.directory / "docs/page50.md"
    old, new = (251 + 30_000 * n for n in (number, number + 1))
    text = path.read_text().replace(block(old), block(new))
    begin = time.perf_counter()
    path.write_text(text)
    _get(f"{address}/livereload/{reload[1]}/1")  # it answers when the site has been built anew
    seconds = time.perf_counter() - begin
    if str(new + 1) not in _get(f"{address}/page50/"):
        sys.exit("the page does not show the edit")
    return seconds


def _get(url: str) -> str:
    with urllib.request.urlopen(url) as response:
        return str(response.read().decode())


def peer(place: Path) -> None:
    """The same 200 blocks with markdown-exec, which has no sandbox and keeps nothing."""
    run = Site.write(place / "run", marked, 200, "c-runner")
    other = Site.write(place / "exec", markdown_exec, 200, "markdown-exec")
    theirs, ours, again = by_turns(other.build, run.cold, run.build, rounds=3)
    print("peer: 200 distinct blocks, markdown-exec with a shell that calls gcc")
    print(f"  markdown-exec, cold and again alike    {theirs.seconds:6.2f} s")
    print(f"  cold                                   {ours.seconds:6.2f} s")
    print(f"  again                                  {again.seconds:6.2f} s")
    print(f"  times faster, cold                     {theirs.seconds / ours.seconds:6.1f}")
    print(f"  times faster, again                    {theirs.seconds / again.seconds:6.1f}")


PARTS: dict[str, Callable[[Path], None]] = {
    "cold": cold,
    "first": first,
    "browser": browser,
    "large": large,
    "memory": memory,
    "serve": serve,
    "peer": peer,
}


def main() -> None:
    """Measures the parts that are named, or all."""
    wanted = sys.argv[1:] or list(PARTS)
    for name in wanted:
        if name not in PARTS:
            sys.exit(f"{name}: there are {', '.join(PARTS)}")
    print(f"{_processor()}, {CORES} cores")
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="c-runner-benchmark-") as directory:
            PARTS[name](Path(directory))


def _processor() -> str:
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else os.uname().machine


if __name__ == "__main__":
    main()
