"""How the cost of the build itself grows: with the number of blocks, and with whatever a page may have much of.

Each row is a family of sites of which one number grows. The cost is processor time of the build's own process: of a
cold build beyond that of the same site without marked blocks, of a warm build all of it, and of both beyond that of
the smallest such site. An exponent of 1 means that twice as much costs twice as much. It is fitted to the logarithms
by least squares; that of the last step alone is printed, too.

`make bench` runs all of it, `python benchmarks/growth.py blocks chain` the families that are named. With `--quick`, the
largest sizes are left out.
"""

from __future__ import annotations

import math
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builds import ENVIRONMENT

ROUNDS = 3

# The size with which the others are compared.
SMALLEST = 4

# Seconds below which a cost cannot be told from none.
LEAST = 0.01

BUILD = Path(__file__).with_name("own_build.py")

# Without navigation: that of a theme takes time for all pages on each page.
THEME = "theme: {name: null, custom_dir: theme}"

Pages = Callable[[int, str], list[str]]


def program(number: int) -> str:
    """A program that is different from that of any other number."""
    return f'#include <stdio.h>\nint main(void)\n{{\n    printf("%d\\n", {number});\n}}\n'


def block(number: int, run: str) -> str:
    """A program on a page."""
    return f"## Block {number}\n\nSome prose.\n\n```c{run}\n{program(number)}```\n"


def blocks(size: int, run: str) -> list[str]:
    """So many blocks, five on a page."""
    return [
        "\n".join(block(number, run) for number in range(first, first + 5))
        for first in range(0, size, 5)
    ]


def one_page(size: int, run: str) -> list[str]:
    """So many blocks on one page."""
    return ["\n".join(block(number, run) for number in range(size))]


def chain(size: int, run: str) -> list[str]:
    """So many blocks, each of which uses the one before it; the last one is run."""
    links = [
        f'```c name="f{number}"{f" uses={chr(34)}f{number - 1}{chr(34)}" if number else ""}\n'
        f"static int f{number}(void) {{ return {number}; }}\n```\n"
        for number in range(size)
    ]
    last = f"```c{run and f'{run} uses={chr(34)}f{size - 1}{chr(34)}'}\n{program(size)}```\n"
    return ["\n".join([*links, last])]


