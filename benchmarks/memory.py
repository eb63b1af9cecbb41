"""What pictures of memory cost: beside a plain run, with many blocks and calls, and beside gdb's Python.

gdb steps through the same lines of the same program. At each it reads the variables of all calls, and each node of the
list once, by following the pointers. That is what a picture shows, but for what gdb cannot tell: which values were
never initialized, for which the recorder runs the program a second time. gdb runs without a sandbox, and its times hold
its start, as those of the recorder hold both runs in a sandbox. The start of that sandbox is in the time of processors,
and not in that on the clock: it is begun while the program is compiled. Neither holds a compilation: those are compared
apart, since gdb takes the program as authors compile it, and the recorder has one of its own. It needs the package gdb.
Medians, in seconds; ratios count, and on a busy machine those of processor time. `make bench` runs it.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mkdocs_c_runner.engine.artifacts import MEMORY, Pictures
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.memory.marking import Order
from mkdocs_c_runner.engine.memory.pictures import FILLS, Wanted
from mkdocs_c_runner.engine.memory.pictures import pictures as pictures_of
from mkdocs_c_runner.engine.memory.program import Program
from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.tracing import Tracer
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Artifact
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Waiting

ROUNDS = 7

# Seconds that the compiler takes at least, in which the sandbox starts.
AHEAD = 0.04

LIST = b"""#include <stdio.h>
#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void) {
    struct node *list = NULL;
    for (int i = 0; i < 20; i++) {
        struct node *new = malloc(sizeof *new);
        new->value = i;
        new->next = list;
        list = new;
    }
    printf("%d\\n", list->value);
    return 0;
}
"""
LARGE = b"""#include <stdlib.h>
struct node { int value; struct node *next; };
static int deep(int n) {
    int result = n;
    if (n > 0)
        result += deep(n - 1);
    return result;
}
int main(void) {
    struct node *list = NULL;
    for (int i = 0; i < 5000; i++) { struct node *n = malloc(sizeof *n); n->value = i; n->next = list; list = n; }
    int sum = deep(300);
    for (int i = 0; i < 300; i++) {
        sum += i;
        list->value = sum;
    }
    return 0;
}
"""

# Steps through the author's lines, and reads the variables of all calls, and what they point to.
GDB = """
import gdb
gdb.execute("set pagination off")
gdb.execute("break main")
gdb.execute("run >/dev/null")
for _ in range(100):
    frame = gdb.selected_frame()
    read = set()
    while frame is not None and frame.find_sal().symtab is not None:
        block = frame.block()
        while block is not None and not block.is_global:
            for symbol in block:
                if symbol.is_variable:
                    value = frame.read_var(symbol)
                    text = str(value)
                    while value.type.code == gdb.TYPE_CODE_PTR and int(value) not in read | {0}:
                        read.add(int(value))
                        try:
                            target = value.dereference()
                            text += str(target)
                            value = target["next"]
                        except gdb.error:
                            break
            block = block.superblock if block.function is None else None
        frame = frame.older()
    gdb.execute("next", to_string=True)
"""


class Cost(NamedTuple):
    """What something takes, in seconds: from its beginning to its end, and of processors."""

    wall: float
    processor: float


def processor_time() -> float:
    """The seconds of processors that this process has used, and those of its children that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def cost(run: Callable[[], object], before: Callable[[], object] = lambda: None) -> Cost:
    """The medians of some runs. What is done before each counts for processors alone."""
    costs = []
    for _ in range(ROUNDS):
        used = processor_time()
        before()
        begin = time.perf_counter()
        run()
        costs.append(Cost(time.perf_counter() - begin, processor_time() - used))
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def median(run: Callable[[], object]) -> float:
    """The median of some runs, in seconds."""
    return cost(run).wall


def job_of(source: bytes, steps: int) -> Job:
    """A job with pictures of so many steps."""
    job = Job((SourceFile("main.c", source),), artifacts=(MEMORY,))
    return replace(job, pictures=Pictures(steps=steps))


def gdb_costs() -> tuple[Cost, Cost]:
    """What gcc takes for a program that gdb can read, and gdb for 100 steps of it."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "main.c").write_bytes(LIST)
        (directory / "steps.py").write_text(GDB, "utf-8")

        def run(*command: str) -> Cost:
            return cost(
                lambda: subprocess.run(command, cwd=directory, capture_output=True, check=True)
            )

        compiled = run("gcc", "-g", "-O0", "main.c", "-o", "main")
        return compiled, run("gdb", "-q", "-nx", "-batch", "-x", "steps.py", "main")


def main() -> None:
    """Measures and prints."""
    sandbox = Bubblewrap()
    tracer = Tracer(sandbox)
    small, large = job_of(LIST, 100), job_of(LARGE, 1000)
    plain = replace(small, artifacts=())

    def pictures(job: Job) -> Artifact:
        return execute(job, sandbox, tracer=tracer).artifacts[0]

    steps, text = len(decode(pictures(small).text).snapshots), len(pictures(small).text)
    alone, pictured = median(lambda: execute(plain, sandbox)), median(lambda: pictures(small))
    print(f"{steps} steps of a list: {text:,} bytes of record")
    print(f"a plain run {alone:.3f} s, with pictures {pictured:.3f} s, {pictured - alone:+.3f} s")
    many = median(lambda: pictures(large))
    count = len(decode(pictures(large).text).snapshots)
    print(f"{count} steps, 5,000 blocks, 300 calls deep: {many:.3f} s in all")
    if shutil.which("gdb") is None:
        print("gdb is not installed: no comparison with it")
        return
    program, files = tracer.compile(small)

    sandboxes: list[Waiting] = []

    def begin() -> None:
        sandboxes.append(tracer.begin(small))
        time.sleep(AHEAD)

    def recorded() -> None:
        with closing(sandboxes.pop()) as ahead:
            first, second = tracer.traced(small, program, FILLS, ahead)
        wanted = Wanted(small.pictures, (), Order({}), first.printed)
        pictures_of(Program(program, files), first.trace, second.trace, wanted)

    own, (compiled, peer) = cost(recorded, begin), gdb_costs()
    made = median(lambda: tracer.compile(small))
    print(f"100 steps recorded and read, in the sandbox: {own.wall:.3f} s")
    print(
        f"gdb's Python, without a sandbox: {peer.wall:.3f} s, {peer.wall / own.wall:.1f} times the time, "
        f"{peer.processor / own.processor:.1f} times that of processors"
    )
    print(
        f"to compile the program: {made:.3f} s with the recorder in it, in the sandbox, {compiled.wall:.3f} s for gdb; "
        f"with that, gdb takes {(peer.wall + compiled.wall) / (own.wall + made):.1f} times the time"
    )


if __name__ == "__main__":
    main()