def long_block(size: int, run: str) -> list[str]:
    """One block of so many KiB."""
    line = "    /* a comment of sixty-three characters, as a program has some */\n"
    body = line * (size * 1024 // len(line) - 2)
    return [f"```c{run}\nint main(void)\n{{\n{body}}}\n```\n"]


def output(size: int, run: str) -> list[str]:
    """A block that prints so many KiB, all of which are shown."""
    marked = run and f'{run} truncate="1200000"'
    text = (
        "#include <stdio.h>\nint main(void)\n{\n"
        f'    for (int i = 0; i < {size} * 16; i++)\n        printf("%062d\\n", i);\n}}\n'
    )
    return [f"```c{marked}\n{text}```\n"]


def expectations(size: int, run: str) -> list[str]:
    """A block with so many lines of which the compiler must complain."""
    body = "".join(f"    int v{number};  // warning: unused\n" for number in range(size))
    return [f"```c{run}\nint main(void)\n{{\n{body}}}\n```\n"]


def front_matter(size: int, run: str) -> list[str]:
    """A page with so many lines before it, and options among them."""
    lines = "".join(f"key{number}: value {number}\n" for number in range(size))
    return [f"---\n{lines}c_runner:\n  timeout: 4\n---\n\n{block(size, run)}"]


@dataclass(frozen=True)
class Family:
    """Sites of which one number grows.

    Attributes:
        what: The number.
        sizes: Its values.
        pages: Makes the pages of a site, with marked blocks or without.
        runs: Whether programs are really compiled and run.
    """

    what: str
    sizes: tuple[int, ...]
    pages: Pages
    runs: bool = False


FAMILIES = {
    "blocks": Family("blocks, five on a page", (250, 1000, 4000, 16_000), blocks),
    "page": Family("blocks on one page", (250, 500, 1000, 2000), one_page),
    "chain": Family("blocks that use each other", (60, 120, 240, 480), chain),
    "long": Family("KiB of a block", (8, 16, 32, 63), long_block),
    "output": Family("KiB of output", (128, 256, 512, 1023), output, runs=True),
    "expectations": Family("inline expectations", (60, 120, 240, 500), expectations, runs=True),
    "front": Family("lines of front matter", (500, 1000, 2000, 4000), front_matter),
}


class Site:
    """A site of a family.

    Args:
        directory: Where it is written.
        pages: The texts of its pages.
        plugins: Its plugins.
    """

    def __init__(self, directory: Path, pages: Sequence[str], plugins: str) -> None:
        self._directory = directory
        docs, theme = directory / "docs", directory / "theme"
        docs.mkdir(parents=True)
        theme.mkdir()
        (theme / "main.html").write_text("{{ page.content }}\n")
        extensions = "markdown_extensions: [pymdownx.superfences]"
        (directory / "mkdocs.yml").write_text(
            f"site_name: Growth\nplugins: [{plugins}]\n{THEME}\n{extensions}\n"
        )
        for number, text in enumerate(pages):
            (docs / (f"page{number}.md" if number else "index.md")).write_text(text)

    def build(self, *arguments: str) -> tuple[float, float]:
        """Builds it, and returns seconds of the processor and MiB."""
        command = [sys.executable, str(BUILD), *arguments]
        done = subprocess.run(
            command, cwd=self._directory, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True
        )
        seconds, mebibytes = map(float, done.stdout.split())
        return seconds, mebibytes

    def forget(self) -> None:
        """Makes the next build a cold one."""
        shutil.rmtree(self._directory / ".cache", ignore_errors=True)


@dataclass(frozen=True)
class Own:
    """What marked blocks cost.

    Attributes:
        cold: Seconds beyond those of the unmarked site, when nothing is cached.
        warm: The same, when all is cached; less than nothing, if highlighted sources of the cache save more.
        cold_memory: MiB beyond those of the unmarked site, when nothing is cached.
        warm_memory: The same, when all is cached.
        all_warm: Seconds of the whole build, when all is cached.
    """

    cold: float
    warm: float
    cold_memory: float
    warm_memory: float
    all_warm: float


def own_cost(family: Family, size: int, place: Path, rounds: int) -> Own:
    """What the marked blocks of a site cost."""
    plugin = "{c-runner: {max_truncate: 1200000, on_failure: ignore}}"
    plain = Site(place / "plain", family.pages(size, ""), "")
    marked = Site(place / "marked", family.pages(size, " run"), plugin)
    arguments = () if family.runs else ("stub",)
    rows = []
    for _ in range(rounds):
        marked.forget()
        unmarked = plain.build()
        cold, warm = marked.build(*arguments), marked.build(*arguments)
        rows.append(
            (
                cold[0] - unmarked[0],
                warm[0] - unmarked[0],
                cold[1] - unmarked[1],
                warm[1] - unmarked[1],
                warm[0],
            )
        )
    shutil.rmtree(place)
    return Own(*(statistics.median(column) for column in zip(*rows, strict=True)))


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The exponent of growth, by least squares; costs that cannot be told from none count as some."""
    points = [
        (math.log(size), math.log(max(cost, LEAST)))
        for size, cost in zip(sizes, costs, strict=True)
    ]
    middle_x, middle_y = (statistics.mean(values) for values in zip(*points, strict=True))
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return slope / sum((x - middle_x) ** 2 for x, _ in points)


def measure(family: Family, *, quick: bool) -> None:
    """Measures a family, and prints its row."""
    sizes = family.sizes[:-1] if quick else family.sizes
    print(f"{family.what}{'' if family.runs else ', programs not executed'}")
    costs = []
    for size in (SMALLEST, *sizes):
        with tempfile.TemporaryDirectory(prefix="c-runner-benchmark-") as directory:
            rounds = 1 if size >= 4000 and family.pages is blocks else ROUNDS
            own = own_cost(family, size, Path(directory) / "site", rounds)
        costs.append(own)
        print(
            f"  {size:6}  cold {own.cold:7.3f} s {own.cold_memory:4.0f} MiB"
            f"  warm {own.warm:7.3f} s {own.warm_memory:4.0f} MiB"
        )
    _print_exponents("cold", sizes, [own.cold for own in costs])
    _print_exponents("the whole build, warm", sizes, [own.all_warm for own in costs])


def _print_exponents(name: str, sizes: Sequence[int], costs: Sequence[float]) -> None:
    """Prints how costs grow beyond that of the smallest size, which comes first."""
    least, *others = costs
    values = [cost - least for cost in others]
    fitted, last = exponent(sizes, values), exponent(sizes[-2:], values[-2:])
    print(f"  exponent, {name}: {fitted:5.2f}, last step {last:5.2f}")


def main() -> None:
    """Measures the families that are named, or all."""
    arguments = sys.argv[1:]
    quick = "--quick" in arguments
    wanted = [word for word in arguments if word != "--quick"] or list(FAMILIES)
    for name in wanted:
        if name not in FAMILIES:
            sys.exit(f"{name}: there are {', '.join(FAMILIES)}")
        measure(FAMILIES[name], quick=quick)


if __name__ == "__main__":
    main()
